/** Owns what never stands in the log: keys, tokens, the part of an address behind its path, and where the user's home is. */

/** A shorter one would hide ordinary words, and no service gives it. */
const secretCharsMin = 6;
const textCharsMax = 16_000;

/** What looks like a key, whoever's it is: fal, Replicate, Google, OpenAI and its like, signed tokens. */
const keyPatterns: readonly RegExp[] = [
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9a-f]{16,}\b/gi,
  /\br8_[A-Za-z0-9]{16,}/g,
  /\bAIza[\w-]{30,}/g,
  /\bAQ\.[\w-]{20,}/g,
  /\b(?:sk|pk|rk|key|px|pixio|kling)[-_][\w-]{16,}/gi,
  /\beyJ[\w-]+(?:\.[\w-]*){1,2}/g,
];

const bearer = /\b(Bearer|Basic)(\s+)[^\s"',;)\]}]+/gi;
const authorization = /\b(Authorization["']?\s*[:=]\s*["']?(?:(?:Key|Token|Bearer|Basic)\s+)?)[^\s"',;)\]}]+/gi;
/** `api_key=…`, `"x-goog-api-key": "…"`, `--token …`: a name that says what its value is. */
const named =
  /((?:[\w-]{0,40}(?:api[-_]?key|access[-_]?key|secret|token|password|credential|signature|cookie)|[A-Z]+_KEY)["']?\s*[:=]\s*["']?)[^\s"',;)\]}&]+/gi;
/** User and password, query and fragment of any address: one that is signed needs nothing else. */
const address = /\b((?:https?|wss?|shotline):\/\/)(?:[^\s/?#"'<>]*@)?([^\s?#"'<>]*)(?:[?#][^\s"'<>]*)?/gi;
/** A path of our own with its signature. */
const signedPath = /\?(?:[\w.-]+=[^\s&"'<>]*&)*(?:mac|until|token|key|sig|signature|x-[\w-]+)=[^\s"'<>]*/gi;
const dataAddress = /\bdata:[\w/+.-]*;base64,[\w+/=-]*/gi;
/** What the JSON reader quotes of a text that it can't read: a plan, a script, an answer. */
const quotedJson = /(Unexpected .*?, )(?:\.\.\.)?"[\s\S]*"(?:\.\.\.)?( is not valid JSON)/g;

export interface RedactionOptions {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One that is known hides a key that it was told of wherever it stands, besides all that looks like one. */
export class Redaction {
  /** The home folder as it stands in texts and in JSON. */
  readonly #homes: RegExp | null;
  readonly #secrets = new Set<string>();

  constructor({ home, env }: RedactionOptions) {
    const folder = home.replace(/[/\\]+$/, "");
    const forms = [folder, JSON.stringify(folder).slice(1, -1)].map((form) => form.replace(/[^\w/]/g, "\\$&"));
    this.#homes = folder.length > 1 ? new RegExp(`(?:${forms.join("|")})(?![\\w.-])`, "g") : null;
    for (const [name, value] of Object.entries(env)) if (/^SHOTLINE_.*_KEY$/.test(name) && value) this.hide(value);
  }

  /** Hides the text from now on, also as a part of an address, of JSON or in base64, and each half of a pair `access:secret`. */
  hide(secret: string): void {
    for (const whole of new Set([secret, secret.trim()])) {
      for (const each of [whole, ...whole.split(":")]) {
        if (each.length < secretCharsMin) continue;
        const base64 = Buffer.from(each).toString("base64");
        const forms = [each, encodeURIComponent(each), JSON.stringify(each).slice(1, -1), base64];
        for (const form of [...forms, base64.replace(/=+$/, "")]) this.#secrets.add(form);
      }
    }
  }

  /** The text without what must not be read in it; cut where it is very long. */
  text(text: string): string {
    let clean = text;
    // The longest first: one may be a part of another.
    for (const secret of [...this.#secrets].sort((a, b) => b.length - a.length))
      clean = clean.replaceAll(secret, "‹key›");
    // Up to a space, so that no half of a key is left that looks like none.
    if (clean.length > textCharsMax) clean = clean.slice(0, textCharsMax).replace(/\S*$/, "…");
    clean = clean.replace(dataAddress, "data:…").replace(quotedJson, "$1‹text›$2");
    clean = clean.replace(address, (whole, scheme: string, place: string) =>
      /[?#]/.test(whole) ? `${scheme}${place}?…` : `${scheme}${place}`,
    );
    clean = clean.replace(signedPath, "?…");
    clean = clean.replace(authorization, "$1‹key›").replace(bearer, "$1$2‹key›").replace(named, "$1‹key›");
    for (const pattern of keyPatterns) clean = clean.replace(pattern, "‹key›");
    return this.#homes === null ? clean : clean.replace(this.#homes, "~");
  }
}

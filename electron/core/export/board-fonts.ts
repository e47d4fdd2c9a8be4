/** Owns the letters of a board: which of the shipped fonts has which character, how wide a text is, and setting it on a page. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { create } from "fontkit";

/** Sizes in points. */
export interface TextStyle {
  readonly sizePt: number;
  readonly weight: 400 | 600;
  readonly color: string;
}

/** A stretch of text that one font has. */
interface Run {
  readonly font: string;
  readonly text: string;
}

/** A part of a family, which comes in a file for each group of characters and each weight. */
interface FontPart {
  readonly name: string;
  readonly file: (weight: number) => string;
  readonly ranges: readonly (readonly [number, number])[];
}

const standIn = "□";
/** The first part that has a character is taken, so Latin letters are Inter's also in a Japanese text. */
const families = [
  {
    name: "Inter",
    packageName: "inter",
    parts: ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"],
  },
  { name: "NotoSansJP", packageName: "noto-sans-jp", parts: Array.from({ length: 120 }, (_, index) => `[${index}]`) },
];

const fontParts: readonly FontPart[] = families.flatMap(({ name, packageName, parts }) => {
  const ranges = JSON.parse(readFileSync(packageFile(packageName, "unicode.json"), "utf8")) as Record<string, string>;
  return parts.flatMap((part): FontPart[] => {
    const listed = ranges[part];
    if (listed === undefined) return [];
    const word = part.replace(/[[\]]/g, "");
    return [
      {
        name: `${name}-${word}`,
        // The PDF library embeds WOFF as it is, and WOFF2 not.
        file: (weight) => packageFile(packageName, `files/${packageName}-${word}-${weight}-normal.woff`),
        ranges: listed.split(",").map(readRange),
      },
    ];
  });
});

/** Fonts made ready, for all boards of this process: the same few parts serve nearly every project. */
const readyFonts = new Map<string, { readonly file: Buffer; has(codePoint: number): boolean }>();

/** The fonts of one document. */
export class BoardFonts {
  readonly #document: PDFKit.PDFDocument;
  readonly #registered = new Set<string>();
  #missing = 0;

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  /** How many characters were shown as a box because no font has them. */
  get missing(): number {
    return this.#missing;
  }

  /** In points. */
  widthOf(text: string, style: TextStyle): number {
    return this.#runsOf(text, style.weight).reduce((sum, run) => sum + this.#widthOf(run, style), 0);
  }

  /** Sets one line of text that begins at `x` and stands on `baseline`, in points from the top left. */
  draw(text: string, x: number, baseline: number, style: TextStyle): void {
    const options = { lineBreak: false, baseline: "alphabetic" } as const;
    let at = x;
    for (const run of this.#runsOf(text, style.weight)) {
      const width = this.#widthOf(run, style);
      this.#document.fillColor(style.color).text(run.text, at, baseline, options);
      at += width;
    }
    this.#missing += [...readable(text)].filter((character) => partOf(character, style.weight) === null).length;
  }

  #widthOf({ font, text }: Run, { sizePt }: TextStyle): number {
    return this.#document.font(font).fontSize(sizePt).widthOfString(text);
  }

  #runsOf(text: string, weight: TextStyle["weight"]): Run[] {
    const runs: { font: string; text: string }[] = [];
    for (const character of readable(text)) {
      const last = runs.at(-1);
      // Spaces and marks belong to what they follow.
      const stays =
        last && /[\s\p{M}]/u.test(character) && readyFonts.get(last.font)?.has(character.codePointAt(0) as number);
      const font = stays ? last.font : partOf(character, weight);
      const shown = font === null ? standIn : character;
      const used = font ?? (partOf(standIn, weight) as string);
      if (last?.font === used) last.text += shown;
      else runs.push({ font: used, text: shown });
    }
    for (const { font } of runs) this.#register(font);
    return runs;
  }

  #register(font: string): void {
    if (this.#registered.has(font)) return;
    this.#document.registerFont(font, readyFonts.get(font)?.file as Buffer);
    this.#registered.add(font);
  }
}

/** What is left to see: composed letters, and none of the characters that only steer how others are shown. */
function readable(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\s/gu, " ")
    .replace(/\p{C}|\p{Variation_Selector}/gu, "");
}

/** The font of each character that was met, by weight and character. */
const fontOfCharacter = new Map<string, string | null>();

/** The name of the font that has the character in that weight, made ready; null when none has. */
function partOf(character: string, weight: TextStyle["weight"]): string | null {
  const key = `${weight}${character}`;
  const known = fontOfCharacter.get(key);
  if (known !== undefined) return known;
  const found = findPart(character, weight);
  fontOfCharacter.set(key, found);
  return found;
}

function findPart(character: string, weight: TextStyle["weight"]): string | null {
  const codePoint = character.codePointAt(0) as number;
  for (const part of fontParts) {
    if (!part.ranges.some(([first, last]) => codePoint >= first && codePoint <= last)) continue;
    const name = `${part.name}-${weight}`;
    if (prepareFont(part, weight, name).has(codePoint)) return name;
  }
  return null;
}

function prepareFont(part: FontPart, weight: number, name: string) {
  const ready = readyFonts.get(name);
  if (ready) return ready;
  const file = readFileSync(part.file(weight));
  const font = create(file);
  const made = { file, has: (codePoint: number) => font.hasGlyphForCodePoint(codePoint) };
  readyFonts.set(name, made);
  return made;
}

/** `U+4E00-4E10` or `U+4E00`. */
function readRange(text: string): [number, number] {
  const [first = "", last = first] = text.slice("U+".length).split("-");
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function packageFile(packageName: string, path: string): string {
  return fileURLToPath(new URL(path, import.meta.resolve(`@fontsource/${packageName}/package.json`)));
}

/** Owns what a scene's header says: where it plays, inside or outside, and when, in the words of a pass. */

export interface HeadingWords {
  /** Such as `Garage, pit`; what a pass of it is called. */
  readonly name: string;
  /** Such as `garage pit interior, night`; empty where the header says nothing. */
  readonly environment: string;
  /** Such as `night`; empty where the header says none, or only that time goes on. */
  readonly time: string;
}

const heading = /^\s*(INT\.?\s*\/\s*EXT|EXT\.?\s*\/\s*INT|I\s*\/\s*E|INT|EXT|EST)\b[.\s]*(.*)$/is;
const sides: Readonly<Record<string, string>> = { INT: "interior", EXT: "exterior", EST: "exterior" };
const times =
  /^(?:(?:early|late|mid|pre|the next|next|that|same|magic)?[\s-]*(?:day|night|dawn|dusk|morning|afternoon|evening|noon|midday|midnight|sunset|sunrise|twilight|hour|winter|summer|spring|autumn|fall)|\d{4}s?)$/i;
const goingOn = /^(?:continuous|cont(?:'|’)?d|continued|later|same|same time|moments? later|intercut)$/i;

/** `previousTime`: when the scene before plays, which one that goes on has as well. */
export function readHeading(text: string, previousTime = ""): HeadingWords {
  const found = heading.exec(text);
  const pieces = (found?.[2] ?? text)
    .split(/\s+[-–—]+\s+|\s*[–—]\s*/)
    .map((piece) => calm(piece))
    .filter(Boolean);
  let time = "";
  while (pieces.length > 1) {
    const last = pieces.at(-1) ?? "";
    if (goingOn.test(last)) time ||= previousTime;
    else if (times.test(last)) time = [last, time].filter(Boolean).join(", ");
    else break;
    pieces.pop();
  }
  const side = found ? (sides[(found[1] ?? "").toUpperCase()] ?? "interior and exterior") : "";
  const place = [...pieces, side].filter(Boolean).join(" ");
  const name = pieces.join(", ");
  return {
    name: name.charAt(0).toUpperCase() + name.slice(1),
    environment: [place, time].filter(Boolean).join(", "),
    time,
  };
}

/** Words in capitals as words: a header shouts by custom. */
function calm(words: string): string {
  const plain = words.replace(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim();
  return plain === plain.toUpperCase() ? plain.toLowerCase() : plain;
}

/** Gives codes to scenes: from its number where the script gives one, else the next in steps of ten. `there` are those of the project. */
export function createSceneCodes(there: Iterable<string>): (number: string | undefined) => string {
  const taken = new Set(there);
  let highest = 0;
  const count = (code: string) => {
    highest = Math.max(highest, Number(/^SC(\d{1,6})/.exec(code)?.[1] ?? 0));
  };
  for (const code of taken) count(code);
  return (number) => {
    const [, digits = "", rest = ""] = /^\D{0,20}(\d{1,6})(.*)$/.exec(number ?? "") ?? [];
    const suffix = rest
      .replace(/[^\p{L}\p{N}.-]/gu, "")
      .toUpperCase()
      .slice(0, 8);
    const own = digits === "" ? null : `SC${digits.padStart(3, "0")}${suffix}`;
    const next = `SC${String((Math.floor(highest / 10) + 1) * 10).padStart(3, "0")}`;
    const code = own !== null && !taken.has(own) ? own : next;
    taken.add(code);
    count(code);
    return code;
  };
}

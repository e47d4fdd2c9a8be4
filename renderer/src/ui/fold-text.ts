/** Owns comparing words without case and accents, and finding where in a text they stand. */

const marks = /[\u0300-\u036f]/g;
const ascii = /^[\p{ASCII}]*$/u;

/** A text as it is compared: small letters without accents. */
export function foldText(text: string): string {
  const small = text.toLowerCase();
  return ascii.test(small) ? small : small.normalize("NFD").replaceAll(marks, "").normalize("NFC");
}

/** A part of a text, and whether it is one of the words that were looked for. */
export interface TextPart {
  readonly text: string;
  readonly found: boolean;
}

/** A text in parts, those found apart: `words` are folded. */
export function markWords(text: string, words: readonly string[]): readonly TextPart[] {
  const { foldedText, places } = foldWithPlaces(text);
  const isFound = new Uint8Array(text.length);
  for (const word of words) {
    if (word === "") continue;
    for (let at = foldedText.indexOf(word); at !== -1; at = foldedText.indexOf(word, at + word.length)) {
      isFound.fill(1, places[at] as number, places[at + word.length] as number);
    }
  }
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && isFound[at] === isFound[at - 1]) continue;
    parts.push({ text: text.slice(from, at), found: isFound[from] === 1 });
    from = at;
  }
  return parts;
}

/** The folded text with, for each of its characters and for its end, where in the text that one begins. */
function foldWithPlaces(text: string): { foldedText: string; places: readonly number[] } {
  let foldedText = "";
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const piece = foldText(character);
    for (let index = 0; index < piece.length; index += 1) places.push(at);
    foldedText += piece;
    at += character.length;
  }
  places.push(at);
  return { foldedText, places };
}

/** The part of a text around the first of the words, about `charsMax` long, on one line. */
export function excerptAround(text: string, words: readonly string[], charsMax: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= charsMax) return line;
  const foldedLine = foldText(line);
  const places = words.map((word) => foldedLine.indexOf(word)).filter((place) => place !== -1);
  const first = places.length === 0 ? 0 : Math.min(...places);
  const start = first < charsMax * 0.6 ? 0 : line.lastIndexOf(" ", Math.max(0, first - charsMax * 0.3)) + 1;
  const end = start + charsMax;
  return `${start > 0 ? "…" : ""}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
}

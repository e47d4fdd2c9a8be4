/** Owns how a board's texts fill their lines: broken by measured width, shortened with an ellipsis, and sharing a height fairly. */

/** How wide a text is, in points. */
export type Measure = (text: string) => number;

/** The parts of a text between the line breaks that were typed, without empty ones. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/).filter((paragraph) => paragraph.trim() !== "");
}

/**
 * Breaks a paragraph into lines of at most `widthPt`: at spaces, and where a script is written without them between its words or
 * characters; a word longer than a line is broken. Lines are made as they are asked for, as few of a long text may be shown.
 */
export function* wrapLines(paragraph: string, widthPt: number, measure: Measure): Generator<string> {
  let line = "";
  for (const piece of piecesOf(paragraph)) {
    if (measure((line + piece).trimEnd()) <= widthPt) {
      line += piece;
      continue;
    }
    if (line.trim()) yield line.trimEnd();
    line = "";
    for (const character of charactersOf(piece)) {
      if (measure((line + character).trimEnd()) > widthPt) {
        if (line.trim()) yield line.trimEnd();
        line = "";
      }
      line += character;
    }
  }
  if (line.trim()) yield line.trimEnd();
}

/** One line that fits, shortened with an ellipsis where needed. */
export function fitLine(text: string, widthPt: number, measure: Measure): string {
  return measure(text) <= widthPt ? text : shorten(text, widthPt, measure);
}

/** Shares `available` lines among texts that want so many: each has one while there are any, then they take turns. */
export function shareLines(wanted: readonly number[], available: number): number[] {
  const given = wanted.map(() => 0);
  let left = available;
  for (let changed = true; changed && left > 0; ) {
    changed = false;
    for (const [index, want] of wanted.entries()) {
      if (left === 0 || (given[index] as number) >= want) continue;
      given[index] = (given[index] as number) + 1;
      left -= 1;
      changed = true;
    }
  }
  return given;
}

/** The text, or its beginning where that does not fit with it, and an ellipsis. */
export function shorten(text: string, widthPt: number, measure: Measure): string {
  const characters = charactersOf(text);
  while (characters.length > 0 && measure(`${characters.join("").trimEnd()}…`) > widthPt) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

const unspaced = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303F\uFF00-\uFFEF]`;
/** Closing signs never begin a line and opening ones never end it; spaces belong to what they follow. */
const piece = new RegExp(
  String.raw`[\p{Ps}\p{Pi}]*(?:${unspaced}|(?:(?!${unspaced})\S)+)[\p{Pe}\p{Pf}、。，．・：；！？ー々…]*\s*|\s+`,
  "gu",
);

function piecesOf(text: string): string[] {
  return (text.match(piece) ?? []).flatMap((each) => (wordsUnmarked.test(each) ? wordsOf(each) : [each]));
}

/** Scripts that have words but no spaces between them. */
const wordsUnmarked = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const words = new Intl.Segmenter("th", { granularity: "word" });
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Signs and spaces stay with the word before them. */
function wordsOf(text: string): string[] {
  const found: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    if (isWordLike || found.length === 0) found.push(segment);
    else found.push(`${found.pop()}${segment}`);
  }
  return found;
}

/** What a reader takes for a character: a letter with its marks. */
function charactersOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** Owns how a board's texts fill their lines: broken by measured width, shortened with an ellipsis, and sharing a height fairly. */

/** How wide a text is, in points. */
export type Measure = (text: string) => number;

/**
 * Breaks a text into lines of at most `widthPt`. Lines break at spaces, and between characters where a script is written
 * without spaces; a word longer than a line is broken. The text's own line breaks are kept, empty lines are not.
 */
export function wrapLines(text: string, widthPt: number, measure: Measure): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/)) {
    let line = "";
    const close = () => {
      if (line.trim()) lines.push(line.trimEnd());
      line = "";
    };
    for (const piece of piecesOf(paragraph)) {
      if (measure((line + piece).trimEnd()) <= widthPt) {
        line += piece;
        continue;
      }
      close();
      for (const character of piece) {
        if (measure((line + character).trimEnd()) > widthPt) close();
        line += character;
      }
    }
    close();
  }
  return lines;
}

/** One line that fits, shortened with an ellipsis where needed. */
export function fitLine(text: string, widthPt: number, measure: Measure): string {
  return measure(text) <= widthPt ? text : shorten(text, widthPt, measure);
}

/** The first `count` lines, the last of them ending in an ellipsis where lines are left over. */
export function cutLines(lines: readonly string[], count: number, widthPt: number, measure: Measure): string[] {
  if (lines.length <= count) return [...lines];
  return [
    ...lines.slice(0, count - 1),
    ...lines.slice(count - 1, count).map((line) => shorten(line, widthPt, measure)),
  ];
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

function shorten(text: string, widthPt: number, measure: Measure): string {
  const characters = [...text];
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
  return text.match(piece) ?? [];
}

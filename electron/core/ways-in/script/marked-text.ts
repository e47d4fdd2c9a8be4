/** Owns taking notes and struck-out parts out of the text of a Fountain script: they may lie anywhere, over several lines. */
import type { ScriptRow } from "../../../../shared/ways-in/script.ts";

const marks = [
  { start: "/*", end: "*/", kind: "omitted", crossesEmptyLines: true },
  { start: "[[", end: "]]", kind: "note", crossesEmptyLines: false },
] as const;

/** The lines without them, and what they were. A mark that is never closed is text like any other. */
export function takeOutMarked(text: string): {
  lines: { text: string; line: number }[];
  rows: ScriptRow[];
} {
  const rows: ScriptRow[] = [];
  let left = text;
  for (const mark of marks) left = takeOut(left, mark, rows);
  return { lines: left.split("\n").map((words, index) => ({ text: words, line: index + 1 })), rows };
}

function takeOut(text: string, { start, end, kind, crossesEmptyLines }: (typeof marks)[number], rows: ScriptRow[]) {
  const kept: string[] = [];
  const lineAt = lineCounter(text);
  const emptyLine = /\n[^\S\n]*\n/g;
  let from = 0;
  let closing = 0;
  let empty = -1;
  for (let open = text.indexOf(start); open !== -1; open = text.indexOf(start, Math.max(from, open + 2))) {
    // Both places only move on, so that a text of nothing but marks is read once.
    if (closing < open + 2) closing = text.indexOf(end, open + 2);
    if (closing === -1) break;
    if (!crossesEmptyLines) {
      while (empty !== Number.POSITIVE_INFINITY && empty < open) {
        const found = emptyLine.exec(text);
        empty = found ? found.index : Number.POSITIVE_INFINITY;
        // A third line break begins another empty line.
        if (found) emptyLine.lastIndex = found.index + 1;
      }
      if (empty < closing) continue;
    }
    const words = text.slice(open + 2, closing).trim();
    if (words !== "") rows.push({ kind, text: words, line: lineAt(open) });
    kept.push(text.slice(from, open), text.slice(open, closing).replace(/[^\n]+/g, ""));
    from = closing + 2;
  }
  return `${kept.join("")}${text.slice(from)}`;
}

/** The line of places that are asked for in their order. */
function lineCounter(text: string): (place: number) => number {
  let line = 1;
  let at = 0;
  return (place) => {
    for (let next = text.indexOf("\n", at); next !== -1 && next < place; next = text.indexOf("\n", at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}

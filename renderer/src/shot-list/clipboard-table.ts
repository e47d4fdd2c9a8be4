/** Owns cells as a spreadsheet has them on the clipboard: tabs between cells, a line a row, quotes around what holds either. */

/** The most characters that are read as cells. */
export const pastedCharsMax = 5_000_000;

/** A cell that a spreadsheet would run as a formula. */
const formula = /^[=+\-@]/;
const neutralized = /^'(?=[=+\-@])/;

export function formatTable(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(formatCell).join("\t")).join("\n");
}

function formatCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[\t\r\n"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The cells of a text; an empty last line is none. */
export function parseTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell.replace(neutralized, ""));
    at = end + 1;
    if (text[end] === "\t") continue;
    if (text[end] === "\r" && text[at] === "\n") at += 1;
    rows.push(row);
    row = [];
    if (at === text.length) break;
  }
  return rows;
}

function plainCell(text: string, start: number): { cell: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== "\t" && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { cell: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): { cell: string; end: number } {
  let cell = "";
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    // A quote that is never closed is a character like any other.
    if (quote === -1) return plainCell(text, start);
    cell += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') break;
    cell += '"';
    at += 1;
  }
  // Words in quotation marks at the start of a text are no quoted cell.
  const ends = at >= text.length || text[at] === "\t" || text[at] === "\n" || text[at] === "\r";
  return ends ? { cell, end: at } : plainCell(text, start);
}

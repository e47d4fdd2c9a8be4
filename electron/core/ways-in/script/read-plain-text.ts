/** Owns reading a screenplay of plain text, as programs print it: by headings, capitals and how far lines are indented. */
import { makeScript, type Script, type ScriptRow } from "../../../../shared/ways-in/script.ts";

interface Line {
  readonly text: string;
  readonly indent: number;
  readonly line: number;
}

/** Headings may have the scene's number at either margin. */
const heading =
  /^(?:(\d{1,4}[A-Z]{0,2})[.\s]\s*)?((?:INT|EXT|EST|I\/E|INT\.?\/EXT|EXT\.?\/INT)[. ].*?)(?:\s{2,}(\d{1,4}[A-Z]{0,2})\.?)?$/i;
const transition = /^(?:FADE (?:IN|OUT|TO BLACK)|[\p{Lu} ]{2,30} TO)[.:]?$/u;
const furniture =
  /^(?:(?:\d{1,4}[A-Z]{0,2}\s+)?\(?(?:MORE|CONTINUED|CONT(?:'|’)D)\)?:?(?:\s*\(?\d+\)?)?(?:\s+\d{1,4}[A-Z]{0,2})?|(?:page\s+)?\d{1,4}\.?)$/i;

/** Whether a text is laid out by indentation, as a screenplay is when it is printed. */
export function isLaidOut(text: string): boolean {
  const lines = text.split("\n", 2000).filter((line) => line.trim() !== "");
  const indented = lines.filter((line) => indentOf(line) >= 10).length;
  return indented >= 3 && indented > lines.length / 20;
}

export function readPlainText(text: string): Script {
  const lines = text
    .split("\n")
    .map((words, index) => ({ text: words.trim(), indent: indentOf(words), line: index + 1 }));
  const margin = marginOf(lines);
  const titlePage = titleLines(lines, margin);
  const rows: ScriptRow[] = [];
  const start = titlePage.length === 0 ? 0 : (titlePage.at(-1)?.line ?? 0);
  for (let at = start; at < lines.length; at += 1) {
    const { text: words, indent, line } = lines[at] as Line;
    if (words === "") continue;
    const head = heading.exec(words.slice(0, 300));
    if (head) {
      const number = head[1] ?? head[3];
      rows.push({
        kind: "heading",
        text: words.length > 300 ? words : (head[2] ?? "").trim(),
        line,
        ...(number ? { number } : {}),
      });
    } else if (furniture.test(words)) {
      rows.push({ kind: "omitted", text: words, line });
    } else if (words.length < 60 && transition.test(words)) {
      rows.push({ kind: "transition", text: words, line });
    } else if (isCue(lines, at, margin)) {
      const end = endOfSpeech(lines, at + 1, margin);
      rows.push({ kind: "character", text: words, line }, ...speechOf(lines.slice(at + 1, end)));
      at = end - 1;
    } else {
      const end = endOfParagraph(lines, at, margin, indent);
      const paragraph = lines.slice(at, end);
      rows.push({ kind: "action", text: paragraph.map((each) => each.text).join(" "), line });
      at = end - 1;
    }
  }
  return makeScript({ format: "text", titlePage, remarks: [] }, rows);
}

/** What stands in the middle of the page before anything else, as a title does. */
function titleLines(lines: readonly Line[], margin: number): Script["titlePage"] {
  const written = lines.filter(({ text }) => text !== "");
  const end = written.findIndex(({ text, indent }) => indent < margin + 10 || transition.test(text));
  return written
    .slice(0, Math.max(0, end))
    .map(({ text, line }, index) => ({ name: index === 0 ? "Title" : "Text", text, line }));
}

function indentOf(line: string): number {
  const blank = /^[ \t]*/.exec(line)?.[0] ?? "";
  return blank.replace(/\t/g, "        ").length;
}

/** How far action is indented: the smallest indentation that is not an exception. */
function marginOf(lines: readonly Line[]): number {
  const indents = lines.filter(({ text }) => text !== "").map(({ indent }) => indent);
  indents.sort((one, other) => one - other);
  return indents[Math.floor(indents.length / 10)] ?? 0;
}

/** A name in capitals with words right under it, further in than action where the text is laid out. */
function isCue(lines: readonly Line[], at: number, margin: number): boolean {
  const { text, indent } = lines[at] as Line;
  const next = lines[at + 1];
  if (!next || next.text === "" || text.length > 50) return false;
  const name = text.replace(/\s*\(.*\)\s*$/, "");
  if (!/\p{Lu}/u.test(name) || name !== name.toUpperCase() || /[.!?:]$/.test(name)) return false;
  if (indent > margin + 4) return true;
  return next.indent >= indent && next.text !== next.text.toUpperCase() && (lines[at - 1]?.text ?? "") === "";
}

function endOfSpeech(lines: readonly Line[], start: number, margin: number): number {
  const within = (lines[start] as Line).indent;
  let end = start;
  while (end < lines.length) {
    const { text, indent } = lines[end] as Line;
    if (text === "") break;
    // Back at the margin of action: the empty line between was lost.
    if (end > start && within > margin + 4 && indent <= margin + 2) break;
    if (end > start && within > margin + 4 && isCue(lines, end, margin) && indent > within + 4) break;
    end += 1;
  }
  return end;
}

function speechOf(lines: readonly Line[]): ScriptRow[] {
  const rows: ScriptRow[] = [];
  let open = false;
  for (const { text, line } of lines) {
    const last = rows.at(-1);
    if (open && last) {
      rows[rows.length - 1] = { ...last, text: `${last.text} ${text}` };
      open = !text.endsWith(")");
    } else if (text.startsWith("(")) {
      rows.push({ kind: "parenthetical", text, line });
      open = !text.endsWith(")");
    } else if (furniture.test(text)) rows.push({ kind: "omitted", text, line });
    else if (last?.kind === "dialogue") rows[rows.length - 1] = { ...last, text: `${last.text} ${text}` };
    else rows.push({ kind: "dialogue", text, line });
  }
  return rows;
}

function endOfParagraph(lines: readonly Line[], at: number, margin: number, indent: number): number {
  let end = at + 1;
  while (end < lines.length) {
    const next = lines[end] as Line;
    const begins = next.text === "" || heading.test(next.text.slice(0, 300)) || furniture.test(next.text);
    if (begins || Math.abs(next.indent - indent) > 4 || (next.indent > margin + 4 && isCue(lines, end, margin))) break;
    end += 1;
  }
  return end;
}

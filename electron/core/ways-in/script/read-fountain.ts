/**
 * Owns reading Fountain. fountain-js says what a paragraph is. It knows no lines, drops notes and what is struck out, and takes time
 * without end for some lines; so it is asked about one paragraph at a time, with the notes taken out and kept, and its words are ours.
 */
import { Lexer, rules } from "fountain-js";
import type { Remark } from "../../../../shared/ways-in/draft.ts";
import { makeScript, type Script, type ScriptRow } from "../../../../shared/ways-in/script.ts";
import { takeOutMarked } from "./marked-text.ts";

export interface Line {
  readonly text: string;
  readonly line: number;
}

/** Characters of a line that the lexer is shown: no cue or heading is longer, and its patterns go over a line many times. */
const shownMaxChars = 200;

/** A header with the scene's number before it, and maybe after it, as on a printed page. */
const numbered = /^(\d{1,4}\p{L}{0,2})[.)]?\s+((?:INT|EXT|EST|I\/E)[./ ].*?)(?:\s+\1\.?)?$/iu;
/** How the lines of a list begin; no name does. */
const bullet = /^(?:[-–—•*]\s|-{2}|\d{1,3}[.)]\s)/;

const fades = /^(?:SLOW )?(?:FADE|CROSS-?\s?FADE|DISSOLVE|IRIS|SMASH|WHIP|CUT)\b[\p{Lu} -]{0,30}[.:]$/u;

export function readFountain(text: string): Script {
  const { lines, rows: marked } = takeOutMarked(text);
  const { titlePage, rest } = takeTitlePage(lines);
  const remarks: Remark[] = [];
  const rows = [...marked, ...blocksOf(rest).flatMap(readBlock)];
  // What was taken out goes behind the paragraph that it lay in.
  const place = ({ kind }: ScriptRow) => (kind === "note" || kind === "omitted" ? 1 : 0);
  rows.sort((one, other) => one.line - other.line || place(one) - place(other));
  return makeScript({ format: "fountain", titlePage, remarks }, rows);
}

/** Paragraphs: lines without an empty one between. Two spaces keep a line of dialogue from being empty. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  let open = false;
  for (const each of lines) {
    if (each.text.trim() === "" && !(open && each.text === "  ")) open = false;
    else if (open) blocks.at(-1)?.push(each);
    else {
      blocks.push([each]);
      open = true;
    }
  }
  return blocks;
}

function readBlock(block: readonly Line[]): ScriptRow[] {
  const [first, ...rest] = block as [Line, ...Line[]];
  // What is always a line alone is one also where the empty line after it was forgotten.
  if (rest.length > 0 && standsAlone(first.text)) {
    const next = rest.findIndex(({ text }) => text.trim() !== "");
    return [...readBlock([first]), ...(next === -1 ? [] : readBlock(rest.slice(next)))];
  }
  const shown = block.map(({ text }) => text.trim().replace(/\s+/g, " ").slice(0, shownMaxChars));
  const [, ownNumber, ownHeading] = numbered.exec(first.text.length > shownMaxChars ? "" : first.text.trim()) ?? [];
  if (rest.length === 0 && ownNumber && ownHeading)
    return [{ kind: "heading", text: plain(ownHeading), line: first.line, number: ownNumber }];
  // Its transitions are those that end with TO: alone.
  if (rest.length === 0 && fades.test(shown[0] ?? ""))
    return [{ kind: "transition", text: first.text.trim(), line: first.line }];
  // The lexer fails on a speech that begins with a song.
  const sung = shown[0]?.startsWith("~") ? shown : shown.map((words) => words.replace(/^~/, ""));
  const [token, next] = Lexer.tokenizeScript(sung.join("\n"));
  const { line } = first;
  const whole = block.map(({ text }) => text.trim()).join("\n");
  switch (token?.type) {
    case "scene_heading": {
      const number = token.scene_number;
      const heading = first.text.trim().replace(/\s*#[\w.-]+?#\s*$/, "");
      const text = plain(heading.startsWith(".") ? heading.slice(1) : heading);
      return [{ kind: "heading", text, line, ...(number === undefined ? {} : { number }) }];
    }
    case "transition":
      return [{ kind: "transition", text: plain(whole.replace(/^> */, "")), line }];
    case "centered":
      return [{ kind: "general", text: plain(whole.replace(/^\s*>\s*|\s*<\s*$/gm, "")), line }];
    case "section":
      return [
        { kind: "section", text: plain(whole.replace(/^#+ */, "")), line, level: /^#*/.exec(whole)?.[0].length ?? 1 },
      ];
    case "synopsis":
      return [{ kind: "synopsis", text: plain(whole.replace(/^= */, "")), line }];
    case "page_break":
      return [{ kind: "page-break", text: whole, line }];
    case "lyrics":
      return [{ kind: "lyrics", text: plain(whole.replace(/^~ */gm, "")), line }];
    case "dialogue_begin":
    case "dual_dialogue_begin":
      return next && !bullet.test(shown[0] ?? "")
        ? readSpeech(first, rest)
        : [{ kind: "action", text: plain(whole), line }];
    default:
      return [{ kind: "action", text: plain(whole.replace(/^!/gm, "")), line }];
  }
}

function standsAlone(line: string): boolean {
  const text = line.trim().replace(/\s+/g, " ").slice(0, shownMaxChars);
  return (
    /^#/.test(text) ||
    /^={1,2}(?!=)|^={3,}$/.test(text) ||
    rules.scene_heading.test(text) ||
    (line.length <= shownMaxChars && numbered.test(text)) ||
    fades.test(text) ||
    (rules.transition.test(text) && !rules.centered.test(text))
  );
}

function readSpeech(cue: Line, lines: readonly Line[]): ScriptRow[] {
  const written = cue.text.trim();
  const dual = /\^\s*$/.test(written);
  const name = plain(written.replace(/\s*\^\s*$/, "").replace(/^@\s*/, ""));
  const rows: ScriptRow[] = [{ kind: "character", text: name, line: cue.line, ...(dual ? { dual } : {}) }];
  for (const { text, line } of lines) {
    const words = text.trim();
    if (words === "") continue;
    const kind = /^[*_]*\(.*\)[*_]*$/.test(words) ? "parenthetical" : words.startsWith("~") ? "lyrics" : "dialogue";
    const said = plain(kind === "lyrics" ? words.replace(/^~ */, "") : words);
    const last = rows.at(-1) as ScriptRow;
    if (last.kind === kind && kind !== "parenthetical")
      rows[rows.length - 1] = { ...last, text: `${last.text}\n${said}` };
    else rows.push({ kind, text: said, line });
  }
  return rows;
}

/** Keys and their values up to the first empty line, where the first key is one that a title page has. */
function takeTitlePage(lines: readonly Line[]): { titlePage: Script["titlePage"]; rest: readonly Line[] } {
  const start = lines.findIndex(({ text }) => text.trim() !== "");
  const none = { titlePage: [], rest: lines };
  if (
    start === -1 ||
    !/^\s*(?:title|credit|authors?|source|notes|draft ?date|date|contact|copyright|revision)s?\s*:/i.test(
      lines[start]?.text ?? "",
    )
  )
    return none;
  const after = lines.findIndex(({ text }, at) => at > start && text.trim() === "");
  const end = after === -1 ? lines.length : after;
  const titlePage: { name: string; text: string; line: number }[] = [];
  for (const { text, line } of lines.slice(start, end)) {
    const entry = /^([A-Za-z][\w ]{0,40}):(.*)$/.exec(text);
    const last = titlePage.at(-1);
    if (entry) titlePage.push({ name: (entry[1] ?? "").trim(), text: plain((entry[2] ?? "").trim()), line });
    else if (last) last.text = [last.text, plain(text.trim())].filter(Boolean).join("\n");
  }
  return { titlePage, rest: lines.slice(end) };
}

/** The words without the marks of bold, italic and underlined ones. */
function plain(text: string): string {
  if (text.length > 20_000 || !/[*_\\]/.test(text)) return text;
  const bare = text
    .replace(/(?<!\\)\*{1,3}(?=\S)([^*\n]+)(?<=\S)(?<!\\)\*{1,3}/g, "$1")
    .replace(/(?<![\p{L}\p{N}\\])_(?=\S)([^_\n]+)(?<=\S)_(?![\p{L}\p{N}])/gu, "$1");
  return bare.replace(/\\([@#!*_$~`+=.><\\/])/g, "$1");
}

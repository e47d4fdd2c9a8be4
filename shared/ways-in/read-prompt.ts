/** Owns reading pasted prompts as shots: `Shot 1 (4s): …`, times such as `[00:00-00:04]`, the JSON of a request, and tables in Markdown. */
import type { Rate } from "../time/rate.ts";
import type { Remark } from "./draft.ts";
import type { ListReading, ListRow } from "./list-reading.ts";
import { readLength } from "./list-values.ts";
import { shotOfText } from "./prompt-words.ts";
import { readTable, type TableRow, usualLengthMs } from "./read-table.ts";

/** Null for a text in which no shots are told apart. */
export function readPrompt(text: string, rate: Rate): ListReading | null {
  return (
    readJson(text, rate) ??
    readMarkdown(text, rate) ??
    readHeads(text, rate, shotHead) ??
    readHeads(text, rate, timeHead)
  );
}

const textMax = 20_000;

function rowOf(line: number, text: string, durationMs: number | null, notes = ""): ListRow {
  const shot = {
    durationMs: durationMs ?? usualLengthMs,
    ...shotOfText(text.slice(0, textMax)),
    ...(notes ? { notes } : {}),
  };
  const nothing = { scene: null, pass: null, heading: null, profile: null, aspectRatio: null, number: null };
  return { line, ...nothing, isTimed: durationMs !== null, shot };
}

function reading(rows: ListRow[], remarks: Remark[]): ListReading {
  return { kind: "prompt", columns: [], rows, remarks };
}

function short(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** The array of shots in a request, wherever it lies; some services want it as JSON within JSON. */
function readJson(text: string, rate: Rate): ListReading | null {
  const data = /^\s*[[{]/.test(text) ? (parsed(text) ?? withinCode(text)) : withinCode(text);
  const found = data === undefined ? null : shotsIn(data, 0);
  if (!found) return null;
  const remarks: Remark[] = [];
  const rows = found.shots.flatMap((each, at): ListRow[] => {
    const prompt = promptOf(each);
    if (prompt.trim() === "") {
      remarks.push({
        line: at + 1,
        text: short(JSON.stringify(each)),
        message: "This entry has no prompt; it is left out.",
      });
      return [];
    }
    const { duration } = each as { duration?: unknown };
    const length =
      typeof duration === "number" || typeof duration === "string" ? readLength(String(duration), rate) : null;
    return [rowOf(at + 1, prompt, length)];
  });
  if (found.others.length > 0) {
    const message = "Only the shots are read; set the rest in the pass.";
    remarks.push({ line: 1, text: short(found.others.join(", ")), message });
  }
  return rows.length === 0 ? null : reading(rows, remarks);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The shots of a request that is written as a command or as code, or that stands in a fence. */
function withinCode(text: string): unknown {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)```/i.exec(text)?.[1];
  const whole = fenced === undefined ? undefined : parsed(fenced);
  if (whole !== undefined) return whole;
  const found = /["']?multi_(?:prompt|shots)["']?\s*[:=]\s*(?=\[)/.exec(text);
  if (!found) return undefined;
  const start = found.index + found[0].length;
  const end = endOfList(text, start);
  if (end === null) return undefined;
  const list = text.slice(start, end);
  // Code leaves quotes around keys out, and commas at the end in.
  const strict = list
    .replace(/'((?:[^'"\\\n]|\\.)*)'/g, '"$1"')
    .replace(/([{,]\s*)([A-Za-z_]\w{0,40})\s*:/g, '$1"$2":')
    .replace(/,(\s*[\]}])/g, "$1");
  return parsed(list) ?? parsed(strict);
}

/** Behind the bracket that closes the one at `start`; brackets within quotes do not count. */
function endOfList(text: string, start: number): number | null {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (sign === "\\") at += 1;
    else if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === '"') quote = sign;
    else if (sign === "[") depth += 1;
    else if (sign === "]") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

/** `others`: what stands beside the shots. */
function shotsIn(data: unknown, depth: number): { shots: readonly unknown[]; others: readonly string[] } | null {
  if (depth > 4) return null;
  if (typeof data === "string" && /^\s*\[/.test(data)) return shotsIn(parsed(data), depth + 1);
  if (Array.isArray(data)) {
    const isShots = data.length > 0 && data.length <= 1000 && data.every((each) => promptOf(each) !== "");
    return isShots ? { shots: data, others: [] } : null;
  }
  if (typeof data !== "object" || data === null) return null;
  for (const [key, value] of Object.entries(data)) {
    const inside = shotsIn(value, depth + 1);
    if (inside)
      return { shots: inside.shots, others: [...Object.keys(data).filter((each) => each !== key), ...inside.others] };
  }
  return null;
}

function promptOf(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return "";
  const { prompt, text, description } = entry as Record<string, unknown>;
  const found = [prompt, text, description].find((each) => typeof each === "string");
  return typeof found === "string" ? found : "";
}

/** A table between bars, whose second line is of dashes. */
function readMarkdown(text: string, rate: Rate): ListReading | null {
  const lines = text.split("\n");
  const ruled = lines.findIndex(
    (line, at) => at > 0 && /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$/.test(line),
  );
  if (ruled === -1) return null;
  const rows: TableRow[] = [];
  for (let at = ruled - 1; at < lines.length && (lines[at] ?? "").includes("|"); at += 1) {
    if (at !== ruled) rows.push({ line: at + 1, cells: cellsOf(lines[at] ?? "") });
  }
  const table = readTable(rows, rate);
  if (!table) return null;
  const outside = [...lines.slice(0, ruled - 1), ...lines.slice(ruled + rows.length)].filter(
    (line) => line.trim() !== "",
  );
  const remark = {
    line: 1,
    text: short(outside.join(" ")),
    message: "These words are outside the table; they are left out.",
  };
  return { ...table, remarks: [...table.remarks, ...(outside.length > 0 ? [remark] : [])] };
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\||\|$/g, "");
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .replaceAll("\\|", "|")
      .replace(/<br\s*\/?>/gi, "\n")
      .replace(/\*\*|__|`/g, "")
      .trim(),
  );
}

interface HeadPattern {
  readonly pattern: RegExp;
  /** The number that the head gives, for those that count. */
  readonly numberOf: (match: RegExpMatchArray) => number | null;
  readonly lengthOf: (match: RegExpMatchArray, rate: Rate) => number | null;
}

const seconds = "\\d{1,3}(?:\\.\\d{1,3})?\\s*(?:s|sec|secs|seconds?)?";
/** `Shot 1 (4s):`, `**Shot 2**, 3 seconds - `, `Shot 3 [0-4 s]:`, `shot 1, 4, `. */
const shotHead: HeadPattern = {
  pattern: new RegExp(
    `[*_#>]{0,4}[ \\t]?\\[?(?:\\b(?:multi-?shot[ \\t]prompt|shot)|镜头)[ \\t]{0,3}(\\d{1,3})\\b[*_]{0,3}[ \\t]{0,3}` +
      `(?:[(\\[]([^)\\]\\n]{1,40})[)\\]]|[,，–—:-]?[ \\t]{0,3}(${seconds})(?=[ \\t]{0,3}[\\],，:–—.-]))?\\]?[*_]{0,3}[ \\t]{0,3}[,，:–—.-]?[*_]{0,3}[ \\t]{0,3}`,
    "giu",
  ),
  numberOf: (match) => Number(match[1]),
  lengthOf: (match, rate) => readLength(match[2] ?? match[3] ?? "", rate),
};

const clock = "\\d{1,2}:\\d{2}(?:[:.]\\d{1,3})?|\\d{1,3}(?:\\.\\d{1,3})?";
/** `[00:00-00:04]`, `0–4s:`, `(0:04 - 0:07)`, at the start of a line. */
const timeHead: HeadPattern = {
  pattern: new RegExp(
    `^[ \\t]{0,8}[*_#>-]{0,4}[ \\t]?[\\[(]?(${clock})[ \\t]?s?[ \\t]?(?:[-–—]|to)[ \\t]?(${clock})[ \\t]?s?(?:ec(?:onds)?)?[\\])]?[*_]{0,3}[ \\t]{0,3}[:–—-]?[ \\t]{0,3}`,
    "gimu",
  ),
  numberOf: () => null,
  lengthOf: (match) => {
    const length = Math.round((secondsOf(match[2]) - secondsOf(match[1])) * 1000);
    return length > 0 && length <= 3_600_000 ? length : null;
  },
};

function secondsOf(text = ""): number {
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

const lengthAtEnd = new RegExp(`^([\\s\\S]*\\S)\\s*[(\\[](?:duration:?\\s*)?(${seconds})[)\\]]\\s*$`, "iu");

function readHeads(text: string, rate: Rate, { pattern, numberOf, lengthOf }: HeadPattern): ListReading | null {
  const heads: RegExpMatchArray[] = [];
  for (const match of text.matchAll(pattern)) {
    const number = numberOf(match);
    const last = heads.at(-1);
    // `as in shot 2` within a text is no head: they count on.
    const isNext = number === null || number === (last ? (numberOf(last) ?? 0) + 1 : 1);
    if (isNext && heads.length < 1000) heads.push(match);
  }
  const [first] = heads;
  if (!first || (numberOf(first) === null && heads.length < 2)) return null;
  const preface = text.slice(0, first.index).trim();
  const remarks: Remark[] = [];
  if (preface !== "") {
    const message = "These words stand before the first shot; they are kept in its notes.";
    remarks.push({ line: 1, text: short(preface), message });
  }
  let line = 1;
  let counted = 0;
  const rows = heads.flatMap((head, at): ListRow[] => {
    const start = (head.index ?? 0) + head[0].length;
    const words = text
      .slice(start, heads[at + 1]?.index ?? text.length)
      .replace(/;\s*$/u, "")
      .trim();
    line += text.slice(counted, start).split("\n").length - 1;
    counted = start;
    if (words === "") {
      remarks.push({ line, text: short(head[0]), message: "This shot has no words; it is left out." });
      return [];
    }
    if (words.length > textMax) {
      remarks.push({
        line,
        text: short(words),
        message: `A prompt may have ${textMax.toLocaleString("en")} characters; it is cut there.`,
      });
    }
    const own = lengthOf(head, rate);
    // Some say it at the end: `A car waits (Duration: 4 seconds)`.
    const [, before = words, told = ""] = (own === null && lengthAtEnd.exec(words)) || [];
    const length = own ?? readLength(told, rate);
    return [rowOf(line, length === own ? words : before, length, at === 0 ? preface.slice(0, textMax) : "")];
  });
  return rows.length === 0 ? null : reading(rows, remarks);
}

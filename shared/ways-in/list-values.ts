/** Owns reading the cells of a shot list: lengths, numbers, yes and no, spoken lines, and texts that were kept from being formulas. */
import type { Shot } from "../project/model.ts";
import { frameAtMs, type Rate, timebaseOf } from "../time/rate.ts";

type Dialogue = NonNullable<Shot["dialogue"]>;

/** A text that a spreadsheet would run, and such a text with the quotes that keep it from it. */
const formula = /^'*(?:\s*[=+\-@]|\t)/u;

/** The text with a quote in front where a spreadsheet would run it, or where it looks like one that has it. */
export function neutralize(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text as it was before `neutralize`. */
export function restoreText(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

/**
 * Milliseconds of `4`, `4 s`, `4.5`, `4,5`, `0:04`, `01:30`, `96 frames`, `0-4 s` or, with four parts, a timecode; null for anything
 * else. What is no whole number of frames is kept to the millisecond.
 */
export function readLength(cell: string, rate: Rate): number | null {
  const text = cell
    .trim()
    .toLowerCase()
    .replace(/^[~≈]\s*|^(?:ca|approx)\.?\s*/u, "");
  const plain = /^(\d{1,5}(?:[.,]\d{1,4})?)\s*(?:s|sec|secs|seconds?|"|″)?\.?$/u.exec(text);
  if (plain) return positive(Math.round(number(plain[1]) * 1000));
  const frames = /^(\d{1,8})\s*(?:f|fr|frames?)$/u.exec(text);
  if (frames) return lengthOfFrames(Number(frames[1]), rate);
  const minutes = /^(\d{1,4})\s*m(?:in)?\s*(?:(\d{1,2})\s*s(?:ec)?)?$/u.exec(text);
  if (minutes) return positive((Number(minutes[1]) * 60 + Number(minutes[2] ?? 0)) * 1000);
  const range = /^([\d:.,]{1,12})\s*s?\s*(?:[-–—]|to)\s*([\d:.,]{1,12})\s*s?(?:ec(?:onds)?)?$/u.exec(text);
  if (range) return positive(Math.round((secondsOf(range[2]) - secondsOf(range[1])) * 1000));
  return readClock(text, rate);
}

function readClock(text: string, rate: Rate): number | null {
  const parts = text.split(/[:;]/u);
  if (parts.length < 2 || parts.length > 4 || parts.some((part) => !/^\d{1,3}(?:[.,]\d{1,3})?$/u.test(part)))
    return null;
  const values = parts.map(number);
  if (parts.length < 4) return positive(Math.round(values.reduce((sum, value) => sum * 60 + value, 0) * 1000));
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = values;
  if (frames >= timebaseOf(rate)) return null;
  return lengthOfFrames(((hours * 60 + minutes) * 60 + seconds) * timebaseOf(rate) + frames, rate);
}

/** The roundest length that has so many frames: whole seconds, tenths, else to the millisecond. */
export function lengthOfFrames(frames: number, rate: Rate): number | null {
  const exact = (frames * rate.den * 1000) / rate.num;
  const rounder = [1000, 500, 100].map((step) => Math.round(exact / step) * step);
  return positive(rounder.find((ms) => frameAtMs(ms, rate) === frames) ?? Math.round(exact));
}

function positive(ms: number): number | null {
  return ms > 0 && ms <= 3_600_000 ? ms : null;
}

/** Seconds of `4.5` or `0:04`; no number for anything else. */
function secondsOf(text = ""): number {
  return text.split(":").reduce((sum, part) => sum * 60 + number(part), 0);
}

function number(text = ""): number {
  return Number(text.replace(",", "."));
}

/** Null for a word that is neither. */
export function readYes(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  if (/^(?:y|yes|x|true|1|on|slow|slow[- ]?mo(?:tion)?|✓|✔)$/u.test(text)) return true;
  return /^(?:n|no|false|0|off|normal|-|–|—|)$/u.test(text) ? false : null;
}

/** A whole number of percent within its bounds; null for anything else. */
export function readPercent(cell: string, min: number, max: number): number | null {
  const value = /^\d{1,3}(?=\s*%?$)/u.exec(cell.trim())?.[0];
  return value !== undefined && Number(value) >= min && Number(value) <= max ? Number(value) : null;
}

/** A line each, `Speaker: words`; what has no speaker but a colon begins with one. Lines within a line are set in. */
export function formatDialogue(dialogue: Dialogue): string {
  return spokenOf(dialogue)
    .map(({ speaker, line }) => {
      const words = (unquoted(line) === line ? line : `“${line}”`).replaceAll("\n", "\n  ");
      return speaker !== "" || words.includes(":") ? `${speaker}: ${words}` : words;
    })
    .join("\n");
}

/** The languages in the same lines; empty where no line has one. */
export function formatLanguages(dialogue: Dialogue): string {
  const languages = spokenOf(dialogue).map(({ language }) => language ?? "");
  return languages.some((language) => language !== "") ? languages.join("\n") : "";
}

function spokenOf(dialogue: Dialogue): Dialogue {
  return dialogue.filter(({ speaker, line }) => speaker !== "" || line.trim() !== "");
}

export function readDialogue(cell: string, languages: string): Dialogue {
  const said = languages.split("\n").map(nameOfLanguage);
  const lines: string[] = [];
  for (const line of cell.split("\n")) {
    if (line.startsWith("  ") && lines.length > 0) lines[lines.length - 1] = `${lines.at(-1)}\n${line.slice(2)}`;
    else if (line.trim() !== "") lines.push(line);
  }
  return lines.slice(0, 100).map((text, index) => {
    const [, speaker, line] = /^([^:]{0,60}):\s?([\s\S]*)$/u.exec(text) ?? [];
    const language = said[index] ? { language: said[index] } : {};
    if (speaker === undefined || line === undefined) return { speaker: "", line: unquoted(text), ...language };
    return { speaker: speaker.trim(), line: unquoted(line), ...language };
  });
}

/** A line of text as the model allows it, in whole characters; empty for none. */
function nameOfLanguage(text: string): string {
  const characters = [...text.replace(/[\p{Cc}\p{Cs}]/gu, "").trim()];
  let name = "";
  for (const character of characters) {
    if (name.length + character.length > 40) break;
    name += character;
  }
  return name.trim();
}

/** `“Go!”` as lists of others quote their lines; a line that has quotes itself is in two pairs. */
function unquoted(line: string): string {
  return /^“(["“].*["”])”$/su.exec(line)?.[1] ?? /^\s*["“]([^"“”]*)["”]\s*$/u.exec(line)?.[1] ?? line;
}

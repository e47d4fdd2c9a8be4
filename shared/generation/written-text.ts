/** Owns keeping typed texts from breaking a service's grammar, and the grammars that have several shots in one text. */
import { referencesIn } from "../prompt/references.ts";

/** The text without what no service can read: halves of characters, and control characters other than line breaks. */
export function cleanText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/[^\P{Cc}\n]+/gu, " ")
    .trim();
}

/**
 * The text with each `@Name` as `write` says, or the bare name where that gives null; every other `@`, such as that of an
 * e-mail address, becomes a word, so that it calls nobody.
 */
export function replaceReferences(text: string, write: (name: string) => string | null): string {
  let written = "";
  let from = 0;
  for (const { name, offset } of referencesIn(text)) {
    written += withoutAt(text.slice(from, offset)) + (write(name) ?? name);
    from = offset + 1 + name.length;
  }
  return (written + withoutAt(text.slice(from))).trim();
}

function withoutAt(text: string): string {
  return text.replace(/\s*@+\s*/g, " at ");
}

/**
 * The words of one shot of the inline grammar `shot n, m, words;`. Semicolons part shots there and become commas, and what
 * reads like the head of a shot loses its commas.
 */
export function protectInline(text: string): string {
  return text
    .replace(/[;；]/g, ",")
    .replace(/\s+/g, " ")
    .replace(/(shot|镜头)(\s*\p{Nd}+)\s*[,，、]+\s*(?=\p{Nd})/giu, "$1$2 ")
    .trim();
}

/** Several shots in one text; the words of each are protected already. */
export function joinInline(shots: readonly { readonly durationMs: number; readonly text: string }[]): string {
  return shots.map(({ durationMs, text }, index) => `shot ${index + 1}, ${durationMs / 1000}, ${text};`).join(" ");
}

/**
 * The words of one shot of a timed list, `Shot 1 (0–4 s): words`, a shot a line. Lines of its own become one, and what reads like
 * the head of a shot loses its bracket.
 */
export function protectTimed(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/(shot|镜头)(\s*\p{Nd}+)\s*[([（［]+/giu, "$1$2, ")
    .trim();
}

/** `cutsTo`: that a plain cut leads to the shot, which is named; any other transition is in the shot's own words. */
interface TimedShot {
  readonly durationMs: number;
  readonly cutsTo: boolean;
}

/** What stands before the words of each shot of a timed list, such as `Cut to: Shot 2 (4–9 s): `. */
export function timedHeads(shots: readonly TimedShot[]): string[] {
  let fromMs = 0;
  return shots.map(({ durationMs, cutsTo }, index) => {
    const times = `${fromMs / 1000}–${(fromMs + durationMs) / 1000}`;
    fromMs += durationMs;
    return `${index > 0 && cutsTo ? "Cut to: " : ""}Shot ${index + 1} (${times} s): `;
  });
}

/** Several shots as a timed list; the words of each are protected already. */
export function joinTimed(shots: readonly (TimedShot & { readonly text: string })[]): string {
  const heads = timedHeads(shots);
  return shots.map(({ text }, index) => `${heads[index]}${text}`).join("\n");
}

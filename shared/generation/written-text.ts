/** Owns keeping typed texts from breaking a service's grammar, and the inline grammar of several shots itself. */
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

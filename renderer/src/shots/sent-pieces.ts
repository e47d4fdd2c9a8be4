/** Owns the pieces in which the sent text of a shot is shown: what comes from the look of its pass, and what has changed since a take. */
import type { Look, Shot } from "../../../shared/project/model.ts";
import { compileParts, type TextPart } from "../../../shared/prompt/compile.ts";
import { diffWords, type WordRun } from "../../../shared/prompt/word-diff.ts";

export interface SentPiece extends WordRun {
  readonly origin: TextPart["origin"];
  /** The field that says it; null for what was removed. */
  readonly field: TextPart["field"] | null;
}

/** `before`: the text that it is compared with; null compares with nothing. Without what was removed the pieces are the sent text. */
export function sentPieces(shot: Shot, look: Look | undefined, before: string | null): SentPiece[] {
  const parts = compileParts(shot, look);
  const text = parts.map((part) => part.text).join(" ");
  const runs: readonly WordRun[] = before === null ? [{ kind: "same", text }] : diffWords(before, text);
  /** Where each part ends in the text, the space behind it included. */
  let length = 0;
  const ends = parts.map((part) => {
    length += part.text.length + 1;
    return length;
  });
  const pieces: SentPiece[] = [];
  let offset = 0;
  let index = 0;
  for (const run of runs) {
    if (run.kind === "removed") {
      pieces.push({ ...run, origin: "shot", field: null });
      continue;
    }
    let from = 0;
    while (from < run.text.length) {
      const size = Math.min(run.text.length - from, (ends[index] ?? length) - offset);
      const { origin = "shot", field = null } = parts[index] ?? {};
      pieces.push({ kind: run.kind, text: run.text.slice(from, from + size), origin, field });
      from += size;
      offset += size;
      if (offset === ends[index]) index += 1;
    }
  }
  return pieces;
}

/** Owns what the lists for editing suites say of a shot in words, and which sound role it has. */
import type { CutClip } from "../../../../shared/cut/out/cut.ts";
import { cleanText } from "../../../../shared/cut/out/names.ts";

/** Action, dialogue and notes of the shot, a line each; empty when nothing is written. */
export function shotRemarks({ shot }: CutClip): string {
  const spoken = (shot.dialogue ?? []).map(({ speaker, line }) => (speaker ? `${speaker}: ${line}` : line));
  return [shot.action ?? "", ...spoken, shot.notes ?? ""]
    .map((text) => cleanText(text).trim())
    .filter((text) => text !== "")
    .join("\n");
}

/** A shot in which somebody speaks is dialogue; any other sound that comes with the picture counts as effects. */
export function soundRole({ shot }: CutClip): "dialogue" | "effects" {
  return (shot.dialogue ?? []).some(({ line }) => line.trim() !== "") ? "dialogue" : "effects";
}

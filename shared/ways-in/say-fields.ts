/** Owns saying a field of a shot in words, as it is compared with another one. */
import type { Shot } from "../project/model.ts";

/** Empty for a field that says nothing. */
export function describeField(
  key: "action" | "dialogue" | "notes" | "transition" | "camera",
  shot: Pick<Shot, "action" | "dialogue" | "notes" | "transition" | "camera">,
): string {
  switch (key) {
    case "dialogue":
      return (shot.dialogue ?? []).map(({ speaker, line }) => `${speaker}: ${line}`).join("\n");
    case "camera":
      return [shot.camera?.size, shot.camera?.angle, shot.camera?.move].filter(Boolean).join(", ");
    default:
      return shot[key] ?? "";
  }
}

/** Owns the words for what a take was made by. */
import { labelOf } from "../../../shared/models/profiles.ts";
import type { Take } from "../../../shared/takes/take.ts";

/** The model's name; `Imported` for a film that was made elsewhere. */
export function describeMaker({ profile }: Pick<Take, "profile">): string {
  return profile === "import" ? "Imported" : labelOf(profile);
}

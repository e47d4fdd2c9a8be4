/** Owns the list of model profiles that this version knows. Facts live beside it as data, never in code. */
import { animaticProfile } from "./animatic.ts";
import { falProfiles } from "./fal.ts";
import { klingProfiles } from "./kling.ts";
import { klingLegacyProfiles } from "./kling-legacy.ts";
import { pixioProfiles } from "./pixio.ts";
import type { ModelProfile } from "./profile.ts";
import { replicateProfiles } from "./replicate.ts";
import { stillProfiles } from "./stills.ts";

export const modelProfiles: readonly ModelProfile[] = [
  animaticProfile,
  ...klingProfiles,
  ...klingLegacyProfiles,
  ...falProfiles,
  ...pixioProfiles,
  ...replicateProfiles,
  ...stillProfiles,
];

/** What a new pass is planned for until the user picks another. */
export const defaultProfileId = "pixio/kling-v3-pro";

const byId = new Map(modelProfiles.map((profile) => [profile.id, profile]));

/** Null for an id that this version does not know. */
export function profileOf(id: string): ModelProfile | null {
  return byId.get(id) ?? null;
}

/** The limits that edits obey: those of the profile, or the animatic's where the profile is unknown. */
export function limitsOf(id: string) {
  return (profileOf(id) ?? animaticProfile).limits;
}

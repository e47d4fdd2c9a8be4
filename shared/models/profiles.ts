/** Owns the list of model profiles that this version knows. Facts live beside it as data, never in code. */
import { animaticProfile } from "./animatic.ts";
import { falProfiles } from "./fal.ts";
import { klingProfiles } from "./kling.ts";
import { klingLegacyProfiles } from "./kling-legacy.ts";
import { pixioProfiles } from "./pixio.ts";
import type { ModelLimits, ModelProfile } from "./profile.ts";
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
export function limitsOf(id: string): ModelLimits {
  return passLimits((profileOf(id) ?? animaticProfile).limits);
}

/** The most shots of a pass whose model makes one shot at a time: as many as other models make at once. */
const oneShotRequestsMax = 6;

/** What a whole pass may be: one request, or, where the model makes one shot at a time, a request a shot. */
export function passLimits(limits: ModelLimits): ModelLimits {
  if (limits.shotsMax > 1) return limits;
  const min = Math.max(limits.shotMs.min, limits.totalMs.min);
  const max = Math.min(limits.shotMs.max, limits.totalMs.max);
  const totalMs = { min, max: max * oneShotRequestsMax };
  return { ...limits, shotsMax: oneShotRequestsMax, shotMs: { min, max }, totalMs };
}

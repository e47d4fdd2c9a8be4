/** Owns the list of model profiles that are known: those that the app comes with, and the user's own. Facts lie in files, never in code. */
import type { ModelLimits, ModelProfile } from "./profile.ts";
import { shippedProfiles } from "./shipped.ts";

/** What new passes are planned for until the user chooses another in the settings, and where that one is not there. */
export const defaultProfileId = "pixio/kling-v3-pro";

/** That of the animatic, drawn on this computer at once, for nothing. */
export const animaticProfile = shippedProfiles.find(({ id }) => id === "animatic") as ModelProfile;

let known: readonly ModelProfile[] = [];
let byId: ReadonlyMap<string, ModelProfile> = new Map();
/** Of models that are not known here, or no longer, as takes and jobs tell them. */
const rememberedLabels = new Map<string, string>();
learnProfiles([]);

let preferredId: string = defaultProfileId;

/** From now on new passes are planned for this one, as far as it can be used. */
export function preferProfile(id: string): void {
  preferredId = id;
}

/** What a new pass is planned for. */
export function newPassProfileId(): string {
  return canBeginWith(preferredId) ? preferredId : defaultProfileId;
}

/** The model of a new pass, and a resolution that it makes: 1080p where it can, else 720p. */
export function newPassModel(): { readonly profile: string; readonly resolution: string } {
  const profile = newPassProfileId();
  const { resolutions } = limitsOf(profile);
  const resolution = ["1080p", "720p"].find((usual) => resolutions.includes(usual)) ?? resolutions[0] ?? "1080p";
  return { profile, resolution };
}

/** Whether new passes may be planned for a model: it is known, makes videos, and is available. */
export function canBeginWith(id: string): boolean {
  const profile = profileOf(id);
  return profile !== null && profile.output === "film" && profile.off === undefined;
}

/** From now on these are the user's own: one whose id a shipped one has stands in its place, the others follow. */
export function learnProfiles(own: readonly ModelProfile[]): void {
  const ownById = new Map(own.map((profile) => [profile.id, profile]));
  const shippedIds = new Set(shippedProfiles.map(({ id }) => id));
  for (const { id, label } of known) rememberedLabels.set(id, label);
  known = [
    ...shippedProfiles.map((profile) => ownById.get(profile.id) ?? profile),
    ...[...ownById.values()].filter(({ id }) => !shippedIds.has(id)),
  ];
  byId = new Map(known.map((profile) => [profile.id, profile]));
}

/** All, in the order in which they are listed. */
export function modelProfiles(): readonly ModelProfile[] {
  return known;
}

/** Null for an id that nobody knows. */
export function profileOf(id: string): ModelProfile | null {
  return byId.get(id) ?? null;
}

/** Keeps what takes or jobs say that their models are called, for as long as this runs. */
export function rememberModels(
  made: readonly { readonly profile: string; readonly modelLabel?: string | undefined }[],
): void {
  for (const { profile, modelLabel } of made) if (modelLabel !== undefined) rememberedLabels.set(profile, modelLabel);
}

/** What the model is called: as its profile says, else as a take or a job of it remembers, else its id. */
export function labelOf(id: string): string {
  return profileOf(id)?.label ?? rememberedLabels.get(id) ?? id;
}

/** That a model is not known here, and what to do: for whoever refuses because of it. */
export function sayUnknown(id: string): { readonly message: string; readonly next: string } {
  const label = labelOf(id);
  return {
    message: `There is no model named ${label === id ? id : `${label} (${id})`}.`,
    next: "Choose another model, or put its file into the folder models of Shotline's data folder.",
  };
}

/** The limits that edits obey: those of the profile, or the animatic's where the profile is unknown. */
export function limitsOf(id: string): ModelLimits {
  return passLimits((profileOf(id) ?? animaticProfile).limits);
}

/** The most shots of a pass whose model makes one shot at a time, a request each: as many as most other models make at once. */
const oneShotRequestsMax = 6;

/** What a whole pass may be: one request, or, where the model makes one shot at a time, a request a shot. */
export function passLimits(limits: ModelLimits): ModelLimits {
  if (limits.shotsMax > 1) return limits;
  const min = Math.max(limits.shotMs.min, limits.totalMs.min);
  const max = Math.min(limits.shotMs.max, limits.totalMs.max);
  const totalMs = { min, max: max * oneShotRequestsMax };
  return { ...limits, shotsMax: oneShotRequestsMax, shotMs: { min, max }, totalMs };
}

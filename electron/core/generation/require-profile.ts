/** Owns finding the model that a call names. */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { labelOf, profileOf } from "../../../shared/models/profiles.ts";

/** Throws profile.unknown. */
export function requireProfile(id: string): ModelProfile {
  const profile = profileOf(id);
  if (profile) return profile;
  const label = labelOf(id);
  throw new AppError("profile.unknown", `There is no model named ${label === id ? id : `${label} (${id})`} here.`, {
    next: "Choose another model for the pass, or put the model's file into the folder models of Shotline's data folder.",
  });
}

/** Throws profile.unavailable for a model to which nothing can be sent yet. */
export function refuseOff({ label, off }: ModelProfile): void {
  if (off === undefined) return;
  const next = "Choose another model for the pass.";
  throw new AppError("profile.unavailable", `${label} is not available yet. ${off}`, { next });
}

/** Throws profile.unavailable for what is rendered here, and for what nothing can be sent to. */
export function requireService(id: string): ModelProfile {
  const profile = requireProfile(id);
  refuseOff(profile);
  if (profile.provider !== "animatic") return profile;
  const next = "Render the animatic, or choose another model for the pass.";
  throw new AppError("profile.unavailable", "The animatic is rendered on this computer, not sent.", { next });
}

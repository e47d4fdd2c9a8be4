/** Owns finding the model that a call names. */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { profileOf, sayUnknown } from "../../../shared/models/profiles.ts";

/** Throws profile.unknown. */
export function requireProfile(id: string): ModelProfile {
  const profile = profileOf(id);
  if (profile) return profile;
  const { message, next } = sayUnknown(id);
  throw new AppError("profile.unknown", message, { next });
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

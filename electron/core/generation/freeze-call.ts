/** Owns the request of a pass as it is frozen into a job, and as it is shown: written for its model, compiled by its service's adapter. */
import type { CompiledRequest } from "../../../shared/generation/compile-request.ts";
import {
  type WritableElement,
  type WritablePass,
  type WrittenPass,
  writePass,
  writeStill,
} from "../../../shared/generation/written-pass.ts";
import type { ModelProfile, ProviderName } from "../../../shared/models/profile.ts";
import type { FrozenCall } from "./provider.ts";
import { refuseOff } from "./require-profile.ts";
import type { Services } from "./services.ts";

/**
 * `prompt` is what a still is drawn from instead of the first shot; `jobId` is what the service is told as our own id. Throws
 * profile.unavailable for a model that is off.
 */
export function freezeCall(
  services: Services,
  profile: ModelProfile,
  elements: readonly WritableElement[],
  pass: WritablePass,
  prompt: string | null,
  jobId: string,
): FrozenCall {
  return freezeWritten(services, profile, write(profile, elements, pass, prompt), jobId);
}

/** The same of what is written already. */
export function freezeWritten(
  services: Services,
  profile: ModelProfile,
  written: WrittenPass,
  jobId: string,
): FrozenCall {
  refuseOff(profile);
  const provider = services.provider(profile.provider as ProviderName);
  return { profile, pass: written, call: provider.compile(profile, written, jobId) };
}

/** The request as the user may see it, without the key. */
export function asRequest(services: Services, { profile, pass, call }: FrozenCall): CompiledRequest {
  const provider = services.provider(profile.provider as ProviderName);
  return {
    pass: pass.title,
    profile: profile.id,
    method: call.method,
    url: `${services.baseUrl(provider)}${call.path}`,
    headers: { "content-type": "application/json", ...call.headers },
    body: call.body,
  };
}

/** The pass as its model reads it. */
export function write(
  profile: ModelProfile,
  elements: readonly WritableElement[],
  pass: WritablePass,
  prompt: string | null,
): WrittenPass {
  if (profile.output === "still") return writeStill(profile, elements, pass, prompt);
  return writePass(profile, elements, pass);
}

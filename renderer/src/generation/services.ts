/** Owns how services are called in the window, and what a user needs to know to bring a key. */
import type { ModelProfile, ProviderName } from "../../../shared/models/profile.ts";

export interface Service {
  readonly provider: ProviderName;
  readonly name: string;
  /** Where a key is made, as text: the page opens no other pages. */
  readonly keyPage: string;
  /** What to paste. */
  readonly keyForm: string;
}

/** In the order of the pickers. */
export const services: readonly Service[] = [
  { provider: "kling", name: "Kling", keyPage: "kling.ai/dev/api-key", keyForm: "An API key" },
  {
    provider: "kling-legacy",
    name: "Kling (legacy API)",
    keyPage: "kling.ai/dev/api-key",
    keyForm: "An API key, or access key and secret key as ACCESS:SECRET",
  },
  { provider: "fal", name: "fal.ai", keyPage: "fal.ai/dashboard/keys", keyForm: "An API key, as ID:SECRET" },
  {
    provider: "pixio",
    name: "Pixio",
    keyPage: "beta.pixio.myapps.ai, under Integrations",
    keyForm: "An API key that starts with pxio_",
  },
  {
    provider: "replicate",
    name: "Replicate",
    keyPage: "replicate.com/account/api-tokens",
    keyForm: "An API token",
  },
  { provider: "gemini", name: "Gemini API", keyPage: "aistudio.google.com/apikey", keyForm: "An API key" },
];

/** `Kling (legacy API)`; the id itself for a service that this version does not know. */
export function serviceName(provider: string): string {
  if (provider === "animatic") return "Animatic";
  if (provider === "comfyui") return "ComfyUI";
  return services.find((service) => service.provider === provider)?.name ?? provider;
}

/** The name of a model within its service's group: `Kling 3.0 Pro` of `Kling 3.0 Pro · Pixio`. */
export function modelName(profile: ModelProfile): string {
  const cut = profile.label.lastIndexOf(" · ");
  return cut === -1 ? profile.label : profile.label.slice(0, cut);
}

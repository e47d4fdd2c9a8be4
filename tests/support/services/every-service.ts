/** Owns the table of all services with their simulators, for tests that every one of them must pass. */
import type { ProviderName } from "../../../shared/models/profile.ts";
import { startComfyui } from "./comfyui.ts";
import { startFal } from "./fal.ts";
import { startGemini } from "./gemini.ts";
import { startKlingSimulator } from "./kling.ts";
import { startPixio } from "./pixio.ts";
import { startReplicate } from "./replicate.ts";
import type { ServiceSimulator } from "./service-simulator.ts";

export interface SimulatedService {
  readonly provider: ProviderName;
  readonly start: () => Promise<ServiceSimulator>;
}

export const everyService: readonly SimulatedService[] = [
  { provider: "kling", start: () => startKlingSimulator() },
  { provider: "kling-legacy", start: () => startKlingSimulator({ generation: "legacy" }) },
  { provider: "fal", start: () => startFal() },
  { provider: "pixio", start: () => startPixio() },
  { provider: "replicate", start: () => startReplicate() },
  { provider: "gemini", start: () => startGemini() },
  { provider: "comfyui", start: () => startComfyui() },
];

/** What the app is told of a simulated service. */
export function environmentOf(provider: ProviderName, { url, key }: ServiceSimulator): Record<string, string> {
  const name = provider.toUpperCase().replaceAll("-", "_");
  return { [`SHOTLINE_${name}_URL`]: url, [`SHOTLINE_${name}_KEY`]: key };
}

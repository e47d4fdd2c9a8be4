/** Owns the service and the drivers for the tests of Replicate's adapter. */
import { onTestFinished } from "vitest";
import type { ImageBytes } from "../../../../electron/core/generation/provider.ts";
import { replicateProvider } from "../../../../electron/core/generation/providers/replicate.ts";
import { AdapterDriver, type DriverOptions } from "../../../support/services/adapter-driver.ts";
import { type ReplicateSimulator, startReplicate } from "../../../support/services/replicate.ts";
import { knownProfile, pictures } from "./kling-rig.ts";

export const v3 = knownProfile("replicate/kling-v3");
export const omni = knownProfile("replicate/kling-v3-omni");
export const banana = knownProfile("replicate/nano-banana-pro");

export interface ReplicateRig {
  readonly simulator: ReplicateSimulator;
  readonly images: Readonly<Record<string, ImageBytes>>;
  /** Another job on the same account. */
  drive(options?: DriverOptions): AdapterDriver;
}

/** A simulator for the length of the test. */
export async function startRig(): Promise<ReplicateRig> {
  const simulator = await startReplicate();
  onTestFinished(() => simulator.close());
  const images = await pictures();
  const drive = (options: DriverOptions = {}) =>
    new AdapterDriver(replicateProvider, simulator, { images, ...options });
  return { simulator, images, drive };
}

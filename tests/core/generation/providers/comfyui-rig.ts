/** Owns the machine and the drivers for the tests of ComfyUI's adapter. */
import { onTestFinished } from "vitest";
import type { ImageBytes } from "../../../../electron/core/generation/provider.ts";
import { createComfyuiProvider } from "../../../../electron/core/generation/providers/comfyui.ts";
import { AdapterDriver, type DriverOptions } from "../../../support/services/adapter-driver.ts";
import { type ComfyuiSimulator, startComfyui } from "../../../support/services/comfyui.ts";
import { pictures } from "./kling-rig.ts";

export interface ComfyuiRig {
  readonly simulator: ComfyuiSimulator;
  readonly images: Readonly<Record<string, ImageBytes>>;
  /** Another job at the same machine. */
  drive(options?: DriverOptions): AdapterDriver;
}

/** A simulator for the length of the test. */
export async function startRig(): Promise<ComfyuiRig> {
  const simulator = await startComfyui();
  onTestFinished(() => simulator.close());
  const images = await pictures();
  const provider = createComfyuiProvider();
  const drive = (options: DriverOptions = {}) => {
    const driver = new AdapterDriver(provider, simulator, { images, key: "", ...options });
    onTestFinished(() => driver.stop());
    return driver;
  };
  return { simulator, images, drive };
}

/** Owns passes, pictures and drivers for the tests of fal and Pixio; every test made with it ends by looking for the key. */
import { expect, onTestFinished } from "vitest";
import type { ImageBytes, Provider } from "../../../../electron/core/generation/provider.ts";
import { falProvider } from "../../../../electron/core/generation/providers/fal.ts";
import { pixioProvider } from "../../../../electron/core/generation/providers/pixio.ts";
import { type WrittenPass, writePass, writeStill } from "../../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../../shared/models/profile.ts";
import { profileOf } from "../../../../shared/models/profiles.ts";
import type { Pass } from "../../../../shared/project/model.ts";
import { buildElement, buildMediaId, buildPass, buildShot } from "../../../support/builders.ts";
import { AdapterDriver, type DriverOptions } from "../../../support/services/adapter-driver.ts";
import { type FalSimulator, startFal } from "../../../support/services/fal.ts";
import { makeStill } from "../../../support/services/film.ts";
import { type PixioSimulator, startPixio } from "../../../support/services/pixio.ts";
import type { ServiceSimulator } from "../../../support/services/service-simulator.ts";

export const startFrame = buildMediaId("a");
export const endFrame = buildMediaId("b");
export const driverElement = buildElement("Driver", {
  images: [buildMediaId("c"), buildMediaId("d"), buildMediaId("e")],
});
export const carElement = buildElement("Car", { kind: "item", images: [buildMediaId("1"), buildMediaId("2")] });
const elements = [driverElement, carElement];

let made: Promise<Record<string, ImageBytes>> | null = null;

/** A picture for every reference, each of its own colour. */
export function pictures(): Promise<Record<string, ImageBytes>> {
  const references = [startFrame, endFrame, ...driverElement.images, ...carElement.images];
  made ??= Promise.all(
    references.map(async (reference, index) => {
      const format = index % 2 === 0 ? "jpeg" : "png";
      return [reference, await makeStill({ tone: 20 * index, format })] as const;
    }),
  ).then(Object.fromEntries);
  return made;
}

export function knownProfile(id: string): ModelProfile {
  const profile = profileOf(id);
  if (!profile) throw new Error(`No profile ${id}.`);
  return profile;
}

/** A pass of these prompts, 4 s each unless said otherwise, as the profile's model reads it. */
export function written(
  profileId: string,
  prompts: readonly (string | [prompt: string, durationMs: number])[],
  pass: Partial<Pass> = {},
): { profile: ModelProfile; pass: WrittenPass } {
  const profile = knownProfile(profileId);
  const shots = prompts.map((each, index) => {
    const [prompt, durationMs] = typeof each === "string" ? [each, 4000] : each;
    return buildShot(String(index + 1), { prompt, durationMs });
  });
  return { profile, pass: writePass(profile, elements, buildPass("1", shots, { profile: profileId, ...pass })) };
}

export function writtenStill(profileId: string, prompt: string, resolution: string) {
  const profile = knownProfile(profileId);
  const pass = buildPass("1", [buildShot("1")], { profile: profileId, resolution });
  return { profile, pass: writeStill(profile, elements, pass, prompt) };
}

export interface Rig<Simulator> {
  readonly simulator: Simulator;
  /** Another job of the account. */
  drive(options?: DriverOptions): AdapterDriver;
}

export async function openFal(): Promise<Rig<FalSimulator>> {
  return rigOf(await startFal(), falProvider);
}

export async function openPixio(): Promise<Rig<PixioSimulator>> {
  return rigOf(await startPixio(), pixioProvider);
}

async function rigOf<Simulator extends ServiceSimulator>(
  simulator: Simulator,
  provider: Provider,
): Promise<Rig<Simulator>> {
  const images = await pictures();
  const drivers: AdapterDriver[] = [];
  onTestFinished(async () => {
    await simulator.close();
    const seen = JSON.stringify([simulator.requests, drivers.map(({ lines }) => lines)]);
    for (const part of [simulator.key, ...simulator.key.split(":")]) expect(seen).not.toContain(part);
  });
  return {
    simulator,
    drive(options = {}) {
      const driver = new AdapterDriver(provider, simulator, { images, jobId: `job-${drivers.length + 1}`, ...options });
      drivers.push(driver);
      return driver;
    },
  };
}

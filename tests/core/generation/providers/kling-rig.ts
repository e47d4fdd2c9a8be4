/** Owns passes, pictures and drivers for the tests of Kling's two adapters. */
import { onTestFinished } from "vitest";
import type { ImageBytes, Provider } from "../../../../electron/core/generation/provider.ts";
import { klingProvider } from "../../../../electron/core/generation/providers/kling.ts";
import { klingLegacyProvider } from "../../../../electron/core/generation/providers/kling-legacy.ts";
import { type WritableElement, type WrittenPass, writePass } from "../../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../../shared/models/profile.ts";
import { profileOf } from "../../../../shared/models/profiles.ts";
import type { Pass, Shot } from "../../../../shared/project/model.ts";
import { buildElement, buildMediaId, buildPass, buildShot } from "../../../support/builders.ts";
import { AdapterDriver, type DriverOptions } from "../../../support/services/adapter-driver.ts";
import { makeStill } from "../../../support/services/film.ts";
import { type KlingSimulator, startKlingSimulator } from "../../../support/services/kling.ts";

export const startFrame = buildMediaId("a");
export const endFrame = buildMediaId("b");
export const driver = buildElement("Driver", {
  description: "Woman of forty in a white racing suit",
  images: [buildMediaId("c"), buildMediaId("d"), buildMediaId("e")],
});
export const car = buildElement("Car", { kind: "item", images: [buildMediaId("1"), buildMediaId("2")] });

export async function pictures(): Promise<Record<string, ImageBytes>> {
  const made: Record<string, ImageBytes> = {};
  const references = [startFrame, endFrame, ...driver.images, ...car.images];
  for (const [index, reference] of references.entries()) {
    made[reference] = await makeStill({ tone: 20 * index, format: index % 2 === 0 ? "jpeg" : "png" });
  }
  return made;
}

export function knownProfile(id: string): ModelProfile {
  const profile = profileOf(id);
  if (!profile) throw new Error(`No profile ${id}.`);
  return profile;
}

/** A pass of these prompts, 4 s each unless said otherwise, as the profile's model reads it. */
export function written(
  profile: ModelProfile,
  prompts: readonly (string | [prompt: string, durationMs: number])[],
  pass: Partial<Pass> = {},
  elements: readonly WritableElement[] = [driver, car],
): WrittenPass {
  const shots = prompts.map((each, index): Shot => {
    const [prompt, durationMs] = typeof each === "string" ? [each, 4000] : each;
    return buildShot(String(index + 1), { prompt, durationMs });
  });
  return writePass(profile, elements, buildPass("1", shots, { profile: profile.id, ...pass }));
}

export interface KlingRig {
  readonly simulator: KlingSimulator;
  readonly provider: Provider;
  readonly profile: ModelProfile;
  readonly images: Readonly<Record<string, ImageBytes>>;
  /** Another job on the same account. */
  drive(options?: DriverOptions): AdapterDriver;
}

/** A simulator for the length of the test, and the profile's adapter. */
export async function startRig(profileId: string): Promise<KlingRig> {
  const generation = profileId.startsWith("kling-legacy/") ? "legacy" : "current";
  const simulator = await startKlingSimulator({ generation });
  onTestFinished(() => simulator.close());
  const provider = generation === "legacy" ? klingLegacyProvider : klingProvider;
  const images = await pictures();
  const drive = (options: DriverOptions = {}) => new AdapterDriver(provider, simulator, { images, ...options });
  return { simulator, provider, profile: knownProfile(profileId), images, drive };
}

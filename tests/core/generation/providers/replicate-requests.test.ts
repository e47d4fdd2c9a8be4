import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replicateProvider } from "../../../../electron/core/generation/providers/replicate.ts";
import { AdapterDriver } from "../../../support/services/adapter-driver.ts";
import { type ReplicateSimulator, startReplicate } from "../../../support/services/replicate.ts";
import { endFrame, pictures, startFrame, written } from "./kling-rig.ts";
import { omni, v3 } from "./replicate-rig.ts";

describe("requests to Replicate", () => {
  let simulator: ReplicateSimulator;
  beforeAll(async () => {
    simulator = await startReplicate();
  });
  afterAll(() => simulator.close());

  /** Whole seconds, 1 to 6 of them, 3 to 15 in all. */
  const durations = fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 })
    .filter((seconds) => seconds.reduce((sum, each) => sum + each, 0) >= 3)
    .filter((seconds) => seconds.reduce((sum, each) => sum + each, 0) <= 15);
  const words = fc
    .array(fc.constantFrom("A car", "waits", '"No."', "@Driver", "@Car", "50%;", "\\n", "日暮れ", "<<<x>>>", "{}"), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => parts.join(" "));

  test("give the service the same shots, durations and order, by its own reading", async () => {
    const images = await pictures();
    simulator.slots = Number.POSITIVE_INFINITY;
    const shots = durations.chain((seconds) =>
      fc.tuple(...seconds.map((each) => words.map((prompt): [string, number] => [prompt, each * 1000]))),
    );
    const frames = fc.constantFrom({}, { startFrame }, { startFrame, endFrame });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(v3, omni),
        shots,
        frames,
        fc.boolean(),
        async (profile, planned, ends, audio) => {
          const pass = written(profile, planned, { ...ends, audio, resolution: "1080p" });
          await new AdapterDriver(replicateProvider, simulator, { images }).submit(profile, pass);
          const taken = simulator.taken.at(-1);
          expect(taken?.shots).toEqual(
            pass.shots.map((shot) => ({ prompt: shot.text, seconds: shot.durationMs / 1000 })),
          );
          expect(taken?.seconds).toBe(planned.reduce((sum, [, ms]) => sum + ms, 0) / 1000);
          expect(taken?.input).toMatchObject({ generate_audio: audio, mode: "pro" });
          expect("aspect_ratio" in (taken?.input ?? {})).toBe(pass.startFrame === null);
        },
      ),
      { numRuns: 40 },
    );
  });
});

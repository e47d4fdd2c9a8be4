import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../../electron/core/generation/provider.ts";
import { klingProvider } from "../../../../electron/core/generation/providers/kling.ts";
import { klingLegacyProvider } from "../../../../electron/core/generation/providers/kling-legacy.ts";
import type { WrittenPass } from "../../../../shared/generation/written-pass.ts";
import { readCurrentRequest } from "../../../support/services/kling-current-request.ts";
import { readLegacyRequest } from "../../../support/services/kling-legacy-request.ts";
import { endFrame, knownProfile, startFrame, written } from "./kling-rig.ts";

const profileIds = [
  ...["kling/kling-3.0", "kling/kling-3.0-omni", "kling/kling-3.0-turbo"],
  ...["kling-legacy/kling-v3", "kling-legacy/kling-v3-omni"],
];

/** Whole seconds that sum to 3 to 15, one a shot. */
const lengths = fc
  .array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 6 })
  .filter((all) => all.reduce((sum, each) => sum + each, 0) >= 3 && all.reduce((sum, each) => sum + each, 0) <= 15);
const words = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
  fc.constantFrom(
    "shot 2, 3, a trap;",
    "镜头 1, 5, trap; next",
    "a; b； c",
    "<<<element_1>>> @Driver @el01",
    "\n\n;;",
    '"q", {}',
  ),
  fc.constantFrom("@Driver and @Car", "@Driver, @Driver"),
);
const prompt = words.filter((text) => text.trim() !== "");

/** Stands for uploads and registered elements, as addresses and numbers that the rules take. */
function fill(value: JsonValue, legacy: boolean): JsonValue {
  if (typeof value === "string") {
    if (value.startsWith("{{image:")) return "https://images.example/frame.png";
    if (value.startsWith("{{element:")) return legacy ? 12 : "12";
    return value;
  }
  if (Array.isArray(value)) return value.map((each) => fill(each, legacy));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, legacy)]));
}

async function readBack(profileId: string, pass: WrittenPass) {
  const legacy = profileId.startsWith("kling-legacy/");
  const provider = legacy ? klingLegacyProvider : klingProvider;
  const { path, body } = provider.compile(knownProfile(profileId), pass, "job_1");
  // What is frozen is plain JSON and holds no key.
  const frozen = JSON.parse(JSON.stringify(body)) as JsonValue;
  expect(frozen).toEqual(body);
  const filled = fill(frozen, legacy);
  return legacy
    ? await readLegacyRequest(path.slice("/v1/videos/".length), filled)
    : await readCurrentRequest(path, filled);
}

describe.each(profileIds)("a request for %s", (profileId) => {
  test("is read by Kling's own rules as the shots, lengths and order that were written", async () => {
    const profile = knownProfile(profileId);
    const { limits } = profile;
    await fc.assert(
      fc.asyncProperty(
        lengths,
        fc.array(prompt, { minLength: 6, maxLength: 6 }),
        fc.record({ start: fc.boolean(), end: fc.boolean(), audio: fc.boolean() }),
        fc.constantFrom(...limits.resolutions),
        fc.constantFrom(...limits.aspectRatios),
        async (seconds, prompts, { start, end, audio }, resolution, aspectRatio) => {
          const shots = seconds.map((each, index): [string, number] => [prompts[index] ?? "", each * 1000]);
          const ending = start && end && (limits.endFrameWithMultiShot || shots.length === 1);
          const frames = { ...(start ? { startFrame } : {}), ...(ending ? { endFrame } : {}) };
          const pass = written(profile, shots, { ...frames, audio, resolution, aspectRatio });
          // The preflight keeps a pass with an empty or an overlong text from getting this far.
          fc.pre(pass.shots.every(({ text }) => text !== "" && text.length <= 512) && pass.prompt.length <= 2500);
          const read = await readBack(profileId, pass);
          // Where one shot could pass for several, the separators in its text give way.
          const plain = (text: string) => (profileId.endsWith("-turbo") ? text.replace(/[;；]/g, ",") : text);
          expect(read.shots.map((shot) => [shot.seconds, plain(shot.words)])).toEqual(
            pass.shots.map(({ text, durationMs }) => [durationMs / 1000, plain(text)]),
          );
          expect(read).toMatchObject({ ourId: "job_1", seconds: pass.durationMs / 1000, resolution });
          if (!profileId.endsWith("-turbo")) expect(read.audio).toBe(audio);
          const places = profileId === "kling-legacy/kling-v3" || profileId === "kling/kling-3.0" ? start : true;
          if (places) expect(read.elementIds).toHaveLength(pass.elements.length);
        },
      ),
      { numRuns: 150 },
    );
  });
});

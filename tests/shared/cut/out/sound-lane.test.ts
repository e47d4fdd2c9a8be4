import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { laneGainAt, soundLane } from "../../../../shared/cut/out/sound-lane.ts";
import { rateOf } from "../../../../shared/time/rate.ts";

const rate = rateOf("24");
const sound = { soundId: "a".repeat(64), startFrame: 24, inFrame: 12, gainDb: 0, fadeInFrames: 12, fadeOutFrames: 24 };

describe("the sound under the cut", () => {
  test("is heard from its frame on, until its end or that of the cut", () => {
    expect(soundLane(sound, 480_000, 240, rate)).toEqual({
      ...{ start: 48_000, from: 24_000, samples: 432_000, gain: 1, fadeIn: 24_000, fadeOut: 48_000 },
    });
    expect(soundLane(sound, 100_000, 240, rate)?.samples).toBe(76_000);
    expect(soundLane(sound, 480_000, 24, rate)).toBeNull();
    expect(soundLane(sound, 24_000, 240, rate)).toBeNull();
  });

  test("fades on straight ramps, which share what is too short for both", () => {
    const lane = soundLane({ ...sound, gainDb: -6 }, 480_000, 240, rate);
    if (!lane) throw new Error("Nothing is heard.");
    const at = (sample: number) => laneGainAt(lane, sample);
    expect([at(-1), at(0), at(431_999), at(432_000)]).toEqual([0, 0, 0, 0]);
    expect(at(12_000)).toBeCloseTo(0.2506, 4);
    expect(at(100_000)).toBeCloseTo(0.5012, 4);
    expect(soundLane(sound, 24_000 + 30_000, 240, rate)).toMatchObject({ fadeIn: 24_000, fadeOut: 6000 });
  });

  test("is never louder than its gain, and never before the cut or after it", () => {
    const frames = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(frames, frames, frames, frames, frames, (startFrame, inFrame, fadeInFrames, fadeOutFrames, cut) => {
        const asked = { ...sound, startFrame, inFrame, fadeInFrames, fadeOutFrames };
        const lane = soundLane(asked, 600_000, cut, rateOf("29.97"));
        if (!lane) return;
        expect(lane.from + lane.samples).toBeLessThanOrEqual(600_000);
        expect(lane.fadeIn + lane.fadeOut).toBeLessThanOrEqual(lane.samples);
        for (const sample of [0, lane.fadeIn, lane.samples - 1])
          expect(laneGainAt(lane, sample)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameAtMs, type RateName, rateNames, rateOf, secondsOfFrames, timebaseOf } from "../../../shared/time/rate.ts";

describe("the project rates", () => {
  test.each<[RateName, number, number, number, boolean]>([
    ["23.976", 24000, 1001, 24, false],
    ["24", 24, 1, 24, false],
    ["25", 25, 1, 25, false],
    ["29.97", 30000, 1001, 30, false],
    ["29.97df", 30000, 1001, 30, true],
    ["30", 30, 1, 30, false],
    ["48", 48, 1, 48, false],
    ["50", 50, 1, 50, false],
    ["59.94", 60000, 1001, 60, false],
    ["59.94df", 60000, 1001, 60, true],
    ["60", 60, 1, 60, false],
  ])("%s is %i/%i and counts %i frames a second", (name, num, den, timebase, dropFrame) => {
    expect(rateOf(name)).toEqual({ num, den, dropFrame });
    expect(timebaseOf(rateOf(name))).toBe(timebase);
  });

  test("are all named, and only the NTSC ones drop frames", () => {
    expect(rateNames).toHaveLength(11);
    expect(rateNames.filter((name) => rateOf(name).dropFrame)).toEqual(["29.97df", "59.94df"]);
  });
});

describe("a planned time", () => {
  test.each<[RateName, number]>([
    ["23.976", 360],
    ["24", 360],
    ["25", 375],
    ["29.97df", 450],
    ["48", 720],
    ["59.94", 900],
  ])("of 15 s is a whole number of timecode seconds at %s: %i frames", (name, frames) => {
    expect(frameAtMs(15_000, rateOf(name))).toBe(frames);
  });

  test("never adds up rounding: the parts have exactly the frames of the whole", () => {
    const durations = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(durations, fc.constantFrom(...rateNames), (durationsMs, name) => {
        const rate = rateOf(name);
        let endMs = 0;
        let frames = 0;
        for (const durationMs of durationsMs) {
          frames += frameAtMs(endMs + durationMs, rate) - frameAtMs(endMs, rate);
          endMs += durationMs;
        }
        expect(frames).toBe(frameAtMs(endMs, rate));
      }),
    );
  });

  test("plays for a thousandth longer at an NTSC rate", () => {
    expect(secondsOfFrames(360, rateOf("24"))).toBe(15);
    expect(secondsOfFrames(360, rateOf("23.976"))).toBeCloseTo(15.015, 9);
  });
});

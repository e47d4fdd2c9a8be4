import { describe, expect, it } from "vitest";
import { scratchTrack } from "../../../electron/core/animatic/scratch-track.ts";
import { planFrames } from "../../../shared/animatic/plan-frames.ts";
import { type RateName, rateNames } from "../../../shared/time/rate.ts";
import { pass, project, shot } from "../../shared/animatic/sample-project.ts";

function trackOf(rate: RateName, kind: "silence" | "ticks"): number[] {
  const one = pass([shot("1"), shot("2", { durationMs: 1000 })]);
  const bytes = Buffer.concat([...scratchTrack(planFrames(project([one], { rate }), one), kind)]);
  return Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readInt16LE(2 * index));
}

describe("the scratch track", () => {
  it.each(rateNames)("is as long as the frames at %s", (rate) => {
    const one = pass([shot("1"), shot("2", { durationMs: 1000 })]);
    const { frameCount, rate: exact } = planFrames(project([one], { rate }), one);
    expect(trackOf(rate, "silence").length).toBe(2 * Math.round((frameCount * exact.den * 48_000) / exact.num));
  });

  it("is silent, or ticks softly at each cut and nowhere else", () => {
    expect(trackOf("24", "silence").every((sample) => sample === 0)).toBe(true);
    const ticks = trackOf("24", "ticks");
    const heard = ticks.flatMap((sample, index) => (sample === 0 ? [] : Math.floor(index / 2)));
    expect(Math.min(...heard)).toBeGreaterThanOrEqual(3 * 48_000);
    expect(Math.max(...heard)).toBeLessThan(3.07 * 48_000);
    expect(ticks.every((sample) => Math.abs(sample) < 8000)).toBe(true);
  });
});

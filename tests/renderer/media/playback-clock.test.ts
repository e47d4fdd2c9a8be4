import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameAtTime, latestReady, placeInRange } from "../../../renderer/src/media/playback-clock.ts";
import { rateNames, rateOf } from "../../../shared/time/rate.ts";

describe("the playback clock", () => {
  it("never drifts: after an hour of ticks it stands where one look would put it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...rateNames), fc.integer({ min: 0, max: 3_600_000 }), (name, elapsedMs) => {
        const rate = rateOf(name);
        const frame = frameAtTime({ frame: 10, atMs: 500, speed: 1 }, 500 + elapsedMs, rate);
        const exact = 10 + (elapsedMs * rate.num) / (rate.den * 1000);
        expect(frame).toBeLessThanOrEqual(exact + 1e-6);
        expect(exact - frame).toBeLessThan(1 + 1e-6);
      }),
    );
  });

  it("shows the frame that it began at until that frame's time is over, forwards and backwards", () => {
    const rate = rateOf("24");
    for (const speed of [1, -1]) {
      expect(frameAtTime({ frame: 100, atMs: 0, speed }, 41, rate)).toBe(100);
      expect(frameAtTime({ frame: 100, atMs: 0, speed }, 42, rate)).toBe(100 + speed);
    }
  });

  it("plays twice as fast at twice the speed", () => {
    expect(frameAtTime({ frame: 0, atMs: 0, speed: 2 }, 1000, rateOf("25"))).toBe(50);
  });
});

describe("a played range", () => {
  const range = { start: 24, end: 48 };

  it("ends on its last frame, or on its first when played backwards", () => {
    expect(placeInRange(47, range, false)).toEqual({ frame: 47, ended: false });
    expect(placeInRange(48, range, false)).toEqual({ frame: 47, ended: true });
    expect(placeInRange(23, range, false)).toEqual({ frame: 24, ended: true });
  });

  it("starts again without losing a frame when it repeats", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 10_000 }), (frame) => {
        const placed = placeInRange(frame, range, true);
        expect(placed.ended).toBe(false);
        expect(placed.frame).toBeGreaterThanOrEqual(24);
        expect(placed.frame).toBeLessThan(48);
        expect((placed.frame - frame) % 24).toBeCloseTo(0);
      }),
    );
  });

  it("without frames plays nothing", () => {
    expect(placeInRange(5, { start: 0, end: 0 }, true)).toEqual({ frame: 0, ended: true });
  });
});

describe("the frame that is shown while playing", () => {
  const range = { start: 0, end: 100 };
  const all = () => true;
  const until = (last: number) => (frame: number) => frame <= last;

  it("is the one that is due, or the latest before it that is ready, and else stays", () => {
    expect(latestReady(10, 9, range, false, 1, all)).toBe(10);
    expect(latestReady(14, 9, range, false, 1, until(12))).toBe(12);
    expect(latestReady(14, 9, range, false, 1, until(9))).toBe(9);
    expect(latestReady(9, 9, range, false, 1, all)).toBe(9);
    expect(latestReady(5, 9, range, false, -1, (frame) => frame >= 7)).toBe(7);
  });

  it("never goes back when the clock trembles", () => {
    expect(latestReady(8, 9, range, false, 1, all)).toBe(9);
    expect(latestReady(8, 9, range, true, 1, all)).toBe(9);
    expect(latestReady(10, 9, range, true, -1, all)).toBe(9);
  });

  it("begins again with what is ready of the new round", () => {
    expect(latestReady(2, 99, range, true, 1, all)).toBe(2);
    expect(latestReady(2, 98, range, true, 1, until(1))).toBe(1);
    expect(latestReady(2, 98, range, true, 1, (frame) => frame === 97)).toBe(98);
    expect(latestReady(97, 0, range, true, -1, (frame) => frame === 98)).toBe(98);
  });
});

it("what is heard later shows its first frame until then", () => {
  expect(frameAtTime({ frame: 10, atMs: 500, speed: 1 }, 100, rateOf("24"))).toBe(10);
});

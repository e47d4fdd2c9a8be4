import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spot } from "../../../shared/project/stage.ts";
import { alongPath, apart, bearingTo, pathLength, toward, turnBetween, turned } from "../../../shared/stage/vectors.ts";

const meters = fc.double({ min: -500, max: 500, noNaN: true });
const paths = fc.array(fc.tuple(meters, meters), { minLength: 1, maxLength: 12 });
const shares = fc.double({ min: 0, max: 1, noNaN: true });
const corner: Spot[] = [
  [0, 0],
  [0, 4],
  [4, 4],
];

describe("bearings", () => {
  it("are 0 up the plan and 90 to its right", () => {
    expect(bearingTo([1, 1], [1, 5])).toBe(0);
    expect(bearingTo([1, 1], [5, 1])).toBe(90);
    expect(bearingTo([1, 1], [1, -5])).toBe(180);
    expect(toward([0, 0], -90, 2)[0]).toBeCloseTo(-2, 9);
  });

  it("turn by the shorter way", () => {
    expect(turned(turnBetween(170, -170, 0.5))).toBe(180);
    expect(turnBetween(-10, 10, 0.5)).toBe(0);
  });
});

describe("a way along a path", () => {
  it("goes evenly by its length, from its first point to its last", () => {
    expect(alongPath(corner, 0)).toEqual({ at: [0, 0], bearing: 0 });
    expect(alongPath(corner, 0.25).at[1]).toBeCloseTo(2, 6);
    expect(alongPath(corner, 0.75).at[0]).toBeCloseTo(2, 6);
    expect(alongPath(corner, 1)).toEqual({ at: [4, 4], bearing: 90 });
  });

  it("turns around a corner bit by bit, and cuts it by a few centimeters only", () => {
    const turning = [0.46, 0.48, 0.5, 0.52, 0.54].map((share) => alongPath(corner, share, 0.4));
    expect(turning.map(({ bearing }) => Math.round(bearing))).toEqual([9, 27, 45, 63, 81]);
    expect(apart(turning[2]?.at ?? [0, 0], [0, 4])).toBeLessThan(0.15);
  });

  it("turns on its heel where it goes back the way it came", () => {
    const back: Spot[] = [
      [0, 0],
      [0, 4],
      [0, 0],
    ];
    expect(Math.abs(alongPath(back, 0.5, 0.4).bearing)).toBeCloseTo(90, 6);
  });

  it("stays on a path without length", () => {
    expect(alongPath([[2, 3]], 0.5)).toEqual({ at: [2, 3], bearing: 0 });
    expect(
      alongPath(
        [
          [2, 3],
          [2, 3],
        ],
        0.5,
        0.4,
      ),
    ).toEqual({ at: [2, 3], bearing: 0 });
  });

  it("never goes further in a moment than the moment is long, and is finite everywhere", () => {
    fc.assert(
      fc.property(paths, shares, shares, fc.constantFrom(0, 0.4), (path, one, other, rounding) => {
        const [a, b] = [alongPath(path, one, rounding), alongPath(path, other, rounding)];
        const most = pathLength(path) * Math.abs(one - other);
        expect(apart(a.at, b.at)).toBeLessThanOrEqual(most * 1.0001 + 2 * rounding + 1e-6);
        expect(Number.isFinite(a.bearing)).toBe(true);
      }),
    );
  });
});

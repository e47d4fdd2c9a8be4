import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spot } from "../../../shared/project/stage.ts";
import { placeable, snapGrid, snapSpot, snapTurn } from "../../../shared/stage/snap.ts";
import { bearingTo, turned } from "../../../shared/stage/vectors.ts";

const meters = fc.double({ min: -600, max: 600, noNaN: true });
const spot = fc.tuple(meters, meters);

describe("a place that snaps", () => {
  it("comes to the quarter-meter grid", () => {
    expect(snapSpot([1.1, -0.4], [], 0.1)).toEqual({ at: [1, -0.5], guides: [] });
  });

  it("comes in line with the nearest of the others, which wins over the grid and shows a guide", () => {
    const { at, guides } = snapSpot(
      [1.12, 2.6],
      [
        [1.07, 9],
        [1.15, -4],
      ],
      0.1,
    );
    expect(at).toEqual([1.15, 2.5]);
    expect(guides).toEqual([{ from: [1.15, -4], to: [1.15, 2.5] }]);
  });

  it("stays on the stage, near where it was, at whole millimeters", () => {
    fc.assert(
      fc.property(spot, fc.array(spot, { maxLength: 5 }), (at, others) => {
        const snapped = snapSpot(at, others.map(placeable), 0.1).at;
        expect(placeable(snapped)).toEqual(snapped);
        for (const axis of [0, 1] as const) {
          const inside = Math.min(500, Math.max(-500, at[axis]));
          expect(Math.abs(snapped[axis] - inside)).toBeLessThanOrEqual(snapGrid);
        }
      }),
    );
  });
});

describe("a turn that snaps", () => {
  it("comes to multiples of 15°", () => {
    expect(snapTurn(50, [0, 0], [])).toEqual({ bearing: 45, toward: null });
    expect(snapTurn(-179, [0, 0], [])).toEqual({ bearing: 180, toward: null });
  });

  it("faces somebody who is nearly faced", () => {
    const tom: Spot = [3, 1];
    const { bearing, toward } = snapTurn(70, [0, 0], [[-3, 0], tom]);
    expect(toward).toBe(tom);
    expect(bearing).toBeCloseTo(bearingTo([0, 0], tom), 1);
  });

  it("gives bearings that a plan allows, never far from what was asked", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -720, max: 720, noNaN: true }),
        fc.array(spot, { maxLength: 3 }),
        (asked, others) => {
          const { bearing } = snapTurn(asked, [0, 0], others);
          expect(Math.abs(bearing)).toBeLessThanOrEqual(180);
          expect(Math.abs(turned(bearing - asked))).toBeLessThanOrEqual(7.6);
        },
      ),
    );
  });
});

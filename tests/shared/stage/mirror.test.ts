import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BlockedCamera, Spot } from "../../../shared/project/stage.ts";
import { mirroredCamera, mirroredSpot, type Seen } from "../../../shared/stage/mirror.ts";
import { apart, cross, type Point } from "../../../shared/stage/vectors.ts";

const mara: Seen = { id: "Mara", eyes: [-1, 0, 1.6] };
const tom: Seen = { id: "Tom", eyes: [1, 0, 1.7] };

describe("the reverse angle", () => {
  test("lies across the middle between the two, and looks at the other", () => {
    const camera: BlockedCamera = { at: [1.4, -0.6], height: 1.7, lens: 65, target: { figure: "Mara" } };
    expect(mirroredCamera(camera, mara, tom)).toEqual({
      at: [-1.4, -0.6],
      height: 1.8,
      lens: 65,
      target: { figure: "Tom" },
    });
  });

  test("leans the other way, and goes its path mirrored", () => {
    const camera: BlockedCamera = {
      at: [0, -2],
      roll: 10,
      path: [[1, -1]],
      to: { height: 2, lens: 85, target: { figure: "Tom" } },
    };
    expect(mirroredCamera(camera, mara, tom)).toEqual({
      at: [0, -2],
      roll: -10,
      path: [[-1, -1]],
      to: { height: 2.1, lens: 85, target: { figure: "Mara" } },
    });
  });

  test("takes a point that was looked at along", () => {
    const camera: BlockedCamera = { at: [0, -2], target: { at: [-1, 0.5], height: 1 } };
    expect(mirroredCamera(camera, mara, tom)?.target).toEqual({ at: [1, 0.5], height: 1.1 });
  });

  test("is not there where both stand on one spot", () => {
    expect(mirroredCamera({ at: [0, -2] }, mara, { ...tom, eyes: mara.eyes })).toBeNull();
  });

  test("keeps side, distance and height against the eyes, and mirrored again is what it was", () => {
    const meters = fc.double({ min: -20, max: 20, noNaN: true });
    const spot = fc.tuple(meters, meters);
    const eyes = (id: string) =>
      fc
        .tuple(meters, meters, fc.double({ min: 0.3, max: 2, noNaN: true }))
        .map((point): Seen => ({ id, eyes: point }));
    fc.assert(
      fc.property(eyes("A"), eyes("B"), spot, fc.double({ min: 3, max: 20, noNaN: true }), (a, b, at, height) => {
        const [from, to]: readonly [Spot, Spot] = [
          [a.eyes[0], a.eyes[1]],
          [b.eyes[0], b.eyes[1]],
        ];
        fc.pre(apart(from, to) > 0.05);
        const camera: BlockedCamera = { at, height, lens: 50, target: { figure: "A" } };
        const turned = mirroredCamera(camera, a, b);
        if (!turned?.at || turned.height === undefined) throw new Error("no camera");
        const away = (seen: Seen, spotAt: Spot, z: number) => Math.hypot(apart(spotAt, spotOf(seen)), z - seen.eyes[2]);
        expect(away(b, turned.at, turned.height)).toBeCloseTo(away(a, at, height), 2);
        expect(away(a, turned.at, turned.height - b.eyes[2] + a.eyes[2])).toBeCloseTo(
          away(b, at, height + b.eyes[2] - a.eyes[2]),
          2,
        );
        expect(sideOf(turned.at, from, to)).toBeCloseTo(sideOf(at, from, to), 2);
        expect(turned.lens).toBe(50);
        expect(turned.target).toEqual({ figure: "B" });
        const back = mirroredCamera(turned, b, a);
        expect(apart(back?.at ?? [99, 99], at)).toBeLessThan(0.003);
        expect(back?.height).toBeCloseTo(height, 2);
      }),
    );
  });
});

test("a spot that would lie beyond the stage stays on it", () => {
  expect(mirroredSpot([-500, 0], [0, 0], [300, 0])).toEqual([500, 0]);
});

function spotOf({ eyes }: Seen): Spot {
  return [eyes[0], eyes[1]];
}

/** Meters to the left of the line from `a` to `b`. */
function sideOf(at: Spot, a: Spot, b: Spot): number {
  const flat = (from: Spot, to: Spot): Point => [to[0] - from[0], to[1] - from[1], 0];
  return cross(flat(a, b), flat(a, at))[2] / apart(a, b);
}

import { expect, test } from "vitest";
import {
  box,
  type Face,
  loft,
  placingAt,
  pointIn,
  type Shape,
  taper,
  wheel,
  within,
} from "../../../../shared/stage/bodies/shape.ts";

const shapes = {
  "a box": box([-1, -2, 0], [1, 2, 3], "body"),
  "a tapered box": taper([-1, -2, 0], [1, 2, 3], [0.5, 0.4], "body", -0.3),
  "a loft": loft(
    [
      { z: 0, wide: 0.2, front: 0.3 },
      { z: 1, wide: 0.4, front: 0.2, back: 0.3 },
      { z: 1.5, wide: 0.1, front: 0.1 },
    ],
    7,
    "body",
  ),
  "a wheel": wheel([1, 2, 3], 0.4, 0.2, 9, "dark"),
};

for (const [name, shape] of Object.entries(shapes)) {
  test(`the faces of ${name} look outward, and close it: each edge belongs to two of them, once each way`, () => {
    const count = shape.points.length / 3;
    const middle = [0, 1, 2].map(
      (axis) => sum(Array.from({ length: count }, (_, at) => shape.points[3 * at + axis]!)) / count,
    );
    const edges = new Set<string>();
    for (const face of shape.faces) {
      expect(face.reach - along(face, middle), "the middle lies behind the face").toBeGreaterThan(0);
      face.corners.forEach((corner, index) => {
        const edge = `${corner} ${face.corners[(index + 1) % face.corners.length]}`;
        expect(edges.has(edge)).toBe(false);
        edges.add(edge);
      });
    }
    for (const edge of edges) expect(edges.has(edge.split(" ").toReversed().join(" "))).toBe(true);
  });

  test(`no corner of ${name} stands out over one of its faces`, () => {
    for (const face of shape.faces)
      for (const corner of cornersOf(shape)) expect(along(face, corner)).toBeLessThan(face.reach + 0.06);
  });
}

test("what faces 90° looks to the right of the plan", () => {
  const placing = placingAt([10, 20, 0], 90);
  const [x, y] = pointIn(placing, [0, 1, 0]);
  expect(x).toBeCloseTo(11);
  expect(y).toBeCloseTo(20);
});

test("a space within another is that of one after the other", () => {
  const [outer, inner] = [placingAt([1, 2, 3], 30), placingAt([-4, 5, 6], 75)];
  const both = pointIn(within(outer, inner), [0.3, -0.7, 2]);
  const inTurn = pointIn(outer, pointIn(inner, [0.3, -0.7, 2]));
  for (const axis of [0, 1, 2] as const) expect(both[axis]).toBeCloseTo(inTurn[axis], 10);
});

function cornersOf({ points }: Shape): number[][] {
  return Array.from({ length: points.length / 3 }, (_, at) => [...points.slice(3 * at, 3 * at + 3)]);
}

function along({ normal }: Face, point: readonly number[]): number {
  return sum(normal.map((value, axis) => value * point[axis]!));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

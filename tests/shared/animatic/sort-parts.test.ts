import fc from "fast-check";
import { expect, test } from "vitest";
import { paintOrder, type SeenPart } from "../../../shared/animatic/sort-parts.ts";
import { box, placingAt } from "../../../shared/stage/bodies/shape.ts";
import type { Point } from "../../../shared/stage/vectors.ts";

interface Named extends SeenPart {
  readonly name: string;
}

function named(name: string, low: Point, high: Point, eye: Point, facing = 0): Named {
  const middle = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2] as const;
  const depth = Math.hypot(middle[0] - eye[0], middle[1] - eye[1], middle[2] - eye[2]);
  const everywhere = { left: 0, right: 100, top: 0, bottom: 100 };
  return { name, body: 0, shape: box(low, high, "body"), placing: placingAt([0, 0, 0], facing), ...everywhere, depth };
}

const namesOf = (parts: readonly Named[]) => parts.map(({ name }) => name);

test("a long wall is behind who stands before one end of it, though its middle is nearer", () => {
  const eye: Point = [0, -3, 1.6];
  const wall = named("wall", [-10, 0, 0], [10, 0.2, 3], eye);
  const figure = named("figure", [8, -0.8, 0], [8.4, -0.4, 1.75], eye);
  expect(figure.depth).toBeGreaterThan(wall.depth);
  expect(namesOf(paintOrder([wall, figure], eye))).toEqual(["wall", "figure"]);
});

test("the same wall covers who stands behind it", () => {
  const eye: Point = [0, -3, 1.6];
  const wall = named("wall", [-10, 0, 0], [10, 0.2, 3], eye);
  const figure = named("figure", [0, 0.5, 0], [0.4, 0.9, 1.75], eye);
  expect(namesOf(paintOrder([figure, wall], eye))).toEqual(["figure", "wall"]);
});

test("what lies on a table is painted after it from above, and before it from below", () => {
  const on = (eye: Point) =>
    namesOf(
      paintOrder(
        [named("cup", [0.5, 0.2, 0.75], [0.6, 0.3, 0.85], eye), named("table", [-1, -0.5, 0.7], [1, 0.5, 0.75], eye)],
        eye,
      ),
    );
  expect(on([0, -2, 1.6])).toEqual(["table", "cup"]);
  expect(on([0, -2, 0.2])).toEqual(["cup", "table"]);
});

test("what a neck is stuck into covers it from all sides, but not that of another body", () => {
  for (const z of [0.2, 1.2, 3]) {
    const eye: Point = [0, -3, z];
    const head = named("head", [-0.1, -0.1, 1], [0.1, 0.1, 1.3], eye);
    const neck = { ...named("neck", [-0.05, -0.05, 0.8], [0.05, 0.05, 1.05], eye), into: head.shape };
    expect(namesOf(paintOrder([head, neck], eye))).toEqual(["neck", "head"]);
    expect(namesOf(paintOrder([neck, head], eye))).toEqual(["neck", "head"]);
  }
  const eye: Point = [0, -3, 1];
  const head = { ...named("head", [-0.1, 1, 1], [0.1, 1.2, 1.3], eye), body: 1 };
  const neck = { ...named("neck", [-0.05, -0.05, 0.8], [0.05, 0.05, 1.05], eye), into: head.shape };
  expect(namesOf(paintOrder([neck, head], eye))).toEqual(["head", "neck"]);
});

test("parts that do not meet in the frame come from far to near", () => {
  const eye: Point = [0, -5, 1];
  const near = { ...named("near", [0, -2, 0], [1, -1, 1], eye), left: 0, right: 10 };
  const far = { ...named("far", [0, 4, 0], [1, 5, 1], eye), left: 20, right: 30 };
  expect(namesOf(paintOrder([near, far], eye))).toEqual(["far", "near"]);
});

test("every part is painted once, in the same order whenever it is asked, however they lie", () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const boxes = fc.array(fc.tuple(number(-4, 4), number(-4, 4), number(0, 2), number(0.1, 3), number(0, 360)), {
    maxLength: 24,
  });
  fc.assert(
    fc.property(boxes, (all) => {
      const eye: Point = [0, -6, 1.5];
      const parts = all.map(([x, y, z, size, facing], index) =>
        named(String(index), [x, y, z], [x + size, y + size / 2, z + 1], eye, facing),
      );
      const names = namesOf(paintOrder(parts, eye));
      expect(names.toSorted()).toEqual(namesOf(parts).toSorted());
      expect(namesOf(paintOrder(parts, eye))).toEqual(names);
    }),
  );
});

test("two boxes with a gap between them: the one on the eye's side comes last, wherever the eye is", () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(number(-3, 0.5), number(-1.5, 0.5), number(-3, 3), number(1, 20), (x, z, eyeX, away) => {
      const eye: Point = [eyeX, -away, 1.5];
      const near = named("near", [x, 0, z], [x + 3, 0.5, z + 2], eye);
      const far = named("far", [-1, 0.6, 0], [1, 4, 1], eye);
      expect(namesOf(paintOrder([near, far], eye))).toEqual(["far", "near"]);
    }),
  );
});

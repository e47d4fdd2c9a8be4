import fc from "fast-check";
import { expect, test } from "vitest";
import { blockingPoses, builds } from "../../../../shared/project/vocabulary.ts";
import type { Detail } from "../../../../shared/stage/bodies/detail.ts";
import { mannequin } from "../../../../shared/stage/bodies/mannequin.ts";
import type { Held } from "../../../../shared/stage/bodies/posture.ts";
import { type Part, pointIn } from "../../../../shared/stage/bodies/shape.ts";
import { eyesIn } from "../../../../shared/stage/bodies/skeleton.ts";

const standing = { pose: "standing", stride: 0, height: 1.75, build: "average" } as const;

const figures = fc.record({
  pose: fc.constantFrom(...blockingPoses),
  toPose: fc.constantFrom(...blockingPoses),
  blend: fc.double({ min: 0, max: 1, noNaN: true }),
  stride: fc.double({ min: 0, max: 40, noNaN: true }),
  height: fc.double({ min: 0.3, max: 3, noNaN: true }),
  build: fc.constantFrom(...builds),
});
const details = fc.constantFrom<Detail>(0, 1, 2);

test("a body has a few hundred faces, and fewer from afar", () => {
  const faces = ([2, 1, 0] as const).map((detail) =>
    sum(mannequin(standing, detail).map(({ shape }) => shape.faces.length)),
  );
  expect(faces[0]).toBeLessThanOrEqual(450);
  expect(faces[1]).toBeGreaterThanOrEqual(150);
  expect(faces[1]).toBeLessThanOrEqual(350);
  expect(faces[2]).toBeLessThan(200);
});

test("one who stands is as tall as it is said to be", () => {
  fc.assert(
    fc.property(figures, details, (figure, detail) => {
      const [low, high] = reach(mannequin({ ...figure, toPose: undefined, pose: "standing" }, detail));
      expect(high - low).toBeGreaterThan(0.985 * figure.height);
      expect(high - low).toBeLessThan(1.015 * figure.height);
    }),
  );
});

test("in every pose, and between any two, the lowest of a body is on the floor, if it does not sit on a seat", () => {
  fc.assert(
    fc.property(figures, details, (figure, detail) => {
      fc.pre(figure.pose !== "sitting" && figure.toPose !== "sitting");
      const [low, high] = reach(mannequin(figure, detail));
      expect(low).toBeGreaterThan(-0.045 * figure.height);
      expect(low).toBeLessThan(0.045 * figure.height);
      expect(high).toBeLessThan(1.03 * figure.height);
    }),
  );
});

test("poses go over into one another without a jump", () => {
  fc.assert(
    fc.property(figures, (figure) => {
      const at = (blend: number) => eyesIn({ ...figure, blend }, figure.height);
      const [here, there] = [at(figure.blend), at(figure.blend + 0.002)];
      expect(Math.hypot(here[0] - there[0], here[1] - there[1], here[2] - there[2])).toBeLessThan(0.02 * figure.height);
    }),
  );
});

test("the eyes of one who stands are where shot sizes suppose them", () => {
  const [x, y, z] = eyesIn(standing, 1.75);
  expect(x).toBeCloseTo(0, 1);
  expect(y).toBeGreaterThan(0.05);
  expect(z / 1.75).toBeCloseTo(0.936, 2);
});

test("a child's head is larger for its height", () => {
  const head = (height: number) => height - eyesIn({ ...standing, pose: "standing" }, height)[2];
  expect(head(1.1) / 1.1).toBeGreaterThan(1.2 * (head(1.75) / 1.75));
});

test("who sits is lower than who stands, and who lies lowest", () => {
  const high = (pose: Held["pose"]) => eyesIn({ pose, stride: 0 }, 1.75)[2];
  expect(high("sitting")).toBeLessThan(1.35);
  expect(high("sitting")).toBeGreaterThan(1.05);
  expect(high("kneeling")).toBeLessThan(1.4);
  expect(high("lying")).toBeLessThan(0.3);
});

test("whoever sits is on a seat of the usual height: the feet of a child hang", () => {
  const lowest = (height: number) => reach(mannequin({ ...standing, pose: "sitting", height }, 1))[0];
  expect(lowest(1.75)).toBeCloseTo(0, 1);
  expect(lowest(1.1)).toBeGreaterThan(0.1);
});

test("one who points reaches ahead, farther than one who holds something", () => {
  const ahead = (pose: Held["pose"]) =>
    Math.max(...mannequin({ ...standing, pose }, 1).flatMap((part) => cornersOf(part).map(([, y]) => y)));
  expect(ahead("pointing")).toBeGreaterThan(0.55);
  expect(ahead("holding")).toBeLessThan(ahead("pointing"));
});

function cornersOf({ shape, placing }: Part) {
  const { points } = shape;
  return Array.from({ length: points.length / 3 }, (_, at) =>
    pointIn(placing, [points[3 * at]!, points[3 * at + 1]!, points[3 * at + 2]!]),
  );
}

function reach(parts: readonly Part[]): [number, number] {
  const heights = parts.flatMap((part) => cornersOf(part).map(([, , z]) => z));
  return [Math.min(...heights), Math.max(...heights)];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

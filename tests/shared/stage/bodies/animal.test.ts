import fc from "fast-check";
import { expect, test } from "vitest";
import { blockingPoses, builds } from "../../../../shared/project/vocabulary.ts";
import { animal } from "../../../../shared/stage/bodies/animal.ts";
import type { Detail } from "../../../../shared/stage/bodies/detail.ts";
import { type Part, pointIn } from "../../../../shared/stage/bodies/shape.ts";
import { eyesOf } from "../../../../shared/stage/postures.ts";

const standing = { pose: "standing", stride: 0, height: 0.6, build: "average" } as const;

test("its shoulders are as high as it is said to be", () => {
  const [trunk] = animal(standing, 1);
  const back = Math.max(...cornersOf(trunk!).map(([, , z]) => z));
  expect(back / 0.6).toBeGreaterThan(0.9);
  expect(back / 0.6).toBeLessThan(1.1);
});

test("in every pose, and between any two, it is on the floor", () => {
  const figures = fc.record({
    pose: fc.constantFrom(...blockingPoses),
    toPose: fc.constantFrom(...blockingPoses),
    blend: fc.double({ min: 0, max: 1, noNaN: true }),
    stride: fc.double({ min: 0, max: 40, noNaN: true }),
    height: fc.double({ min: 0.3, max: 3, noNaN: true }),
    build: fc.constantFrom(...builds),
  });
  fc.assert(
    fc.property(figures, fc.constantFrom<Detail>(0, 1, 2), (figure, detail) => {
      const low = Math.min(...animal(figure, detail).flatMap((part) => cornersOf(part).map(([, , z]) => z)));
      expect(low).toBeGreaterThan(-0.12 * figure.height);
      expect(low).toBeLessThan(0.12 * figure.height);
    }),
  );
});

test("its head is where cameras look for its eyes", () => {
  for (const pose of ["standing", "walking", "running"] as const) {
    const eyes = eyesOf({ at: [0, 0], facing: 0, pose }, 0.6, "animal");
    const heads = animal({ ...standing, pose }, 0).filter(({ shape }) =>
      shape.faces.some(({ material }) => material === "skin"),
    );
    const [, y, z] = cornersOf(heads[0]!)[0]!;
    expect(Math.hypot(eyes[1] - y, eyes[2] - z), pose).toBeLessThan(0.22);
  }
});

function cornersOf({ shape, placing }: Part) {
  const { points } = shape;
  return Array.from({ length: points.length / 3 }, (_, at) =>
    pointIn(placing, [points[3 * at]!, points[3 * at + 1]!, points[3 * at + 2]!]),
  );
}

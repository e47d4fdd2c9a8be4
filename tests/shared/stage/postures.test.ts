import { expect, test } from "vitest";
import { eyesOf } from "../../../shared/stage/postures.ts";

test("the eyes of one who stands are a little ahead of where it is, whichever way it faces", () => {
  const [x, y, z] = eyesOf({ at: [2, 3], facing: 90, pose: "standing" }, 1.75, "person");
  expect(x).toBeGreaterThan(2.04);
  expect(x).toBeLessThan(2.16);
  expect(y).toBeCloseTo(3, 1);
  expect(z).toBeCloseTo(1.64, 1);
});

test("who lies has its head behind it, near the floor", () => {
  const [, y, z] = eyesOf({ at: [0, 0], facing: 0, pose: "lying" }, 1.75, "person");
  expect(y).toBeLessThan(-0.5);
  expect(z).toBeLessThan(0.3);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestTile } from "../../../shared/takes/products.ts";

const frames = [0, 10, 20, 35, 60];

test("the tile whose frame is nearest is shown", () => {
  expect(nearestTile({ frames }, 34)).toBe(3);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), (frame) => {
      const shown = frames[nearestTile({ frames }, frame)] as number;
      expect(Math.abs(shown - frame)).toBe(Math.min(...frames.map((each) => Math.abs(each - frame))));
    }),
  );
});

test("a shot shows no tile of its neighbour while it has one of its own", () => {
  expect(nearestTile({ frames }, 34, 12, 35)).toBe(2);
  expect(nearestTile({ frames }, 12, 12, 40)).toBe(2);
  expect(nearestTile({ frames }, 45, 40, 50)).toBe(3);
});

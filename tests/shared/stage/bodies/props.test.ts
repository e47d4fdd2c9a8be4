import fc from "fast-check";
import { expect, test } from "vitest";
import { propBodies } from "../../../../shared/project/vocabulary.ts";
import { propShapes } from "../../../../shared/stage/bodies/props.ts";

const side = fc.double({ min: 0.02, max: 200, noNaN: true });

for (const body of propBodies) {
  test(`a ${body} fills the size that it is given, whatever that is, and stands on the floor`, () => {
    fc.assert(
      fc.property(side, side, side, (width, depth, height) => {
        const shapes = propShapes({ body, size: [width, depth, height] });
        const low = [0, 1, 2].map((axis) => Math.min(...shapes.map((shape) => shape.low[axis]!)));
        const high = [0, 1, 2].map((axis) => Math.max(...shapes.map((shape) => shape.high[axis]!)));
        const numbers = shapes.flatMap(({ points, faces }) => [
          ...points,
          ...faces.flatMap(({ normal, reach }) => [...normal, reach]),
        ]);
        expect(numbers.every(Number.isFinite)).toBe(true);
        expect(high[0]! - low[0]!).toBeGreaterThan(0.6 * width);
        expect(high[1]! - low[1]!).toBeGreaterThan(0.6 * depth);
        expect(high[0]! - low[0]!).toBeLessThan(1.1 * width + 0.05);
        expect(high[1]! - low[1]!).toBeLessThan(1.1 * depth + 0.15);
        if (body !== "window") expect(low[2]).toBeCloseTo(0, 6);
        expect(high[2]! - low[2]!).toBeCloseTo(height, 5);
      }),
    );
  });
}

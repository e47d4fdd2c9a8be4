import { expect, it } from "vitest";
import type { Spot } from "../../../shared/project/stage.ts";
import { propBodies } from "../../../shared/project/vocabulary.ts";
import { figureOutlines, propOutlines } from "../../../shared/stage/outlines.ts";
import { usualSizes } from "../../../shared/stage/set.ts";

const boundsOf = (points: readonly Spot[]) =>
  [0, 1].map((axis) => {
    const values = points.map((point) => point[axis] as number);
    return [Math.min(...values), Math.max(...values)];
  });

it.each(propBodies)("a %s covers its own width and depth, turned to where it faces", (body) => {
  const prop = { id: "one", body, name: body, size: usualSizes[body], byHand: true } as const;
  const [width, depth] = usualSizes[body];
  const [foot] = propOutlines({ ...prop, at: [3, 4], facing: 0 });
  const [turned] = propOutlines({ ...prop, at: [3, 4], facing: 90 });
  expect(foot?.closed).toBe(true);
  const close = (found: number[][], wide: number, deep: number) => {
    expect(found[0]?.[0]).toBeCloseTo(3 - wide / 2, 1);
    expect(found[0]?.[1]).toBeCloseTo(3 + wide / 2, 1);
    expect(found[1]?.[0]).toBeCloseTo(4 - deep / 2, 1);
    expect(found[1]?.[1]).toBeCloseTo(4 + deep / 2, 1);
  };
  close(boundsOf(foot?.points ?? []), width, depth);
  close(boundsOf(turned?.points ?? []), depth, width);
});

it("a figure's nose points where it faces", () => {
  const nose = figureOutlines({ at: [1, 1], facing: 90 })[2]?.points ?? [];
  expect(Math.max(...nose.map(([x]) => x))).toBeGreaterThan(1.2);
  expect(Math.max(...nose.map(([, y]) => Math.abs(y - 1)))).toBeLessThan(0.1);
});

import { expect, it } from "vitest";
import type { Spot } from "../../../shared/project/stage.ts";
import { type BlockingPose, propBodies } from "../../../shared/project/vocabulary.ts";
import { figureOutlines, propOutlines } from "../../../shared/stage/outlines.ts";
import { usualSizes } from "../../../shared/stage/prop-sizes.ts";

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

const reachOf = (pose: BlockingPose, kind: "person" | "animal" = "person") => {
  const points = figureOutlines({ at: [1, 1], facing: 90, pose, kind }).flatMap((outline) => outline.points);
  const [[back, ahead], [, left]] = boundsOf(points) as [[number, number], [number, number]];
  return { back: 1 - back, ahead: ahead - 1, aside: left - 1 };
};

it("a figure reaches farthest where it faces, and its shoulders to its sides", () => {
  const { ahead, back, aside } = reachOf("standing");
  expect(ahead).toBeGreaterThan(back);
  expect(aside).toBeCloseTo(0.25);
  expect(reachOf("sitting").ahead).toBeGreaterThan(ahead);
});

it("one who lies has the feet where it faces and the head behind, and an animal is longer than wide", () => {
  const lies = reachOf("lying");
  expect(lies.ahead + lies.back).toBeGreaterThan(1.6);
  const dog = reachOf("standing", "animal");
  expect(dog.ahead).toBeGreaterThan(0.5);
  expect(dog.aside).toBeLessThan(0.2);
});

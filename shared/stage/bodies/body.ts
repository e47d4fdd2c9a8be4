/** Owns what things on a stage are built of: convex parts with flat faces, in the thing's own space: x to its right, y ahead of it, z up. */
import { type Point, radians } from "../vectors.ts";

/** A face's corners, counterclockwise as seen from outside; its color is the body's, changed by `tint`. */
export interface Face {
  readonly corners: readonly number[];
  readonly tint?: "front" | "hand" | "hair" | "dark";
}

/** A convex part: seen from anywhere, its faces toward the eye do not cover one another. */
export interface Part {
  readonly points: readonly Point[];
  readonly faces: readonly Face[];
}

/** A box between two corners. */
export function box(low: Point, high: Point, tint?: Face["tint"]): Part {
  const [[x0, y0, z0], [x1, y1, z1]] = [low, high];
  const points: Point[] = [
    [x0, y0, z0],
    [x1, y0, z0],
    [x1, y1, z0],
    [x0, y1, z0],
    [x0, y0, z1],
    [x1, y0, z1],
    [x1, y1, z1],
    [x0, y1, z1],
  ];
  const faces = [
    [0, 1, 5, 4],
    [1, 2, 6, 5],
    [2, 3, 7, 6],
    [3, 0, 4, 7],
    [4, 5, 6, 7],
    [3, 2, 1, 0],
  ].map((corners): Face => (tint ? { corners, tint } : { corners }));
  return { points, faces };
}

/** The part where it stands: turned to `facing`, its own middle at `at` on the floor. */
export function placed(part: Part, at: readonly [number, number], facing: number): Part {
  const [sin, cos] = [Math.sin(radians(facing)), Math.cos(radians(facing))];
  return {
    ...part,
    points: part.points.map(([x, y, z]): Point => [at[0] + x * cos + y * sin, at[1] - x * sin + y * cos, z]),
  };
}

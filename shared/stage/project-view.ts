/** Owns the perspective: from points of a stage to places in the frame. */
import { fieldOfView } from "./optics.ts";
import type { Viewpoint } from "./scene.ts";
import { cross, dot, minus, type Point, radians } from "./vectors.ts";

/** Nearer than this nothing is seen, in meters. */
export const nearest = 0.05;

/** As the camera sees it: `x` to the right, `y` down, `depth` ahead, in meters. */
export interface Seen {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

export interface Projection {
  readonly eye: Point;
  see(point: Point): Seen;
  /** Pixels of the frame, from its upper left; what is seen must lie ahead. */
  place(seen: Seen): readonly [x: number, y: number];
  /** Pixels that a meter at one meter's distance fills. */
  readonly scale: number;
  /** What is right, down and ahead on the stage: three numbers each. */
  readonly axes: Float64Array;
  /** The middle of the frame in pixels. */
  readonly middle: readonly [x: number, y: number];
}

/** What way the camera looks, and what is right of it and above it. */
export function axesOf({ bearing, tilt, roll }: Pick<Viewpoint, "bearing" | "tilt" | "roll">): {
  readonly ahead: Point;
  readonly right: Point;
  readonly above: Point;
} {
  const [b, t, r] = [radians(bearing), radians(tilt), radians(roll)];
  const ahead: Point = [Math.sin(b) * Math.cos(t), Math.cos(b) * Math.cos(t), Math.sin(t)];
  const level: Point = [Math.cos(b), -Math.sin(b), 0];
  const upright = cross(level, ahead);
  const [cos, sin] = [Math.cos(r), Math.sin(r)];
  const blend = (one: Point, a: number, other: Point, c: number): Point => [
    one[0] * a + other[0] * c,
    one[1] * a + other[1] * c,
    one[2] * a + other[2] * c,
  ];
  return { ahead, right: blend(level, cos, upright, sin), above: blend(upright, cos, level, -sin) };
}

export function projectionOf(
  view: Viewpoint,
  frame: { readonly widthPx: number; readonly heightPx: number },
): Projection {
  const { ahead, right, above } = axesOf(view);
  const { up } = fieldOfView(view.lens, frame.widthPx / frame.heightPx);
  const scale = frame.heightPx / 2 / Math.tan(radians(up) / 2);
  return {
    eye: view.at,
    scale,
    axes: Float64Array.of(...right, -above[0], -above[1], -above[2], ...ahead),
    middle: [frame.widthPx / 2, frame.heightPx / 2],
    see(point) {
      const away = minus(point, view.at);
      return { x: dot(away, right), y: -dot(away, above), depth: dot(away, ahead) };
    },
    place: ({ x, y, depth }) => [frame.widthPx / 2 + (scale * x) / depth, frame.heightPx / 2 + (scale * y) / depth],
  };
}

/** A polygon as far as it lies ahead of the camera. */
export function clipNear(polygon: readonly Seen[]): readonly Seen[] {
  if (polygon.every(({ depth }) => depth >= nearest)) return polygon;
  const kept: Seen[] = [];
  for (const [index, here] of polygon.entries()) {
    const next = polygon[(index + 1) % polygon.length] as Seen;
    if (here.depth >= nearest) kept.push(here);
    if (here.depth >= nearest !== next.depth >= nearest) {
      const share = (nearest - here.depth) / (next.depth - here.depth);
      kept.push({ x: here.x + (next.x - here.x) * share, y: here.y + (next.y - here.y) * share, depth: nearest });
    }
  }
  return kept;
}

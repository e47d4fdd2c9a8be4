/** Owns what figures and props look like from straight above, as lines on the floor plan, in meters. */
import type { Spot } from "../project/stage.ts";
import type { PropBody } from "../project/vocabulary.ts";
import type { SceneFigure, SceneProp } from "./scene.ts";
import { radians } from "./vectors.ts";

/** Closed ones are areas, the first of a thing being its foot. */
export interface Outline {
  readonly points: readonly Spot[];
  readonly closed: boolean;
}

/** In the thing's own space: x to its right, y ahead of it. */
type Shape = (width: number, depth: number) => readonly Outline[];

const treadMeters = 0.28;
const chairBackMeters = 0.08;

const shapes: Readonly<Record<PropBody, Shape>> = {
  box: (width, depth) => [rectangle(width, depth)],
  table: (width, depth) => [rectangle(width, depth)],
  chair: (width, depth) => [
    rectangle(width, depth),
    line([-width / 2, chairBackMeters - depth / 2], [width / 2, chairBackMeters - depth / 2]),
  ],
  door: (width, depth) => [rectangle(width, depth), swing(width)],
  wall: (width, depth) => [rectangle(width, depth)],
  window: (width, depth) => [rectangle(width, depth), line([-width / 2, 0], [width / 2, 0])],
  car: (width, depth) => [
    { points: corners(width / 2, depth / 2, 0.25 * width), closed: true },
    {
      points: corners(0.42 * width, 0.24 * depth, 0.1 * width).map(([x, y]): Spot => [x, y - 0.06 * depth]),
      closed: true,
    },
    line([-0.34 * width, 0.3 * depth], [0.34 * width, 0.3 * depth]),
  ],
  tree: (width, depth) => [ellipse(width / 2, depth / 2), ellipse(0.06 * width, 0.06 * depth)],
  stairs: (width, depth) => {
    const treads = Math.min(40, Math.max(2, Math.round(depth / treadMeters)));
    const edges = Array.from({ length: treads - 1 }, (_, index) => ((index + 1) / treads - 0.5) * depth);
    return [rectangle(width, depth), ...edges.map((y) => line([-width / 2, y], [width / 2, y]))];
  },
};

/** A prop where it stands. */
export function propOutlines({ body, size: [width, depth], at, facing }: SceneProp): readonly Outline[] {
  return shapes[body](width, depth).map((outline) => placed(outline, at, facing));
}

/**
 * A figure, what lies above after what lies below it: shoulders, head and nose; of one who sits or kneels the legs, of one who lies the whole
 * body, its feet where it faces; of an animal body, head and snout. `by` times as large as it is, so that small ones are found.
 */
export function figureOutlines(
  { at, facing, pose, kind }: Pick<SceneFigure, "at" | "facing" | "pose" | "kind">,
  by = 1,
): readonly Outline[] {
  const parts =
    kind === "animal"
      ? animal
      : pose === "lying"
        ? lying
        : pose === "sitting" || pose === "kneeling"
          ? seated
          : upright;
  return parts.map(({ points, closed }) =>
    placed({ points: points.map(([x, y]): Spot => [x * by, y * by]), closed }, at, facing),
  );
}

function placed({ points, closed }: Outline, at: Spot, facing: number): Outline {
  const [sin, cos] = [Math.sin(radians(facing)), Math.cos(radians(facing))];
  return { points: points.map(([x, y]): Spot => [at[0] + x * cos + y * sin, at[1] - x * sin + y * cos]), closed };
}

function rectangle(width: number, depth: number): Outline {
  const [x, y] = [width / 2, depth / 2];
  return {
    points: [
      [-x, -y],
      [x, -y],
      [x, y],
      [-x, y],
    ],
    closed: true,
  };
}

function line(from: Spot, to: Spot): Outline {
  return { points: [from, to], closed: false };
}

function ellipse(x: number, y: number): Outline {
  const points = Array.from({ length: 24 }, (_, index): Spot => {
    const turn = (index / 24) * 2 * Math.PI;
    return [x * Math.sin(turn), y * Math.cos(turn)];
  });
  return { points, closed: true };
}

/** A rectangle without its corners. */
function corners(x: number, y: number, cut: number): Spot[] {
  return [
    [-x, cut - y],
    [cut - x, -y],
    [x - cut, -y],
    [x, cut - y],
    [x, y - cut],
    [x - cut, y],
    [cut - x, y],
    [-x, y - cut],
  ];
}

/** Where a door goes that hangs at its left and opens ahead. */
function swing(width: number): Outline {
  const arc = Array.from({ length: 9 }, (_, index): Spot => {
    const turn = (index / 8) * (Math.PI / 2);
    return [width * Math.cos(turn) - width / 2, width * Math.sin(turn)];
  });
  return { points: [...arc, [-width / 2, 0]], closed: false };
}

function moved({ points, closed }: Outline, ahead: number): Outline {
  return { points: points.map(([x, y]): Spot => [x, y + ahead]), closed };
}

/** What points where a figure looks. */
function nose(ahead: number): Outline {
  return {
    points: [
      [-0.08, ahead],
      [0, ahead + 0.2],
      [0.08, ahead],
    ],
    closed: true,
  };
}

const [shoulders, head] = [ellipse(0.25, 0.14), ellipse(0.11, 0.11)];
const upright = [nose(0.08), shoulders, head];
const seated = [moved(rectangle(0.3, 0.42), 0.21), ...upright];
const lying = [moved(rectangle(0.32, 1.35), 0.18), moved(shoulders, -0.46), moved(head, -0.72)];
const animal = [moved(ellipse(0.15, 0.36), -0.08), nose(0.36), moved(head, 0.3)];

/** Owns what props are built of, by their bodies and sizes. */
import type { SceneProp } from "../scene.ts";
import type { Point } from "../vectors.ts";
import { box, loft, type Material, type Shape, taper, wheel } from "./shape.ts";

type Size = SceneProp["size"];

const known = new Map<string, readonly Shape[]>();
/** Sizes are typed and dragged: what is kept must not grow with them. */
const knownMax = 200;

/** In the prop's own space: the middle of its foot at the origin, its front ahead. */
export function propShapes({ body, size }: Pick<SceneProp, "body" | "size">): readonly Shape[] {
  const key = `${body} ${size.join(" ")}`;
  let shapes = known.get(key);
  if (!shapes) {
    if (known.size >= knownMax) known.clear();
    shapes = builders[body](size);
    known.set(key, shapes);
  }
  return shapes;
}

/** A box around the middle of x and of y. */
function block(
  x: readonly [number, number],
  y: readonly [number, number],
  z: readonly [number, number],
  material: Material,
) {
  return box([x[0], y[0], z[0]], [x[1], y[1], z[1]], material);
}

function legs(width: number, depth: number, height: number, thick: number): Shape[] {
  return [-1, 1].flatMap((right) =>
    [-1, 1].map((ahead) => {
      const [x, y] = [right * (width / 2 - thick), ahead * (depth / 2 - thick)];
      return block([x - thick / 2, x + thick / 2], [y - thick / 2, y + thick / 2], [0, height], "dark");
    }),
  );
}

/** Posts, a lintel and a sill around an opening; `from` is how high it begins. */
function frame([width, depth, height]: Size, from: number, thick: number, hasSill: boolean): Shape[] {
  const [x, y, top] = [width / 2, depth / 2, from + height];
  const bottom = hasSill ? from + thick : from;
  return [
    block([-x, -x + thick], [-y, y], [bottom, top - thick], "pale"),
    block([x - thick, x], [-y, y], [bottom, top - thick], "pale"),
    block([-x, x], [-y, y], [top - thick, top], "pale"),
    ...(hasSill ? [block([-x, x], [-y, y], [from, bottom], "pale")] : []),
  ];
}

/** How high the upper edge of a window is at least, in meters, if it is not as tall as that itself. */
const windowTop = 2.1;

const builders: Readonly<Record<SceneProp["body"], (size: Size) => readonly Shape[]>> = {
  box: ([width, depth, height]) => [block([-width / 2, width / 2], [-depth / 2, depth / 2], [0, height], "body")],
  wall: ([width, depth, height]) => [block([-width / 2, width / 2], [-depth / 2, depth / 2], [0, height], "body")],
  table: ([width, depth, height]) => {
    const top = Math.min(0.05, height / 3);
    const thick = Math.min(0.07, width / 5, depth / 5);
    return [
      block([-width / 2, width / 2], [-depth / 2, depth / 2], [height - top, height], "body"),
      ...legs(width, depth, height - top, thick),
    ];
  },
  chair: ([width, depth, height]) => {
    const seat = height * 0.49;
    const thick = Math.min(0.045, width / 6, height / 6);
    return [
      block([-width / 2, width / 2], [-depth / 2, depth / 2], [seat - thick, seat], "body"),
      block([-width / 2, width / 2], [-depth / 2, -depth / 2 + thick], [seat, height], "body"),
      ...legs(width, depth, seat - thick, thick),
    ];
  },
  door: ([width, depth, height]) => {
    const thick = Math.min(0.07, width / 6, height / 6);
    const [inner, leaf] = [width / 2 - thick, depth * 0.28];
    const handle = (side: 1 | -1) =>
      block(
        [inner - 0.16 * width, inner - 0.05 * width],
        side === 1 ? [leaf, leaf + 0.05] : [-leaf - 0.05, -leaf],
        [height * 0.49, height * 0.505],
        "dark",
      );
    return [
      ...frame([width, depth, height], 0, thick, false),
      block([-inner, inner], [-leaf, leaf], [0, height - thick], "body"),
      handle(1),
      handle(-1),
    ];
  },
  window: ([width, depth, height]) => {
    const thick = Math.min(0.06, width / 8, height / 8);
    const from = Math.max(0, windowTop - height);
    const [bar, middle] = [thick / 2, from + height / 2];
    const glass = (x: readonly [number, number], z: readonly [number, number]) =>
      block(x, [-depth / 8, depth / 8], z, "glass");
    const [left, right] = [
      [-width / 2 + thick, -bar],
      [bar, width / 2 - thick],
    ] as const;
    const [low, high] = [
      [from + thick, middle - bar],
      [middle + bar, from + height - thick],
    ] as const;
    return [
      ...frame([width, depth, height], from, thick, true),
      block([-bar, bar], [-depth / 3, depth / 3], [from + thick, from + height - thick], "pale"),
      block(left, [-depth / 3, depth / 3], [middle - bar, middle + bar], "pale"),
      block(right, [-depth / 3, depth / 3], [middle - bar, middle + bar], "pale"),
      ...[left, right].flatMap((x) => [low, high].map((z) => glass(x, z))),
    ];
  },
  car: ([width, depth, height]) => {
    const [x, y] = [width / 2, depth / 2];
    const [floor, belt] = [height * 0.17, height * 0.58];
    const radius = Math.min(height * 0.225, depth * 0.09);
    const lamp = (side: 1 | -1, ahead: 1 | -1): Shape =>
      block(
        [side * x * 0.8 - 0.11 * width, side * x * 0.8 + 0.11 * width],
        ahead === 1 ? [y, y + 0.02] : [-y - 0.02, -y],
        [belt * 0.72, belt * 0.88],
        ahead === 1 ? "lamp" : "red",
      );
    const axles = [0.62 * y, -0.6 * y];
    return [
      taper([-x, -y, floor], [x, y, belt], [0.94, 0.965], "body"),
      taper([-x * 0.88, -y * 0.82, belt], [x * 0.88, y * 0.4, height], [0.82, 0.6], ["glass", "body"], -0.05 * depth),
      ...axles.flatMap((at) =>
        [-1, 1].map((side) => wheel([side * (x - width * 0.045), at, radius], radius, width * 0.13, 12, "dark")),
      ),
      ...([1, -1] as const).flatMap((ahead) => [lamp(-1, ahead), lamp(1, ahead)]),
    ];
  },
  tree: ([width, depth, height]) => {
    const trunk = Math.min(width, depth) * 0.07;
    const clear = height * 0.3;
    const crown = (x: number, y: number, low: number, high: number, by: number): Shape => {
      const ring = (share: number, wide: number) => ({
        z: low + (high - low) * share,
        wide: (wide * by * width) / 2,
        front: (wide * by * depth) / 2,
      });
      const rings = [ring(0, 0.35), ring(0.2, 0.82), ring(0.45, 1), ring(0.72, 0.78), ring(0.92, 0.38), ring(1, 0.1)];
      return moved(loft(rings, 8, "green"), [x * width, y * depth, 0]);
    };
    return [
      loft(
        [
          { z: 0, wide: trunk * 1.4, front: trunk * 1.4 },
          { z: clear * 1.25, wide: trunk, front: trunk },
        ],
        6,
        "wood",
      ),
      crown(0, 0, clear * 1.1, height, 0.78),
      crown(-0.2, 0.1, clear, height * 0.66, 0.56),
      crown(0.2, -0.1, clear * 1.05, height * 0.72, 0.54),
    ];
  },
  stairs: ([width, depth, height]) => {
    const steps = Math.max(2, Math.min(16, Math.round(height / 0.18)));
    return Array.from({ length: steps }, (_, step) => {
      const from = -depth / 2 + (depth * step) / steps;
      return block([-width / 2, width / 2], [from, from + depth / steps], [0, (height * (step + 1)) / steps], "body");
    });
  },
};

function moved(shape: Shape, by: Point): Shape {
  const shift = ([x, y, z]: Point): Point => [x + by[0], y + by[1], z + by[2]];
  return {
    points: shape.points.map((value, index) => value + (by[index % 3] as number)),
    faces: shape.faces.map((face) => ({
      ...face,
      reach: face.reach + face.normal[0] * by[0] + face.normal[1] * by[1] + face.normal[2] * by[2],
    })),
    low: shift(shape.low),
    high: shift(shape.high),
  };
}

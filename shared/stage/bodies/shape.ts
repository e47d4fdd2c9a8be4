/** Owns what things on a stage are built of: convex shapes with flat faces, made once, and where each stands. Meters; x to the right, y ahead, z up. */
import { cross, dot, lengthOf, minus, type Point } from "../vectors.ts";

/** What a face is made of; its color follows from that and from the color of the body. */
export const materials = [
  "cloth",
  "skin",
  "hair",
  "legs",
  "shoe",
  "ink",
  "white",
  "lip",
  "body",
  "dark",
  "pale",
  "glass",
  "lamp",
  "wood",
  "green",
  "red",
] as const;
export type Material = (typeof materials)[number];

/** Corners by their number, counterclockwise as seen from outside; `normal` points outward and is 1 long; `reach` is how far along it the face lies. */
export interface Face {
  readonly corners: readonly number[];
  readonly normal: Point;
  readonly reach: number;
  readonly material: Material;
}

/** A convex shape in its own space: seen from anywhere, its faces toward the eye do not cover one another. */
export interface Shape {
  /** Three numbers a corner. */
  readonly points: Float64Array;
  readonly faces: readonly Face[];
  /** The box around it. */
  readonly low: Point;
  readonly high: Point;
}

/** Three axes, three numbers each, then where it is: how a shape is turned and moved into another space. */
export type Placing = Float64Array;

/** A shape where it stands. */
export interface Part {
  readonly shape: Shape;
  readonly placing: Placing;
  /** A shape of the same body that its end is stuck into, and which so covers it from all sides. */
  readonly into?: Shape;
}

/** Of corners and faces, in whichever order the corners go around. */
export function shapeOf(
  points: readonly Point[],
  faces: readonly { readonly corners: readonly number[]; readonly material: Material }[],
): Shape {
  const middle = [0, 1, 2].map(
    (axis) => points.reduce((sum, point) => sum + (point[axis] as number), 0) / points.length,
  );
  const bounds = (choose: (...values: number[]) => number) =>
    [0, 1, 2].map((axis) => choose(...points.map((point) => point[axis] as number))) as unknown as Point;
  return {
    points: Float64Array.from(points.flat()),
    faces: faces.map(({ corners, material }) => ({
      ...faceOf(points, corners, middle as unknown as Point),
      material,
    })),
    low: bounds(Math.min),
    high: bounds(Math.max),
  };
}

function faceOf(
  points: readonly Point[],
  corners: readonly number[],
  middle: Point,
): Pick<Face, "corners" | "normal" | "reach"> {
  const at = corners.map((corner) => points[corner] as Point);
  let sum: Point = [0, 0, 0];
  for (let index = 2; index < at.length; index++) {
    const [a, b, c] = [at[0], at[index - 1], at[index]] as [Point, Point, Point];
    const each = cross(minus(b, a), minus(c, a));
    sum = [sum[0] + each[0], sum[1] + each[1], sum[2] + each[2]];
  }
  const long = lengthOf(sum) || 1;
  const normal: Point = [sum[0] / long, sum[1] / long, sum[2] / long];
  const reach = at.reduce((total, point) => total + dot(point, normal), 0) / at.length;
  // A shape of one face has no inside: that face looks the way it is written.
  if (reach >= dot(middle, normal) - 1e-9) return { corners, normal, reach };
  const turned: Point = [-normal[0], -normal[1], -normal[2]];
  return { corners: corners.toReversed(), normal: turned, reach: -reach };
}

/** A box between two corners. */
export function box(low: Point, high: Point, material: Material): Shape {
  return taper(low, high, [1, 1], material);
}

/** A box whose upper side is `by` as wide and as deep as its lower one, about its middle or as far from there as `shift` says. */
export function taper(
  [x0, y0, z0]: Point,
  [x1, y1, z1]: Point,
  by: readonly [number, number],
  material: Material | readonly [sides: Material, top: Material],
  shift = 0,
): Shape {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [w, d] = [((x1 - x0) / 2) * by[0], ((y1 - y0) / 2) * by[1]];
  const [sides, top] = typeof material === "string" ? [material, material] : material;
  const points: Point[] = [
    [x0, y0, z0],
    [x1, y0, z0],
    [x1, y1, z0],
    [x0, y1, z0],
    [x - w, y + shift - d, z1],
    [x + w, y + shift - d, z1],
    [x + w, y + shift + d, z1],
    [x - w, y + shift + d, z1],
  ];
  const around = [
    [0, 1, 5, 4],
    [1, 2, 6, 5],
    [2, 3, 7, 6],
    [3, 0, 4, 7],
    [3, 2, 1, 0],
  ].map((corners) => ({ corners, material: sides }));
  return shapeOf(points, [...around, { corners: [4, 5, 6, 7], material: top }]);
}

/** A flat face in which nothing but its front is seen; corners counterclockwise from there. */
export function sheet(points: readonly Point[], material: Material): Shape {
  return shapeOf(points, [{ corners: points.map((_, index) => index), material }]);
}

/** A cross section: at `z`, as wide to each side as `wide`, as deep ahead as `front` and behind as `back`; `y` moves it ahead. */
export interface Ring {
  readonly z: number;
  readonly wide: number;
  readonly front: number;
  readonly back?: number;
  readonly y?: number;
}

/**
 * A shape with cross sections of `sides` corners, the first face of which looks ahead, and closed at both ends. `square`: 0 for ellipses, up
 * to 1 for corners pushed out. `materialOf`: by the height and bearing of a face's middle, from 0 ahead to 1 behind.
 */
export function loft(
  rings: readonly Ring[],
  sides: number,
  materialOf: Material | ((z: number, away: number) => Material),
  square = 0,
): Shape {
  const power = 1 - 0.45 * square;
  const bent = (value: number) => Math.sign(value) * Math.abs(value) ** power;
  const turns = Array.from({ length: sides }, (_, index) => ((index - 0.5) * 2 * Math.PI) / sides);
  const points = rings.flatMap(({ z, wide, front, back = front, y = 0 }) =>
    turns.map((turn): Point => {
      const ahead = bent(Math.cos(turn));
      return [wide * bent(Math.sin(turn)), y + (ahead > 0 ? front : back) * ahead, z];
    }),
  );
  const of = typeof materialOf === "string" ? () => materialOf : materialOf;
  const walls = rings.slice(1).flatMap((ring, level) =>
    turns.map((_, side) => {
      const next = (side + 1) % sides;
      const [low, high] = [level * sides, (level + 1) * sides];
      const away = Math.min(side, sides - side) / (sides / 2);
      return {
        corners: [low + side, low + next, high + next, high + side],
        material: of((ring.z + (rings[level] as Ring).z) / 2, away),
      };
    }),
  );
  const end = (first: number, z: number) => ({ corners: turns.map((_, side) => first + side), material: of(z, 0.5) });
  const last = rings.length - 1;
  return shapeOf(points, [...walls, end(0, (rings[0] as Ring).z), end(last * sides, (rings[last] as Ring).z)]);
}

/** A cylinder that lies across, such as a wheel: its axis along x through `middle`. */
export function wheel(middle: Point, radius: number, width: number, sides: number, material: Material): Shape {
  const turns = Array.from({ length: sides }, (_, index) => (index * 2 * Math.PI) / sides);
  const points = [-width / 2, width / 2].flatMap((x) =>
    turns.map(
      (turn): Point => [middle[0] + x, middle[1] + radius * Math.sin(turn), middle[2] + radius * Math.cos(turn)],
    ),
  );
  const tread = turns.map((_, side) => {
    const next = (side + 1) % sides;
    return { corners: [side, next, sides + next, sides + side], material };
  });
  const ends = [0, sides].map((first) => ({ corners: turns.map((_, side) => first + side), material }));
  return shapeOf(points, [...tread, ...ends]);
}

/** At `at`, turned clockwise by `facing` degrees as seen from above. */
export function placingAt(at: readonly [number, number, number], facing: number): Placing {
  const turn = (facing * Math.PI) / 180;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  return Float64Array.of(cos, -sin, 0, sin, cos, 0, 0, 0, 1, at[0], at[1], at[2]);
}

/** What lies as `inner` in a space that lies as `outer`. */
export function within(outer: Placing, inner: Placing): Placing {
  const result = new Float64Array(12);
  for (let at = 0; at < 12; at += 3) {
    const x = inner[at]!;
    const y = inner[at + 1]!;
    const z = inner[at + 2]!;
    for (let row = 0; row < 3; row++)
      result[at + row] = outer[row]! * x + outer[3 + row]! * y + outer[6 + row]! * z + (at === 9 ? outer[9 + row]! : 0);
  }
  return result;
}

/** Where a point of the placed space lies. */
export function pointIn(placing: Placing, [x, y, z]: Point): Point {
  const at = (row: number) => placing[row]! * x + placing[3 + row]! * y + placing[6 + row]! * z + placing[9 + row]!;
  return [at(0), at(1), at(2)];
}

/** Owns the four-legged body that stands for an animal: its shapes by height and build, and how it holds itself in each pose. */
import type { BlockingPose, Build } from "../../project/vocabulary.ts";
import { mix, type Point } from "../vectors.ts";
import { type Detail, seenFrom } from "./detail.ts";
import type { Held } from "./posture.ts";
import { loft, type Material, type Part, type Placing, type Ring, type Shape, sheet, taper, within } from "./shape.ts";
import { joint } from "./skeleton.ts";

/** Degrees: of the trunk, of the neck up from level, then for each leg of its upper part ahead and of its lower part from that. */
type Posture = readonly [pitch: number, neck: number, ...legs: number[]];

const legNames = ["left fore", "right fore", "left hind", "right hind"] as const;
const standing: Posture = [0, 45, 2, -4, -2, -2, 14, -26, 10, -22];

function going(stride: number, swing: number, lift: number): Posture {
  const legs = [0, 0.5, 0.5, 0].flatMap((later, leg) => {
    const turn = 2 * Math.PI * (stride + later);
    const isHind = leg > 1;
    const bent = Math.max(0, Math.cos(turn)) * lift;
    return [(isHind ? 12 : 0) + swing * Math.sin(turn), (isHind ? -24 : -4) - bent];
  });
  return [0, 38, ...legs];
}

function postureOf(pose: BlockingPose, stride: number): Posture {
  switch (pose) {
    case "walking":
      return going(stride, 22, 40);
    case "running":
      return going(stride, 42, 75);
    case "sitting":
      return [36, 22, -34, -4, -38, 0, 48, -128, 48, -128];
    case "lying":
    case "kneeling":
      return [0, 40, -46, 130, -46, 130, 70, -140, 70, -140];
    case "pointing":
      return [0, 50, 48, -80, -4, 0, 14, -26, 10, -22];
    default:
      return standing;
  }
}

/** Shares of the height to the shoulders. */
const bones = { trunk: 0.98, fore: 0.42, hind: -0.46, wide: 0.12, upper: 0.37, lower: 0.34, paw: 0.045 } as const;
const girths: Readonly<Record<Build, number>> = { slim: 0.84, average: 1, heavy: 1.25 };

interface Shapes {
  readonly trunk: Shape;
  readonly neck: Shape;
  readonly head: readonly Shape[];
  readonly tail: Shape;
  readonly upper: Shape;
  readonly lower: Shape;
}

const known = new Map<string, Shapes>();
const knownMax = 100;

/** In the animal's own space; `height` in meters to its shoulders, its middle above the origin. */
export function animal(
  { height, build, pose, toPose, blend = 0, stride }: Held & { readonly height: number; readonly build: Build },
  detail: Detail,
): readonly Part[] {
  const key = `${height} ${build} ${detail}`;
  let shapes = known.get(key);
  if (!shapes) {
    if (known.size >= knownMax) known.clear();
    shapes = shapesOf(height, girths[build], detail);
    known.set(key, shapes);
  }
  const from = postureOf(pose, stride);
  const to = toPose === undefined ? from : postureOf(toPose, stride);
  const [pitch, neckPitch, ...legs] = from.map((angle, index) => mix(angle, to[index]!, blend)) as [
    number,
    ...number[],
  ];
  const at = (x: number, y: number, z: number): Point => [x * height, y * height, z * height];
  const body = joint([0, 0, 0], pitch);
  // What is made standing lies along the back.
  const trunk = within(body, joint(at(0, -bones.trunk / 2, 0.1), -90));
  const neck = within(body, joint(at(0, 0.42, 0.14), neckPitch! - 90));
  const head = within(neck, joint(at(0, 0, 0.34), 90 - neckPitch! - pitch));
  const tail = within(body, joint(at(0, -0.5, 0.18), 128));
  const parts: Part[] = [
    { shape: shapes.trunk, placing: trunk },
    { shape: shapes.neck, placing: neck },
    ...shapes.head.map((shape) => ({ shape, placing: head })),
    { shape: shapes.tail, placing: tail },
  ];
  const lows: number[] = [trunk[11]! - 0.16 * height];
  for (const [leg] of legNames.entries()) {
    const side = leg % 2 === 0 ? -bones.wide : bones.wide;
    const upper = within(body, joint(at(side, leg < 2 ? bones.fore : bones.hind, 0), legs[2 * leg]!));
    const lower = within(upper, joint(at(0, 0, -bones.upper), legs[2 * leg + 1]!));
    parts.push({ shape: shapes.upper, placing: upper }, { shape: shapes.lower, placing: lower });
    const paw = within(lower, joint(at(0, 0, -bones.lower), 0));
    lows.push(lower[11]! - 0.05 * height, paw[11]! - bones.paw * height);
  }
  const low = Math.min(...lows);
  return parts.map(({ shape, placing }) => ({ shape, placing: raised(placing, -low) }));
}

function raised(placing: Placing, by: number): Placing {
  const result = placing.slice();
  result[11]! += by;
  return result;
}

function shapesOf(height: number, girth: number, detail: Detail): Shapes {
  const sides = detail === 0 ? 4 : 8;
  const limbSides = detail === 0 ? 4 : 6;
  const ring = (z: number, wide: number, front = wide, back = front): Ring => ({
    ...{ z: z * height, wide: wide * height * girth },
    ...{ front: front * height * girth, back: back * height * girth },
  });
  const tube = (rings: readonly Ring[], corners: number, material: Material) =>
    loft(seenFrom(rings, detail), corners, material);
  // Along the back: what is ahead of a shape that lies is below.
  const trunk = [
    ring(0, 0.08, 0.06, 0.1),
    ring(0.1, 0.16, 0.14, 0.15),
    ring(0.42, 0.16, 0.16, 0.13),
    ring(0.78, 0.18, 0.2, 0.14),
    ring(0.94, 0.13, 0.14, 0.12),
    ring(bones.trunk, 0.06, 0.07, 0.06),
  ];
  return {
    trunk: tube(trunk, sides, "cloth"),
    neck: tube([ring(-0.08, 0.12, 0.14), ring(0.16, 0.095, 0.11), ring(0.38, 0.08, 0.085)], limbSides, "cloth"),
    head: headShapes(height, detail),
    tail: tube([ring(0, 0.04), ring(0.2, 0.035), ring(0.42, 0.012)], limbSides, "hair"),
    upper: tube([ring(-0.39, 0.05, 0.055), ring(-0.12, 0.075, 0.1), ring(0.08, 0.055, 0.07)], limbSides, "cloth"),
    lower: tube(
      [ring(-bones.lower - bones.paw, 0.045, 0.075, 0.04), ring(-bones.lower, 0.035, 0.04), ring(-0.02, 0.045, 0.05)],
      limbSides,
      "legs",
    ),
  };
}

/** Level, its back end at the neck; the eyes are ahead of that. */
function headShapes(height: number, detail: Detail): readonly Shape[] {
  const at = (x: number, y: number, z: number): Point => [x * height, y * height, z * height];
  const skull = taper(at(-0.1, -0.1, -0.1), at(0.1, 0.13, 0.12), [0.72, 0.8], "cloth");
  const snout = taper(at(-0.065, 0.13, -0.09), at(0.065, 0.34, 0.02), [0.8, 0.86], "skin", -0.012 * height);
  const nose = taper(at(-0.03, 0.335, -0.035), at(0.03, 0.355, 0.01), [0.8, 0.8], "ink");
  const ear = (side: 1 | -1) =>
    taper(at(side * 0.07 - 0.035, -0.05, 0.11), at(side * 0.07 + 0.035, -0.01, 0.24), [0.25, 0.6], "hair");
  if (detail === 0) return [skull, snout, ear(-1), ear(1)];
  const eye = (side: 1 | -1) => {
    const points = [
      at(side * 0.03, 0.134, 0.045),
      at(side * 0.07, 0.134, 0.045),
      at(side * 0.066, 0.13, 0.075),
      at(side * 0.032, 0.13, 0.078),
    ];
    return sheet(side === 1 ? points.toReversed() : points, "ink");
  };
  return [skull, snout, nose, ear(-1), ear(1), eye(-1), eye(1)];
}

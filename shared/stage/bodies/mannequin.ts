/** Owns the mannequin that stands for a person: its shapes by height and build, on the bones of its posture. */
import type { Build } from "../../project/vocabulary.ts";
import { type Detail, seenFrom } from "./detail.ts";
import { headShapes } from "./head.ts";
import type { Held } from "./posture.ts";
import { loft, type Material, type Part, type Placing, type Ring, type Shape, taper } from "./shape.ts";
import { type Proportions, proportionsOf, skeletonOf } from "./skeleton.ts";

/** How thick limbs and trunk are, and how far the belly stands out. */
const girths: Readonly<Record<Build, { readonly limbs: number; readonly trunk: number; readonly belly: number }>> = {
  slim: { limbs: 0.88, trunk: 0.9, belly: 0.86 },
  average: { limbs: 1, trunk: 1, belly: 1 },
  heavy: { limbs: 1.22, trunk: 1.2, belly: 1.5 },
};

interface Shapes {
  /** The skull first. */
  readonly head: readonly Shape[];
  readonly neck: Shape;
  readonly chest: Shape;
  readonly waist: Shape;
  readonly pelvis: Shape;
  readonly upperArm: Shape;
  readonly forearm: Shape;
  /** Left, right: the thumb is ahead, so that both are alike. */
  readonly hand: readonly Shape[];
  readonly thigh: Shape;
  readonly shin: Shape;
  readonly foot: Shape;
}

const known = new Map<string, Shapes>();
/** Heights are typed and dragged: what is kept must not grow with them. */
const knownMax = 200;

/** In the figure's own space. `height` in meters, standing. */
export function mannequin(
  figure: Held & { readonly height: number; readonly build: Build },
  detail: Detail,
): readonly Part[] {
  const key = `${figure.height} ${figure.build} ${detail}`;
  const proportions = proportionsOf(figure.height);
  let shapes = known.get(key);
  if (!shapes) {
    if (known.size >= knownMax) known.clear();
    shapes = shapesOf(proportions, figure.build, detail);
    known.set(key, shapes);
  }
  const { pelvis, waist, chest, neck, head, left, right } = skeletonOf(figure, proportions);
  const on = (placing: Placing, shape: Shape): Part => ({ shape, placing });
  const parts = [
    on(pelvis, shapes.pelvis),
    on(waist, shapes.waist),
    on(chest, shapes.chest),
    { ...on(neck, shapes.neck), into: shapes.head[0]! },
    ...shapes.head.map((shape) => on(head, shape)),
  ];
  for (const { upperArm, forearm, hand, thigh, shin, foot } of [left, right]) {
    parts.push(
      on(upperArm, shapes.upperArm),
      on(forearm, shapes.forearm),
      ...shapes.hand.map((each) => on(hand, each)),
    );
    parts.push(on(thigh, shapes.thigh), on(shin, shapes.shin), on(foot, shapes.foot));
  }
  return parts;
}

function shapesOf({ unit, head }: Proportions, build: Build, detail: Detail): Shapes {
  const { limbs, trunk, belly } = girths[build];
  const sides = ([4, 6, 8] as const)[detail];
  const limbSides = ([4, 6, 6] as const)[detail];
  const ring =
    (by: number) =>
    (z: number, wide: number, front = wide, back = front, y = 0): Ring => ({
      ...{ z: z * unit, y: y * unit },
      ...{ wide: wide * unit * by, front: front * unit * by, back: back * unit * by },
    });
  const [l, t, b] = [ring(limbs), ring(trunk), ring(belly)];
  const tube = (rings: readonly Ring[], corners: number, material: Material, square = 0) =>
    loft(seenFrom(rings, detail), corners, material, square);
  return {
    head: headShapes(head, detail),
    neck: tube([l(-0.018, 0.05, 0.04, 0.046), l(0.012, 0.04, 0.037, 0.04), l(0.07, 0.034)], limbSides, "skin"),
    chest: tube(
      [
        t(-0.01, 0.084, 0.06, 0.058),
        t(0.08, 0.106, 0.074, 0.066),
        t(0.13, 0.112, 0.062, 0.066),
        t(0.168, 0.086, 0.046, 0.056),
        t(0.186, 0.05, 0.034, 0.042),
      ],
      sides,
      "cloth",
      0.25,
    ),
    waist: tube(
      [b(-0.02, 0.085, 0.06, 0.06), b(0.04, 0.08, 0.058, 0.056), b(0.09, 0.082, 0.058, 0.056)],
      sides,
      "cloth",
    ),
    pelvis: tube(
      [
        t(-0.07, 0.05, 0.04, 0.05),
        t(-0.03, 0.092, 0.058, 0.078),
        t(0.03, 0.096, 0.062, 0.076),
        t(0.085, 0.086, 0.058, 0.06),
      ],
      sides,
      "legs",
      0.2,
    ),
    upperArm: tube([l(-0.178, 0.026), l(-0.03, 0.038, 0.04), l(0.014, 0.032), l(0.028, 0.015)], limbSides, "cloth"),
    forearm: tube([l(-0.155, 0.019), l(-0.045, 0.031), l(0, 0.028), l(0.012, 0.018)], limbSides, "cloth"),
    hand: handOf(unit, limbs, detail),
    thigh: tube(
      [l(-0.232, 0.037, 0.04, 0.036), l(-0.1, 0.054, 0.056, 0.054), l(0, 0.057, 0.06, 0.062), l(0.035, 0.036)],
      limbSides,
      "legs",
    ),
    shin: tube(
      [l(-0.232, 0.023, 0.022, 0.026), l(-0.075, 0.037, 0.032, 0.044), l(-0.01, 0.037, 0.04, 0.034), l(0.012, 0.022)],
      limbSides,
      "legs",
    ),
    foot: taper(
      [-0.03 * unit * limbs, -0.05 * unit, -0.045 * unit],
      [0.03 * unit * limbs, 0.105 * unit, 0.012 * unit],
      [0.62, 0.4],
      "shoe",
      -0.036 * unit,
    ),
  };
}

function handOf(unit: number, limbs: number, detail: Detail): readonly Shape[] {
  const ring = (z: number, wide: number, front: number, y = 0): Ring => ({
    ...{ z: z * unit, y: y * unit },
    ...{ wide: wide * unit * limbs, front: front * unit * limbs },
  });
  const rings = [ring(-0.104, 0.007, 0.014), ring(-0.05, 0.012, 0.026), ring(0.004, 0.014, 0.017)];
  const palm = loft(rings, detail === 0 ? 4 : 6, "skin");
  if (detail < 2) return [palm];
  const thumb = loft([ring(-0.068, 0.006, 0.006, 0.038), ring(-0.015, 0.009, 0.009, 0.022)], 4, "skin");
  return [palm, thumb];
}

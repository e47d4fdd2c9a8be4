/** Owns the mannequin that stands for a person: its shapes by height and build, on the bones of its posture. */
import type { Build } from "../../project/vocabulary.ts";
import type { Held } from "./posture.ts";
import { box, loft, type Part, type Placing, type Ring, type Shape, shapeOf, sheet, taper } from "./shape.ts";
import { type Proportions, proportionsOf, skeletonOf } from "./skeleton.ts";

/** How closely a body is seen: 0 far away, 1 as usual, 2 near enough to see a face. */
export type Detail = 0 | 1 | 2;

/** How thick limbs and trunk are, and how far the belly stands out. */
const girths: Readonly<Record<Build, { readonly limbs: number; readonly trunk: number; readonly belly: number }>> = {
  slim: { limbs: 0.88, trunk: 0.9, belly: 0.86 },
  average: { limbs: 1, trunk: 1, belly: 1 },
  heavy: { limbs: 1.22, trunk: 1.2, belly: 1.5 },
};

interface Shapes {
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
    on(neck, shapes.neck),
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
  const limbSides = ([4, 6, 7] as const)[detail];
  const ring =
    (by: number) =>
    (z: number, wide: number, front = wide, back = front, y = 0): Ring => ({
      ...{ z: z * unit, y: y * unit },
      ...{ wide: wide * unit * by, front: front * unit * by, back: back * unit * by },
    });
  const [l, t, b] = [ring(limbs), ring(trunk), ring(belly)];
  return {
    head: headOf(head, detail),
    neck: loft([l(-0.02, 0.04), l(0.07, 0.034)], limbSides, "skin"),
    chest: loft(
      [
        t(-0.01, 0.084, 0.06, 0.058),
        t(0.08, 0.106, 0.074, 0.066),
        t(0.13, 0.112, 0.062, 0.066),
        t(0.165, 0.08, 0.042, 0.05),
        t(0.178, 0.046, 0.03, 0.036),
      ],
      sides,
      "cloth",
      0.25,
    ),
    waist: loft(
      [b(-0.02, 0.085, 0.06, 0.06), b(0.04, 0.08, 0.058, 0.056), b(0.09, 0.082, 0.058, 0.056)],
      sides,
      "cloth",
    ),
    pelvis: loft(
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
    upperArm: loft([l(-0.178, 0.026), l(-0.06, 0.036, 0.038), l(-0.005, 0.037), l(0.022, 0.02)], limbSides, "cloth"),
    forearm: loft([l(-0.155, 0.019), l(-0.045, 0.031), l(0, 0.028), l(0.012, 0.018)], limbSides, "cloth"),
    hand: handOf(unit, limbs, detail),
    thigh: loft(
      [l(-0.232, 0.037, 0.04, 0.036), l(-0.1, 0.054, 0.056, 0.054), l(0, 0.057, 0.06, 0.062), l(0.035, 0.036)],
      limbSides,
      "legs",
    ),
    shin: loft(
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
  const palm = loft(
    [ring(-0.104, 0.007, 0.014), ring(-0.05, 0.012, 0.026), ring(0.004, 0.014, 0.017)],
    detail === 0 ? 4 : 6,
    "skin",
  );
  if (detail < 2) return [palm];
  const thumb = loft([ring(-0.068, 0.006, 0.006, 0.038), ring(-0.015, 0.009, 0.009, 0.022)], 4, "skin");
  return [palm, thumb];
}

/** Its chin at the origin; `size` is its height in meters. The face is plain, the back covered with hair: the two are told apart from afar. */
function headOf(size: number, detail: Detail): readonly Shape[] {
  const ring = (z: number, wide: number, front: number, back: number): Ring => ({
    ...{ z: z * size, wide: wide * size },
    ...{ front: front * size, back: back * size },
  });
  const hair = (z: number, away: number) => {
    const from = away < 0.25 ? 0.82 : away < 0.42 ? 0.68 : away < 0.6 ? 0.5 : 0.2;
    return z > from * size ? "hair" : "skin";
  };
  const rings = [
    ring(0, 0.12, 0.31, -0.02),
    ring(0.07, 0.2, 0.37, 0.1),
    ring(0.22, 0.275, 0.395, 0.3),
    ring(0.4, 0.325, 0.4, 0.42),
    ring(0.56, 0.345, 0.4, 0.48),
    ring(0.74, 0.34, 0.4, 0.5),
    ring(0.88, 0.285, 0.31, 0.42),
    ring(0.97, 0.17, 0.17, 0.26),
    ring(1, 0.07, 0.06, 0.1),
  ];
  const kept = detail === 0 ? rings.filter((_, index) => index % 2 === 0) : rings;
  const skull = loft(kept, ([6, 8, 12] as const)[detail], hair, 0.2);
  const at = (x: number, y: number, z: number) => [x * size, y * size, z * size] as const;
  const nose = shapeOf(
    [at(0, 0.4, 0.54), at(0, 0.52, 0.335), at(-0.075, 0.395, 0.3), at(0.075, 0.395, 0.3)],
    [
      { corners: [0, 1, 2], material: "skin" },
      { corners: [0, 3, 1], material: "skin" },
      { corners: [1, 3, 2], material: "skin" },
    ],
  );
  if (detail === 0) return [skull, nose];
  const onBothSides = (shape: (side: 1 | -1) => Shape) => [shape(-1), shape(1)];
  const patch = (
    side: 1 | -1,
    corners: readonly (readonly [x: number, y: number, z: number])[],
    material: "ink" | "pale",
  ) => {
    const points = corners.map(([x, y, z]) => at(side * x, y, z));
    return sheet(side === 1 ? points.toReversed() : points, material);
  };
  const eye = (side: 1 | -1) =>
    patch(
      side,
      [
        [0.085, 0.415, 0.49],
        [0.15, 0.405, 0.465],
        [0.225, 0.355, 0.485],
        [0.235, 0.345, 0.51],
        [0.16, 0.4, 0.53],
        [0.1, 0.413, 0.52],
      ],
      detail === 2 ? "pale" : "ink",
    );
  const ears = onBothSides((side) =>
    box(at(side === 1 ? 0.325 : -0.375, -0.09, 0.36), at(side === 1 ? 0.375 : -0.325, 0.05, 0.6), "skin"),
  );
  const eyes = onBothSides(eye);
  if (detail === 1) return [skull, nose, ...eyes];
  const pupils = onBothSides((side) =>
    patch(
      side,
      [
        [0.13, 0.42, 0.475],
        [0.185, 0.395, 0.475],
        [0.19, 0.393, 0.52],
        [0.135, 0.418, 0.525],
      ],
      "ink",
    ),
  );
  const brows = onBothSides((side) =>
    patch(
      side,
      [
        [0.075, 0.425, 0.575],
        [0.24, 0.35, 0.585],
        [0.235, 0.352, 0.61],
        [0.075, 0.425, 0.605],
      ],
      "ink",
    ),
  );
  const mouth = sheet(
    [at(0.1, 0.405, 0.19), at(-0.1, 0.405, 0.19), at(-0.08, 0.408, 0.172), at(0.08, 0.408, 0.172)].toReversed(),
    "ink",
  );
  return [skull, ...ears, nose, ...eyes, ...pupils, ...brows, mouth];
}

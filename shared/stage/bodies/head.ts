/** Owns a person's head: skull and hair, nose, ears and what a face is drawn with, by how closely it is seen. */
import { type Detail, seenFrom } from "./detail.ts";
import { box, loft, type Material, type Ring, type Shape, shapeOf, sheet } from "./shape.ts";

/** Its chin at the origin; `size` is its height in meters. The face is plain, the back covered with hair: the two are told apart from afar. */
export function headShapes(size: number, detail: Detail): readonly Shape[] {
  const ring = (z: number, wide: number, front: number, back: number): Ring => ({
    ...{ z: z * size, wide: wide * size },
    ...{ front: front * size, back: back * size },
  });
  const hair = (z: number, away: number) => {
    const from = away < 0.3 ? 0.76 : away < 0.42 ? 0.62 : away < 0.6 ? 0.5 : 0.2;
    return z > from * size ? "hair" : "skin";
  };
  const rings = [
    ring(0, 0.12, 0.31, 0.1),
    ring(0.07, 0.2, 0.37, 0.27),
    ring(0.22, 0.275, 0.395, 0.4),
    ring(0.4, 0.325, 0.4, 0.46),
    ring(0.56, 0.345, 0.4, 0.48),
    ring(0.74, 0.34, 0.4, 0.5),
    ring(0.88, 0.285, 0.31, 0.42),
    ring(0.97, 0.17, 0.17, 0.26),
    ring(1, 0.07, 0.06, 0.1),
  ];
  const skull = loft(seenFrom(rings, detail), ([6, 8, 12] as const)[detail], hair, 0.2);
  const at = (x: number, y: number, z: number) => [x * size, y * size, z * size] as const;
  const nose = shapeOf(
    [at(0, 0.4, 0.54), at(0, 0.5, 0.335), at(-0.07, 0.395, 0.3), at(0.07, 0.395, 0.3)],
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
    material: Material,
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
      "white",
    );
  const pupils = onBothSides((side) =>
    patch(
      side,
      [
        [0.126, 0.42, 0.497],
        [0.143, 0.415, 0.472],
        [0.177, 0.399, 0.472],
        [0.194, 0.389, 0.499],
        [0.179, 0.398, 0.526],
        [0.145, 0.414, 0.526],
      ],
      "ink",
    ),
  );
  if (detail === 1) return [skull, nose, ...pupils];
  const ears = onBothSides((side) =>
    box(at(side === 1 ? 0.325 : -0.375, -0.09, 0.36), at(side === 1 ? 0.375 : -0.325, 0.05, 0.6), "skin"),
  );
  const eyes = onBothSides(eye);
  const brows = onBothSides((side) =>
    patch(
      side,
      [
        [0.075, 0.425, 0.575],
        [0.24, 0.35, 0.585],
        [0.235, 0.352, 0.61],
        [0.075, 0.425, 0.605],
      ],
      "hair",
    ),
  );
  const mouth = sheet(
    [at(0.1, 0.408, 0.19), at(-0.1, 0.408, 0.19), at(-0.08, 0.403, 0.172), at(0.08, 0.403, 0.172)].toReversed(),
    "lip",
  );
  return [skull, ...ears, nose, ...eyes, ...pupils, ...brows, mouth];
}

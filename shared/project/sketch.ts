/** Owns what is drawn on a shot's picture: marks in layers, as data, so that every mark can be changed and nothing of the picture is lost. */
import { z } from "zod";

/** A ten-thousandth of the frame: of its width across, of its height down. Some may lie outside the frame. */
const share = z.int().min(-5000).max(15_000);
const point = z.tuple([share, share]);
/** Of a line or a letter, in ten-thousandths of the frame's height. */
const thickness = z.int().min(1).max(3000);
const color = z.string().regex(/^#[0-9a-f]{6}$/, "Choose a color such as #ff8800.");

export const markSchema = z.discriminatedUnion("kind", [
  /** A line of the pencil, through its points. */
  z.strictObject({ kind: z.literal("pencil"), points: z.array(point).min(1).max(2000), thickness, color }),
  /** A move, of the camera or of who is seen; bent so that it passes `by`, straight without. */
  z.strictObject({ kind: z.literal("arrow"), from: point, to: point, by: point.optional(), thickness, color }),
  /** A figure or a thing; its corners. */
  z.strictObject({
    kind: z.literal("box"),
    from: point,
    to: point,
    thickness,
    color,
    label: z.string().max(60).optional(),
  }),
  /** `at`: where the first line begins, at its left and its top. */
  z.strictObject({ kind: z.literal("text"), at: point, text: z.string().min(1).max(500), thickness, color }),
]);
export type Mark = z.infer<typeof markSchema>;

/** `points`: of all pencil lines of a sketch together, so that a plan with many sketches is still read at once. */
export const sketchLimits = { layers: 10, marksPerLayer: 500, points: 20_000 } as const;

const layerSchema = z.strictObject({
  name: z.string().min(1).max(40),
  hidden: z.literal(true).optional(),
  marks: z.array(markSchema).max(sketchLimits.marksPerLayer),
});
export type SketchLayer = z.infer<typeof layerSchema>;

/** `paper`: drawn on white instead of the shot's picture. Layers from the back to the front. */
export const sketchSchema = z
  .strictObject({ paper: z.literal("white").optional(), layers: z.array(layerSchema).max(sketchLimits.layers) })
  .refine((sketch) => pencilPointsOf(sketch) <= sketchLimits.points, {
    error: `A sketch holds at most ${sketchLimits.points.toLocaleString("en")} pencil points. Erase some lines.`,
  });
export type Sketch = z.infer<typeof sketchSchema>;

/** How many points its pencil lines have together. */
export function pencilPointsOf({ layers }: { readonly layers: readonly SketchLayer[] }): number {
  let points = 0;
  for (const { marks } of layers) for (const mark of marks) if (mark.kind === "pencil") points += mark.points.length;
  return points;
}

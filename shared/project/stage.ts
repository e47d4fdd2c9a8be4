/**
 * Owns what a pass's stage and a shot's blocking are, as data: who and what stands where, the camera, and what moves. Lengths are meters,
 * angles degrees. The floor plan has x to its right and y up the plan; a bearing of 0 looks up the plan, 90 to its right. All that is
 * absent comes from the words of the shots, and so follows them; what is there was set by hand.
 */
import { z } from "zod";
import { blockingPoses, builds, propBodies } from "./vocabulary.ts";

/** How far from the middle of the plan anything may be, how high a camera goes, how near and far lenses reach (millimeters). */
export const stageLimits = {
  reach: 500,
  figures: 40,
  props: 100,
  pathPoints: 100,
  height: { min: 0.3, max: 3 },
  cameraHeight: { min: 0.05, max: 100 },
  lens: { min: 8, max: 800 },
  size: { min: 0.02, max: 200 },
} as const;

const within = (min: number, max: number, unit: string) =>
  z
    .number(`Enter a number from ${min} to ${max}${unit}.`)
    .min(min, `Enter at least ${min}${unit}.`)
    .max(max, `Enter at most ${max}${unit}.`);
const meters = within(-stageLimits.reach, stageLimits.reach, " m");
const bearing = within(-360, 360, "°");
const cameraHeight = within(stageLimits.cameraHeight.min, stageLimits.cameraHeight.max, " m");
const lens = within(stageLimits.lens.min, stageLimits.lens.max, " mm");
const side = within(stageLimits.size.min, stageLimits.size.max, " m");
const label = z
  .string()
  .max(60)
  .regex(/^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u, "Enter one line of text.");

/** A place on the floor plan: right, up. */
export const spotSchema = z.tuple([meters, meters], "Enter two numbers of meters, such as [1.5, -2].");
export type Spot = z.infer<typeof spotSchema>;

const idRule = "Use only letters, digits, - and _ in a name on the stage.";
/** Unique on its stage: the name of an element, or a name of the stage's own. JavaScript has one for itself, which no record keeps. */
export const stageIdSchema = z.string().regex(/^(?!__proto__$)[\p{L}\p{N}_-]{1,200}$/u, idRule);
const elementName = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N}_]+$/u, "Use only letters, digits and _ in an element name.");

/** `off`: not on the stage, though the words name it. `element`: whom it shows; absent: the element that is called as its id is, if any. */
export const stageFigureSchema = z.strictObject({
  id: stageIdSchema,
  element: elementName.optional(),
  label: label.optional(),
  height: within(stageLimits.height.min, stageLimits.height.max, " m").optional(),
  build: z.enum(builds).optional(),
  at: spotSchema.optional(),
  facing: bearing.optional(),
  pose: z.enum(blockingPoses).optional(),
  off: z.literal(true).optional(),
});
export type StageFigure = z.infer<typeof stageFigureSchema>;

/** `at`: the middle of its foot on the floor. `size`: width, depth, height; absent: what is usual for its body. */
export const stagePropSchema = z.strictObject({
  id: stageIdSchema,
  body: z.enum(propBodies),
  element: elementName.optional(),
  label: label.optional(),
  at: spotSchema,
  facing: bearing.optional(),
  size: z.tuple([side, side, side], "Enter width, depth and height in meters, such as [1.6, 0.8, 0.75].").optional(),
  off: z.literal(true).optional(),
});
export type StageProp = z.infer<typeof stagePropSchema>;

function once(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}

/** `floor`: how wide and deep it is around the middle of the plan; absent: without end. `light`: where the key light comes from, and how high it stands. */
export const stageSchema = z.strictObject({
  figures: z
    .array(stageFigureSchema)
    .max(stageLimits.figures, `A stage holds at most ${stageLimits.figures} figures.`)
    .refine(once, "Two figures of a stage have the same name.")
    .optional(),
  props: z
    .array(stagePropSchema)
    .max(stageLimits.props, `A stage holds at most ${stageLimits.props} props.`)
    .refine(once, "Two props of a stage have the same name.")
    .optional(),
  floor: z.strictObject({ width: side, depth: side }).optional(),
  light: z.strictObject({ bearing, elevation: within(5, 90, "°") }).optional(),
});
export type Stage = z.infer<typeof stageSchema>;

const path = z
  .array(spotSchema)
  .min(1, "A path needs at least one point.")
  .max(stageLimits.pathPoints, `A path has at most ${stageLimits.pathPoints} points.`);

/** What a camera looks at: a figure's eyes, or a point. */
export const targetSchema = z.union(
  [z.strictObject({ figure: stageIdSchema }), z.strictObject({ at: spotSchema, height: within(-20, 100, " m") })],
  'Enter either {"figure": NAME} or {"at": [X, Y], "height": METERS}.',
);
export type CameraTarget = z.infer<typeof targetSchema>;

/** `path`: where the camera travels during the shot, from where it stands; it takes the place of the move that the words say. `to`: what has changed when it arrives. */
export const blockedCameraSchema = z.strictObject({
  at: spotSchema.optional(),
  height: cameraHeight.optional(),
  lens: lens.optional(),
  target: targetSchema.optional(),
  roll: within(-45, 45, "°").optional(),
  path: path.optional(),
  to: z
    .strictObject({ height: cameraHeight.optional(), lens: lens.optional(), target: targetSchema.optional() })
    .optional(),
});
export type BlockedCamera = z.infer<typeof blockedCameraSchema>;

/** What of a figure is said for one shot; absent: it goes on as the shot before left it. `path`: the points that it goes through, the last being where it arrives. */
export const blockedFigureSchema = z.strictObject({
  at: spotSchema.optional(),
  facing: bearing.optional(),
  pose: z.enum(blockingPoses).optional(),
  path: path.optional(),
  toFacing: bearing.optional(),
  toPose: z.enum(blockingPoses).optional(),
  /** Whether it is seen in this shot; absent: where the words name it, or it was put on the stage by hand. */
  seen: z.boolean().optional(),
});
export type BlockedFigure = z.infer<typeof blockedFigureSchema>;

export const blockingSchema = z.strictObject({
  camera: blockedCameraSchema.optional(),
  figures: z
    .record(stageIdSchema, blockedFigureSchema, {
      error: ({ code }) => (code === "invalid_key" ? idRule : "Enter figures by their names on the stage."),
    })
    .refine(
      (figures) => Object.keys(figures).length <= stageLimits.figures,
      `A shot blocks at most ${stageLimits.figures} figures.`,
    )
    .optional(),
});
export type Blocking = z.infer<typeof blockingSchema>;

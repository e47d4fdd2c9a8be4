/** Owns the edits as data: everything that can be done to a plan, each a plain object that is checked, applied and undone. */
import { z } from "zod";
import {
  continuesSchema,
  elementContentShape,
  elementSchema,
  idSchema,
  mediaIdSchema,
  passContentShape,
  passSchema,
  projectContentShape,
  projectLimits,
  scriptPartSchema,
  shotContentShape,
  shotSchema,
  soundSchema,
  takeChoiceSchema,
  takeNotesSchema,
} from "../project/model.ts";
import { plannedPassSchema } from "../project/planned-pass.ts";

const { durationMs: _, ...describableShot } = shotContentShape;
const index = z.int().min(0);
/** Dragging further than a day is a broken pointer, not a wish. */
const deltaMs = z.int().min(-86_400_000).max(86_400_000);

/** Fields to change; null takes an optional field away. */
function fieldsOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).partial();
}
const shotFields = fieldsOf(
  nullable({
    ...describableShot,
    frame: mediaIdSchema.optional(),
    take: takeChoiceSchema.optional(),
    fromScript: shotSchema.shape.fromScript,
  }),
);
const passFields = fieldsOf(
  nullable({
    ...passContentShape,
    startFrame: mediaIdSchema.optional(),
    endFrame: mediaIdSchema.optional(),
    circledTake: idSchema.optional(),
    continues: continuesSchema.optional(),
    fromScript: scriptPartSchema.optional(),
  }),
);
const projectFields = fieldsOf({ ...projectContentShape, sound: soundSchema.nullable() });
const takeFields = fieldsOf(nullable(takeNotesSchema.omit({ cuts: true }).shape));
const elementFields = fieldsOf({
  ...nullable(elementContentShape),
  images: elementSchema.shape.images.optional(),
  views: elementSchema.shape.views.unwrap().nullable(),
  libraryId: idSchema.nullable(),
});

type Nullable<Shape extends Record<string, z.ZodType>> = {
  [Key in keyof Shape]: Shape[Key] extends z.ZodOptional ? z.ZodNullable<Shape[Key]> : Shape[Key];
};

function nullable<Shape extends Record<string, z.ZodType>>(shape: Shape): Nullable<Shape> {
  const entries = Object.entries(shape).map(([key, type]) => [
    key,
    type instanceof z.ZodOptional ? type.nullable() : type,
  ]);
  return Object.fromEntries(entries) as Nullable<Shape>;
}

const oneEditSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("project.describe"), fields: projectFields }),
  z.strictObject({ type: z.literal("element.add"), element: elementSchema }),
  z.strictObject({ type: z.literal("element.describe"), elementId: idSchema, fields: elementFields }),
  z.strictObject({ type: z.literal("element.remove"), elementId: idSchema }),
  z.strictObject({ type: z.literal("pass.add"), pass: passSchema, index }),
  z.strictObject({ type: z.literal("pass.describe"), passId: idSchema, fields: passFields }),
  z.strictObject({ type: z.literal("pass.remove"), passId: idSchema }),
  z.strictObject({ type: z.literal("pass.move"), passId: idSchema, index }),
  z.strictObject({ type: z.literal("pass.fit"), passId: idSchema }),
  z.strictObject({ type: z.literal("pass.split"), passId: idSchema, newPassId: idSchema }),
  z.strictObject({ type: z.literal("pass.lock-numbers"), passId: idSchema }),
  z.strictObject({
    type: z.literal("shot.resize"),
    shotId: idSchema,
    edge: z.enum(["start", "end"]),
    deltaMs,
    mode: z.enum(["ripple", "roll", "squeeze"]),
  }),
  z.strictObject({ type: z.literal("shot.move"), shotId: idSchema, passId: idSchema, index }),
  z.strictObject({ type: z.literal("shot.add"), passId: idSchema, index, shot: shotSchema }),
  z.strictObject({
    type: z.literal("shots.add"),
    passId: idSchema,
    index,
    shots: z.array(shotSchema).min(1).max(projectLimits.shotsPerPass),
  }),
  z.strictObject({ type: z.literal("shot.remove"), shotId: idSchema }),
  z.strictObject({ type: z.literal("shot.split"), shotId: idSchema, atMs: z.int().positive(), newShotId: idSchema }),
  z.strictObject({ type: z.literal("shot.merge"), shotId: idSchema }),
  z.strictObject({
    type: z.literal("pass.mix"),
    passId: idSchema,
    takes: z.record(idSchema, takeChoiceSchema.nullable()),
  }),
  z.strictObject({ type: z.literal("pass.restore"), pass: plannedPassSchema, takeNumber: z.int().positive() }),
  z.strictObject({ type: z.literal("take.describe"), passId: idSchema, takeId: idSchema, fields: takeFields }),
  z.strictObject({
    type: z.literal("take.cut"),
    passId: idSchema,
    takeId: idSchema,
    shotId: idSchema,
    frame: z.int().min(0).max(10_000_000).nullable(),
  }),
  z.strictObject({ type: z.literal("shot.describe"), shotId: idSchema, fields: shotFields }),
]);

/** The most that one step of history does. */
export const batchMax = 10_000;

export const editSchema = z.discriminatedUnion("type", [
  ...oneEditSchema.options,
  z.strictObject({
    type: z.literal("batch"),
    label: z.string().trim().min(1).max(200),
    edits: z.array(oneEditSchema).min(1).max(batchMax),
  }),
]);

/**
 * One change that a user asked for. `index` is the place in the list after the change; `atMs` counts from the shot's start;
 * new ids come with the edit, so that window and core arrive at the same project. `take.cut` says where a shot begins in a take's film, in
 * the film's own frames; null goes back to what was measured. `pass.mix` gives shots, by their ids, takes of their own at once; null
 * leaves a shot to its pass. `pass.restore` takes a pass back to what a take was made from. `batch` is several edits, one after another, all
 * or none, as one step of history with its own label.
 */
export type Edit = z.infer<typeof editSchema>;
/** An edit that may be a part of a `batch`. */
export type OneEdit = z.infer<typeof oneEditSchema>;
export type EditOf<Type extends Edit["type"]> = Extract<Edit, { type: Type }>;

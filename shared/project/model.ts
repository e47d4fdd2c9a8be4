/**
 * Owns what a project is: plain JSON data, the same in the plan file, the database, the edits and the window. A shot and a
 * pass carry the plan's own fields, absent ones staying absent, so that reading a plan and writing it back loses nothing.
 */
import { z } from "zod";
import { rateNames } from "../time/rate.ts";
import { sketchSchema } from "./sketch.ts";
import { blockingSchema, stageSchema } from "./stage.ts";
import { aspectRatios, cameraAngles, cameraMoves, elementKinds, shotSizes, transitions } from "./vocabulary.ts";

/** Characters that any one text of a project may hold; longer is a slip of the clipboard, not a prompt. */
export const textMaxChars = 20_000;
const text = z.string().max(textMaxChars);
/** A name: one line, with something to see on it, and whole characters only, as they become labels and file names. */
const title = (maxChars: number) =>
  z
    .string()
    .max(maxChars)
    .regex(/^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u, "Enter one line of text.");

/**
 * The most passes, elements, images and shots that a project is built for, and the highest locked number; the timeline is measured at
 * 2,000 shots.
 */
export const projectLimits = {
  passes: 1000,
  elements: 200,
  imagesPerElement: 20,
  shotsPerPass: 200,
  takesPerPass: 1000,
  shotNumber: 9999,
} as const;

export const elementNameSchema = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N}_]+$/u, "Use only letters, digits and _ in an element name, such as Night_Driver.");

export const cameraSchema = z.strictObject({
  size: z.enum(shotSizes).optional(),
  angle: z.enum(cameraAngles).optional(),
  move: z.enum(cameraMoves).optional(),
  lens: text.optional(),
  note: text.optional(),
  /** How far the move goes, in percent of what is usual for its length; absent: 100. */
  strength: z.int().min(10).max(200).optional(),
  /** How softly the move starts and stops, in percent: 0 at an even speed, 100 as softly as there is time; absent: as the move does by itself. */
  easing: z.int().min(0).max(100).optional(),
  /** How long the camera stays still before and after the move, each in percent of the shot; absent: not at all. */
  hold: z.strictObject({ start: z.int().min(0).max(45), end: z.int().min(0).max(45) }).optional(),
});
export type Camera = z.infer<typeof cameraSchema>;

/** `language`: what the line is spoken in, in the user's words; absent: that of the prompt. */
export const dialogueSchema = z
  .array(z.strictObject({ speaker: text, line: text, language: title(40).optional() }))
  .max(100);

/** What all shots of a pass share, in the user's words; said in each of them, as a model reads every shot alone. */
export const lookSchema = z.strictObject({
  lighting: text.optional(),
  mood: text.optional(),
  lens: text.optional(),
  palette: text.optional(),
});
export type Look = z.infer<typeof lookSchema>;

/** Frames of a cut; a day at 60 fps has fewer. */
const frames = z.int().positive().max(10_000_000);
const frameOffset = z.int().min(-10_000_000).max(10_000_000);

/**
 * A shot's own part in the cut, in frames at the project's rate, where it is not the planned one: `in` counts from the first frame of
 * the shot in what shows it (before it: negative), `frames` is its length.
 */
export const trimSchema = z.strictObject({ in: frameOffset, frames });
export type Trim = z.infer<typeof trimSchema>;

/** What a director writes about a shot. Durations are whole milliseconds. */
export const shotContentShape = {
  durationMs: z.int().positive().max(3_600_000),
  transition: z.enum(transitions).optional(),
  slowMotion: z.boolean().optional(),
  camera: cameraSchema.optional(),
  action: text.optional(),
  environment: text.optional(),
  lighting: text.optional(),
  mood: text.optional(),
  dialogue: dialogueSchema.optional(),
  ambience: text.optional(),
  music: text.optional(),
  prompt: text.nullable().optional(),
  notes: text.optional(),
  /** What is worn and carried, for the crew and for continuity; never sent. */
  wardrobe: text.optional(),
  props: text.optional(),
  /** What is drawn on the shot's picture; seen in the animatic and on the board, never sent. */
  sketch: sketchSchema.optional(),
  /** What of its blocking was set by hand; all else follows its words. Seen in the animatic and on the board, never sent. */
  blocking: blockingSchema.optional(),
  /** Absent: the cut plays the shot as planned. */
  trim: trimSchema.optional(),
};

/** What is chosen for a pass as a whole, without its images. `profile` may be unknown to this version of the app. */
export const passContentShape = {
  scene: title(40),
  name: title(200),
  profile: title(100),
  aspectRatio: z.enum(aspectRatios),
  resolution: title(20),
  guidance: z.number().min(0).max(1).optional(),
  audio: z.boolean().optional(),
  negativePrompt: text.optional(),
  /** The shots' own frames go along to a model that takes keyframes; absent: they do not. */
  keyframes: z.boolean().optional(),
  /** The scene's header, such as `INT. GARAGE - NIGHT`. */
  heading: title(200).optional(),
  look: lookSchema.optional(),
  /** What of its stage was set by hand; all else follows the words of its shots. */
  stage: stageSchema.optional(),
};

export const elementContentShape = {
  name: elementNameSchema,
  kind: z.enum(elementKinds),
  description: z.string().max(2000).optional(),
};

export const projectContentShape = {
  name: title(200),
  rate: z.enum(rateNames),
  start: z.string().regex(/^\d{2}:\d{2}:\d{2}[:;]\d{2}$/, "Enter a timecode such as 01:00:00:00."),
};

/** A made-up id: `kind_` and random letters; unique within a project. */
export const idSchema = z.string().regex(/^[a-z]+_[A-Za-z0-9-]{4,64}$/);
/** A stored image or film: the SHA-256 of its bytes, in hexadecimal. */
export const mediaIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A shot's choice of the animatic, whatever takes its pass has. */
export const animaticChoice = "animatic";
/** What shows a shot in the cut: a take's id, or the animatic. */
export const takeChoiceSchema = z.union([idSchema, z.literal(animaticChoice)]);

/** Which part of the project's script a shot or a pass was made from: its place in the script, and its words then. */
export const scriptPartSchema = z.strictObject({ key: z.string().min(1).max(200), text });
export type ScriptPart = z.infer<typeof scriptPartSchema>;

export const shotSchema = z.strictObject({
  id: idSchema,
  ...shotContentShape,
  /** The number in `SH0010`, kept for good once the shot is locked; absent while it follows the order of shots. */
  number: z.int().positive().max(projectLimits.shotNumber).optional(),
  /** The shot's own frame. */
  frame: mediaIdSchema.optional(),
  /** What shows this shot in the cut, whichever take is circled for its pass; a take that is gone counts as none. */
  take: takeChoiceSchema.optional(),
  /** In the script's order; absent: it comes from no script. */
  fromScript: z.array(scriptPartSchema).min(1).max(100).optional(),
});
export type Shot = z.infer<typeof shotSchema>;

/** What the user says of a take: 1 to 5 stars, why it is rejected, and where shots begin in its film, in its own frames by shot id. */
export const takeNotesSchema = z.strictObject({
  rating: z.int().min(1).max(5).optional(),
  rejected: z.string().max(1000).optional(),
  cuts: z.record(idSchema, z.int().min(0).max(10_000_000)).optional(),
});
export type TakeNotes = z.infer<typeof takeNotesSchema>;

/** Which frame of which shot take a pass goes on from: its start frame is a picture of it. `frame` is the film's own. */
export const continuesSchema = z.strictObject({ shotId: idSchema, takeId: idSchema, frame: z.int().min(0) });
export type Continues = z.infer<typeof continuesSchema>;

export const passSchema = z.strictObject({
  id: idSchema,
  ...passContentShape,
  startFrame: mediaIdSchema.optional(),
  endFrame: mediaIdSchema.optional(),
  /** The take that is preferred for all shots; one that is gone counts as none. */
  circledTake: idSchema.optional(),
  /** By the take's id. */
  takes: z.record(idSchema, takeNotesSchema).optional(),
  continues: continuesSchema.optional(),
  /** The scene of the script that it was made from. */
  fromScript: scriptPartSchema.optional(),
  shots: z.array(shotSchema).min(1).max(projectLimits.shotsPerPass),
});
export type Pass = z.infer<typeof passSchema>;

/** What is known of one image of an element: what it is called, such as `front`, and what it was cropped from, in pixels of that original. */
export const viewSchema = z.strictObject({
  name: title(40).optional(),
  cropped: z
    .strictObject({
      from: mediaIdSchema,
      x: z.int().min(0).max(100_000),
      y: z.int().min(0).max(100_000),
      width: z.int().positive().max(100_000),
      height: z.int().positive().max(100_000),
    })
    .optional(),
});
export type View = z.infer<typeof viewSchema>;

/** `images`: the first is the frontal one. `views`: what is known of them, by their media ids. */
export const elementSchema = z.strictObject({
  id: idSchema,
  ...elementContentShape,
  images: z.array(mediaIdSchema).max(projectLimits.imagesPerElement),
  views: z.record(mediaIdSchema, viewSchema).optional(),
  /** Its entry in this installation's library, which is known elsewhere by no one. */
  libraryId: idSchema.optional(),
});
export type Element = z.infer<typeof elementSchema>;

/** Scratch music or voice under the whole cut, in frames at the project's rate: the cut hears it from `startFrame` on, from `inFrame` of the file. */
export const soundSchema = z.strictObject({
  soundId: mediaIdSchema,
  startFrame: z.int().min(0).max(10_000_000),
  inFrame: z.int().min(0).max(10_000_000),
  gainDb: z.number().min(-60).max(12),
  fadeInFrames: z.int().min(0).max(1_000_000),
  fadeOutFrames: z.int().min(0).max(1_000_000),
});
export type Sound = z.infer<typeof soundSchema>;

/** The part of a project that edits change. Jobs, takes, media and the ledger live beside it and are never in undo. */
export const projectSchema = z.strictObject({
  id: idSchema,
  ...projectContentShape,
  sound: soundSchema.optional(),
  elements: z.array(elementSchema).max(projectLimits.elements),
  passes: z.array(passSchema).max(projectLimits.passes),
});
export type Project = z.infer<typeof projectSchema>;

/** Owns what a shot list, a table or a prompt was read as: its columns, a shot for each row, and what was not understood. */
import { z } from "zod";
import { passContentShape, shotSchema } from "../project/model.ts";

/** The most characters of a list or a prompt; longer is a slip of the clipboard. */
export const listCharsMax = 2_000_000;
/** The same as a file in UTF-16. */
export const listBytesMax = 4 * 1024 * 1024;
/** As many rows as a project is built for, twice over. */
export const listRowsMax = 12_000;

/** What a column of a list says of a shot or of its pass; `extra` is kept in the notes, `ignored` follows from the rest. */
export const listFields = [
  "scene",
  "pass",
  "heading",
  "shot",
  "model",
  "aspect",
  "plannedSeconds",
  "plannedFrames",
  "seconds",
  "frames",
  "size",
  "angle",
  "move",
  "lens",
  "note",
  "camera",
  "strength",
  "easing",
  "holdStart",
  "holdEnd",
  "transition",
  "slowMotion",
  "action",
  "environment",
  "lighting",
  "mood",
  "dialogue",
  "language",
  "ambience",
  "music",
  "prompt",
  "notes",
  "wardrobe",
  "props",
  "extra",
  "ignored",
] as const;
export type ListField = (typeof listFields)[number];

export const remarkSchema = z.object({ line: z.int(), text: z.string(), message: z.string() });

/** One shot of a list. What its list does not say of the scene, the pass or the shot's number is null. */
export const listRowSchema = z.object({
  /** Where it stands in the text, from 1. */
  line: z.int(),
  scene: passContentShape.scene.nullable(),
  pass: passContentShape.name.nullable(),
  heading: passContentShape.name.nullable(),
  profile: passContentShape.profile.nullable(),
  aspectRatio: passContentShape.aspectRatio.nullable(),
  /** Of a label such as `SH0010`; other numbers name no shot of a project. */
  number: z.int().nullable(),
  /** The list says how long the shot is; otherwise it has the usual length. */
  isTimed: z.boolean(),
  shot: shotSchema.omit({ id: true }),
});
export type ListRow = z.infer<typeof listRowSchema>;

export const listReadingSchema = z.object({
  kind: z.enum(["table", "prompt"]),
  columns: z.array(z.object({ title: z.string(), field: z.enum(listFields) })),
  rows: z.array(listRowSchema).max(listRowsMax),
  remarks: z.array(remarkSchema),
});
export type ListReading = z.infer<typeof listReadingSchema>;
export type ListColumn = ListReading["columns"][number];

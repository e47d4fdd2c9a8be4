/** Owns what the rows of a project say of media, takes and history, and the schemas that they are read through. */
import { z } from "zod";
import { type Media, mediaSchema } from "../../../shared/project/media.ts";
import { type Take, takeSchema } from "../../../shared/takes/take.ts";
import { storedFilePattern } from "../media/project-paths.ts";

/** A stored file; `file` is its path inside the project's folder. */
export type StoredMedia = Omit<Media, "missing"> & { readonly file: string };
export type NewTake = Omit<Take, "number" | "shots" | "cuts" | "binnedAt" | "stale"> & { readonly request: unknown };

export const storedMediaSchema = mediaSchema.omit({ missing: true }).extend({
  file: z.string().regex(storedFilePattern),
  bytes: z.int().positive(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  name: z.string().max(1000),
  // Of an imported film, whatever followed the last dot of its name.
  format: z.string().max(255),
});
export const takeRowSchema = takeSchema.omit({ shots: true, stale: true });
export const historyRowSchema = z.object({
  seq: z.int(),
  revision: z.int().min(0),
  label: z.string().max(10_000),
  undone: z.union([z.literal(0), z.literal(1)]).transform((undone) => undone === 1),
  at: z.string().max(40),
});
export const mediaColumns = "id, kind, file, name, format, bytes, width_px AS widthPx, height_px AS heightPx";

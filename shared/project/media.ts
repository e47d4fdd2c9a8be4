/** Owns what a stored file of a project is: an image or a film, named by its content. */
import { z } from "zod";
import { mediaIdSchema } from "./model.ts";

/** The most bytes of an image that is added. */
export const imageBytesMax = 100 * 1024 * 1024;

/** A stored file that a project uses. `missing` when it is gone from the project's folder. */
export const mediaSchema = z.object({
  id: mediaIdSchema,
  kind: z.enum(["image", "film"]),
  name: z.string(),
  /** `jpeg`, `png`, `webp` or `mp4`, by content. */
  format: z.string(),
  bytes: z.int(),
  widthPx: z.int(),
  heightPx: z.int(),
  missing: z.boolean(),
});
export type Media = z.infer<typeof mediaSchema>;

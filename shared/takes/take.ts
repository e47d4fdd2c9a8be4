/** Owns what a take is: one result of a pass, with the shots that it was made to show. */
import { z } from "zod";
import { idSchema, mediaIdSchema } from "../project/model.ts";

/** One result of a pass. `frames` at the project's rate when it was made. */
export const takeSchema = z.object({
  id: idSchema,
  passId: idSchema,
  number: z.int(),
  profile: z.string(),
  mediaId: mediaIdSchema,
  frames: z.int(),
  createdAt: z.string(),
  /** The job that made it; null for an animatic and for an imported film. */
  jobId: idSchema.nullable(),
  /** Which shots of the plan it was made to show, in order; null when that was not kept. */
  shots: z.array(z.object({ shotId: idSchema, durationMs: z.int() })).nullable(),
});
export type Take = z.infer<typeof takeSchema>;

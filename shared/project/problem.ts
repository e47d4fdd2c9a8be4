/** Owns what a problem of a plan is: where, how grave, why, and what to do about it. */
import { z } from "zod";

export const problemSchema = z.object({
  code: z.string(),
  severity: z.enum(["error", "advice"]),
  path: z.string(),
  message: z.string(),
  /** What to do about it, as a sentence. */
  next: z.string().optional(),
  /** The words that it is about, as offsets in the text that `path` names. */
  range: z.object({ from: z.int().min(0), to: z.int().min(0) }).optional(),
});
/** A fault of a plan. `path` reads `passes[0].shots[1].durationMs`. */
export type Problem = z.infer<typeof problemSchema>;

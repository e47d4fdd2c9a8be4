/** Owns what a take is: one result of a pass, with the shots that it was made to show, what its film turned out to be, and the cuts measured in it. */
import { z } from "zod";
import { measuredCutsSchema } from "../conform/cuts.ts";
import { idSchema, mediaIdSchema } from "../project/model.ts";

/** What a take's film turned out to be when it was stored: its own frames at its own rate, its size as shown. */
export const takeFilmSchema = z.strictObject({
  frames: z.int().positive(),
  rateNum: z.int().positive(),
  rateDen: z.int().positive(),
  /** False when its frames last differently long; it is played at its nominal rate. */
  hasEvenRate: z.boolean(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  hasAudio: z.boolean(),
});
export type TakeFile = z.infer<typeof takeFilmSchema>;

/** One result of a pass. `frames` at the project's rate when it was made. */
export const takeSchema = z.object({
  id: idSchema,
  passId: idSchema,
  number: z.int(),
  profile: z.string(),
  /** What its model is called, where the model is not known here. */
  modelLabel: z.string().optional(),
  mediaId: mediaIdSchema,
  frames: z.int(),
  createdAt: z.string(),
  /** The job that made it; null for an animatic and for an imported film. */
  jobId: idSchema.nullable(),
  /** Which shots of the plan it was made to show, in order; null when that was not kept. */
  shots: z.array(z.object({ shotId: idSchema, durationMs: z.int() })).nullable(),
  /** Null for a take of an older version until it is looked at again. */
  film: takeFilmSchema.nullable(),
  /** Null until they are measured: until then the planned lengths hold. */
  cuts: measuredCutsSchema.nullable(),
  /** When it was moved to the bin (ISO); null while it is in use. */
  binnedAt: z.string().nullable(),
  /** What has changed in the plan since it was made, such as `SH0020: action` or `@Driver: images`; absent while it matches. */
  stale: z.array(z.string()).optional(),
});
export type Take = z.infer<typeof takeSchema>;

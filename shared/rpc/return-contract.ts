/** Owns the part of the contract that is about what comes back of a hand-off: comments of a review, and the cut as it was edited. */
import { z } from "zod";
import { rateNames } from "../time/rate.ts";
import { method, path, projectId, revision } from "./method.ts";

/** A difference between a returned edit list and the cut (see `CutLine`). */
const cutLineSchema = z.object({
  id: z.string(),
  kind: z.enum(["moved", "trimmed", "removed", "new", "unknown"]),
  shotId: z.string().nullable(),
  sentence: z.string(),
  canAccept: z.boolean(),
  note: z.string(),
});

export const returnContract = {
  /** Adds the comments that a review page has saved to the notes of their shots: one undoable edit a shot, none twice. */
  "comments.import": method(
    z.strictObject({ projectId, file: path }),
    z.object({
      added: z.int(),
      /** How many shots have new notes. */
      shots: z.int(),
      /** Comments that were there already. */
      known: z.int(),
      skipped: z.array(z.object({ timecode: z.string(), text: z.string(), reason: z.string() })),
    }),
  ),
  /**
   * Compares an edit list that came back with the cut as the plan stands, at the list's own rate; an EDL says none and counts at
   * `rate`, else at the project's.
   */
  "cut.compare": method(
    z.strictObject({ projectId, file: path, rate: z.enum(rateNames).optional() }),
    z.object({
      revision,
      rate: z.enum(rateNames),
      saysRate: z.boolean(),
      lines: z.array(cutLineSchema),
      /** What the list held that a cut does not, in sentences. */
      ignored: z.array(z.string()),
    }),
  ),
  /** Makes the lines that `cut.compare` gave at `baseRevision` edits of the plan. */
  "cut.accept": method(
    z.strictObject({
      projectId,
      baseRevision: revision,
      file: path,
      rate: z.enum(rateNames).optional(),
      lineIds: z.array(z.string().max(200)).max(20_000),
    }),
    z.object({
      revision,
      /** How many of the lines came true, at least in part. */
      applied: z.int(),
      /** How many steps take it all back. */
      edits: z.int(),
      /** What came of each line. */
      sentences: z.array(z.string()),
      /** Those of them that tell of a line which the plan could not take as it is. */
      partly: z.array(z.string()),
    }),
  ),
} as const;

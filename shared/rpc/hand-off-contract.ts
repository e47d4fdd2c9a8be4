/** Owns the part of the contract that is about hand-offs: the export, and what comes back of it, comments of a review and the cut as it was edited. */
import { z } from "zod";
import {
  boardSchema,
  clipMediaSchema,
  clipNamesSchema,
  editListVersionsSchema,
  exportFormats,
} from "../cut/out/hand-off-options.ts";
import { rateNames } from "../time/rate.ts";
import { method, operationStarted, path, projectId, revision } from "./method.ts";

/** A difference between a returned edit list and the cut (see `CutLine`). */
const cutLineSchema = z.object({
  id: z.string(),
  kind: z.enum(["moved", "trimmed", "removed", "new", "unknown"]),
  shotId: z.string().nullable(),
  sentence: z.string(),
  canAccept: z.boolean(),
  doubtful: z.boolean(),
  note: z.string(),
});

/** What a list is compared with: a hand-off by its id, or `planItself`. */
const against = z.string().max(20);

export const handOffContract = {
  "export.start": method(
    z.strictObject({
      projectId,
      folder: path,
      formats: z.array(z.enum(exportFormats)).min(1),
      rate: z.enum(rateNames).optional(),
      board: boardSchema.optional(),
      clipNames: clipNamesSchema.optional(),
      versions: editListVersionsSchema.optional(),
      media: clipMediaSchema.optional(),
      /**
       * Leaves a folder that was exported this way from the same plan, takes and options as it is, `known`; replaces one that was exported
       * this way from another, unless it has files that the export did not write.
       */
      replace: z.boolean().optional(),
    }),
    operationStarted,
  ),
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
   * Compares an edit list that came back with the cut that was handed off: `against`, else the hand-off that its films lie in,
   * else the newest at its rate, else the plan as it is now. An EDL does not say its rate and counts at `rate`, else at that of
   * what it is compared with.
   */
  "cut.compare": method(
    z.strictObject({ projectId, file: path, rate: z.enum(rateNames).optional(), against: against.optional() }),
    z.object({
      revision,
      against,
      /** What else it can be compared with, the newest first; `at` is ISO. */
      handOffs: z.array(z.object({ id: against, folder: z.string(), at: z.string(), rateName: z.enum(rateNames) })),
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
      against: against.optional(),
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

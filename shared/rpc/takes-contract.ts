/** Owns the part of the contract that is about takes and pictures: animatics, films made elsewhere, what is made of them, copies that a model takes. */
import { z } from "zod";
import { takeMemorySchema } from "../generation/made-from.ts";
import { idSchema, mediaIdSchema } from "../project/model.ts";
import { takeProductsSchema } from "../takes/products.ts";
import { takeReportSchema } from "../takes/take-report.ts";
import { method, operationStarted, path, projectId, revision } from "./method.ts";

const takeInProject = z.strictObject({ projectId, takeId: idSchema });

const once = z.boolean().optional();

export const takesContract = {
  /**
   * Renders a pass as an animatic take; the operation's result names it. `once`: a take that was drawn from the same plan is left as it
   * is and named, `known`; ends in busy while another process does the same in this project.
   */
  "animatic.render": method(
    z.strictObject({ projectId, passId: idSchema, burnIn: z.boolean(), once }),
    operationStarted,
  ),
  /** Takes a film made elsewhere as a take of a pass; the operation's result names it. `once`: as above, for a take of the same content. */
  "takes.import": method(z.strictObject({ projectId, passId: idSchema, file: path, once }), operationStarted),
  /** What is made of each take's film, and how far it is; asked again after `takes.changed` and when an operation `ingest` changes. */
  "takes.products": method(z.strictObject({ projectId }), z.array(takeProductsSchema)),
  /**
   * Makes ready all takes that are not yet, of the project or this one alone, also one that failed or was canceled: proxy, tiles,
   * sound, and the cuts measured. The operation ends with the last of them.
   */
  "takes.prepare": method(z.strictObject({ projectId, takeId: idSchema.optional() }), operationStarted),
  /** Every take that is not in the bin, in the order in which they were made, with its cuts as far as they are measured. */
  "takes.report": method(z.strictObject({ projectId }), z.array(takeReportSchema)),
  /** What a take keeps of how it was made: the plan then, and what its model read. */
  "takes.memory": method(takeInProject, takeMemorySchema),
  /**
   * Takes the plan of the take's pass back to what the take was made from, as one edit (`pass.restore`); other passes stay. Throws
   * not-found for a take that does not know it, edit.stale and edit.refused.
   */
  "takes.restorePlan": method(
    takeInProject.extend({ baseRevision: revision }),
    z.object({ revision, label: z.string() }),
  ),
  /**
   * Measures the cuts of any film. `plannedMs`: how long each of its shots was to be, or null; the operation's result has a boundary
   * less than that, and the other cuts.
   */
  "cuts.measure": method(
    z.strictObject({ file: path, plannedMs: z.array(z.int().positive().max(3_600_000)).min(1).max(200).nullable() }),
    operationStarted,
  ),
  /** A copy of an image that the profile takes, used instead of it wherever the project does; one edit, undone at once. */
  "images.convert": method(
    z.strictObject({ projectId, mediaId: mediaIdSchema, profile: z.string() }),
    z.object({ mediaId: mediaIdSchema }),
  ),
} as const;

/** Owns the part of the contract that every room shares: work that takes a while, and the events. */
import { z } from "zod";
import { measuredCutsSchema } from "../conform/cuts.ts";
import { errorDataSchema } from "../errors/app-error.ts";
import { idSchema } from "../project/model.ts";
import { method, none, projectId, revision } from "./method.ts";

/** Work that takes a while: its progress from 0 to 1, the step under way, and what came of it. */
export const operationSchema = z.object({
  id: idSchema,
  kind: z.enum(["animatic", "export", "sample", "import", "kit", "ingest", "relink", "cuts", "archive"]),
  projectId: idSchema.nullable(),
  title: z.string(),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  progress: z.number(),
  step: z.string(),
  error: errorDataSchema.nullable(),
  /** What was done when, counted from its start; there once it has ended. */
  log: z.array(z.object({ atMs: z.int(), text: z.string() })).optional(),
  result: z
    .object({
      folder: z.string().optional(),
      files: z.array(z.object({ path: z.string(), bytes: z.int(), durationSeconds: z.number().optional() })).optional(),
      takeId: z.string().optional(),
      frames: z.int().optional(),
      mediaId: z.string().optional(),
      projectId: z.string().optional(),
      /** Nothing was made: it was there already. */
      known: z.boolean().optional(),
      /** What is to be known of it besides, in sentences. */
      notes: z.array(z.string()).optional(),
      /** Of a film whose cuts were measured, frames a second. */
      rate: z.object({ num: z.int(), den: z.int() }).optional(),
      cuts: measuredCutsSchema.optional(),
    })
    .nullable(),
});
export type Operation = z.infer<typeof operationSchema>;

/** Something that the app says by itself; `id` names what it is about. */
/** News, which are no fault, have no code. */
export const noticeSchema = errorDataSchema.omit({ path: true }).partial({ code: true }).extend({ id: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

export const eventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("project.changed"), projectId, revision }),
  z.object({ type: z.literal("takes.changed"), projectId }),
  /** Who has the project, or whether it can be taken over. */
  z.object({ type: z.literal("holder.changed"), projectId }),
  z.object({ type: z.literal("jobs.changed"), projectId }),
  z.object({ type: z.literal("keys.changed") }),
  z.object({ type: z.literal("projects.changed") }),
  /** Files of the user's own models came, went or changed. */
  z.object({ type: z.literal("models.changed") }),
  z.object({ type: z.literal("notices.changed") }),
  z.object({ type: z.literal("operation.changed"), operation: operationSchema }),
]);
/** Something happened. An event is a hint to fetch again, never the truth itself; operations carry their progress. */
export type AppEvent = z.infer<typeof eventSchema>;

export const runtimeContract = {
  "operations.list": method(none, z.array(operationSchema)),
  "operations.cancel": method(z.strictObject({ operationId: idSchema }), none),
  "notices.list": method(none, z.array(noticeSchema)),
  /** The user has taken note of it. */
  "notices.dismiss": method(z.strictObject({ id: z.string().max(200) }), none),
  /**
   * Events after `cursor`: at once when there are some, else when the next one comes or after 25 s with none. Cursor 0
   * starts from now. `reset` says that events were missed (the core was restarted, or the cursor is too old): fetch everything again.
   */
  "events.after": method(
    z.strictObject({ cursor: z.int().min(0) }),
    z.object({ cursor: z.int().min(0), reset: z.boolean(), events: z.array(eventSchema) }),
  ),
} as const;

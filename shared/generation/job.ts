/** Owns what a job is: one attempt to generate a pass at a service, its states, and what is asked of the user. */
import { z } from "zod";
import { errorDataSchema } from "../errors/app-error.ts";
import { idSchema, mediaIdSchema } from "../project/model.ts";
import { stillPlaceSchema } from "../project/still-place.ts";
import { retakeSchema } from "./retake.ts";

/**
 * `queued`: waits for its turn, nothing has been sent. `preparing`: images are uploaded, elements registered; nothing is
 * charged yet. `submitting`: the request may be on its way. `checking`: no answer came, so the service is asked about our
 * id. `unconfirmed`: the service cannot be asked; the user decides. `running`: the service works on it, under `remote`.
 * `downloading`: the result is ready there. `done`, `failed`, `cancelled`: ended.
 */
export const jobStates = [
  "queued",
  "preparing",
  "submitting",
  "checking",
  "unconfirmed",
  "running",
  "downloading",
  "done",
  "failed",
  "cancelled",
] as const;
export type JobState = (typeof jobStates)[number];

export const endedStates: readonly JobState[] = ["done", "failed", "cancelled"];

export const moneySchema = z.strictObject({ currency: z.enum(["USD", "credits"]), micros: z.int().min(0) });

/** How a service names a task of ours: its id, and the addresses that it gave for it, if any. */
export const remoteTaskSchema = z.strictObject({
  id: z.string(),
  /** Which list or kind of task it belongs to, where the service needs that to find it again. */
  kind: z.string().optional(),
  statusUrl: z.string().optional(),
  resultUrl: z.string().optional(),
  cancelUrl: z.string().optional(),
  /** Where its model's file says that the answer has the address of the result; absent where it says nothing. */
  resultPaths: z.array(z.string().max(200)).max(10).optional(),
});
export type RemoteTask = z.infer<typeof remoteTaskSchema>;

/**
 * A result that waits: `remote` at the service, whose address was checked when its answer was read (`expiresAt`, an ISO time, is
 * when it will be gone there; null when nobody says), or `kept` in the project's cache, under a name that follows from the job's id.
 */
export const jobResultSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("remote"),
    url: z.url({ protocol: /^https?$/ }).max(8192),
    expiresAt: z.string().max(40).nullable(),
  }),
  z.strictObject({ kind: z.literal("kept") }),
]);
export type JobResult = z.infer<typeof jobResultSchema>;

/** The part of a job that `advance` changes. Times are milliseconds since 1970. */
export const jobProgressSchema = z.strictObject({
  state: z.enum(jobStates),
  /** Not before this time; set while backing off or waiting for the network. */
  notBefore: z.number().nullable(),
  /** Why it waits, for the user; null while it does not. */
  waiting: z.enum(["offline", "rate", "slots", "service"]).nullable(),
  /** Failed tries in a row of the step under way; 0 after each success. */
  tries: z.int().min(0),
  /** When the request first left, and null before. */
  sentAt: z.number().nullable(),
  remote: remoteTaskSchema.nullable(),
  /** 0 to 1 where the service tells, else null. */
  remoteProgress: z.number().min(0).max(1).nullable(),
  /** Such as `in line, 3rd`, as the service tells. */
  remoteNote: z.string().nullable(),
  result: jobResultSchema.nullable(),
  /** What the service says that it charged. */
  charged: moneySchema.nullable(),
  /** The user wants it to end; obeyed as soon as that loses nothing. */
  cancelRequested: z.boolean(),
  /** Why it failed, or what keeps it waiting. */
  problem: errorDataSchema.nullable(),
  /** What came of it. */
  takeId: idSchema.nullable(),
  mediaId: mediaIdSchema.nullable(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

/** What happens to a job. Whatever `advance` does not expect in a state is a fault of ours and throws. */
export type JobEvent =
  | { readonly type: "started" }
  /** The request is about to leave: written down before it does. */
  | { readonly type: "sent"; readonly at: number }
  | { readonly type: "accepted"; readonly remote: RemoteTask }
  /** A definite no: the service made no task. */
  | { readonly type: "refused"; readonly problem: NonNullable<JobProgress["problem"]> }
  /** No answer, or none that says whether a task was made. */
  | { readonly type: "answer-lost"; readonly problem: NonNullable<JobProgress["problem"]> }
  | { readonly type: "found"; readonly remote: RemoteTask }
  /** The service was asked and knows no such task: it may be sent again. */
  | { readonly type: "not-found" }
  /** The service cannot be asked about our id. */
  | { readonly type: "cannot-ask"; readonly problem: NonNullable<JobProgress["problem"]> }
  /** The user's answer for an unconfirmed job. */
  | { readonly type: "resend-allowed" }
  | { readonly type: "given-up" }
  /** The step could not be done now; it is tried again at `until`. */
  | {
      readonly type: "deferred";
      readonly until: number;
      readonly waiting: NonNullable<JobProgress["waiting"]>;
      readonly problem: JobProgress["problem"];
    }
  | { readonly type: "progressed"; readonly progress: number | null; readonly note: string | null }
  | { readonly type: "succeeded"; readonly result: JobResult; readonly charged: JobProgress["charged"] }
  | {
      readonly type: "failed-remotely";
      readonly problem: NonNullable<JobProgress["problem"]>;
      readonly charged: JobProgress["charged"];
    }
  /** The address of the result is no longer good; the service is asked for a new one. */
  | { readonly type: "result-expired" }
  | { readonly type: "stored"; readonly takeId: string | null; readonly mediaId: string | null }
  /** The result is gone, or is no film: nothing is left to wait for. */
  | { readonly type: "result-lost"; readonly problem: NonNullable<JobProgress["problem"]> }
  | { readonly type: "cancel-requested" }
  /** The user lets go of a job that is not this installation's to go on with. */
  | { readonly type: "discarded" }
  /** Ended by the user's wish, as the service says (with what it charged), or because it is no longer watched. */
  | {
      readonly type: "cancelled";
      readonly charged: JobProgress["charged"];
      readonly problem: JobProgress["problem"];
    };

/**
 * Why a live job waits for the user instead of going on: `foreign`, it was not queued by this installation, or was changed since, or
 * this folder is a copy of the one that it was queued in; `moved`, it was, and its folder has moved.
 */
export const heldReasons = ["foreign", "moved"] as const;
export type Held = (typeof heldReasons)[number];

/** A job as the window and the command see it. Times are ISO. */
export const jobSchema = z.object({
  id: idSchema,
  /** Of an element's still, the element. */
  passId: idSchema,
  passName: z.string(),
  output: z.enum(["film", "still"]),
  profile: z.string(),
  /** What its model is called, where the model is not known here. */
  modelLabel: z.string().optional(),
  provider: z.string(),
  /** What of the pass it generates; null for all of it. */
  retake: retakeSchema.nullable(),
  /** Where a still goes; null for a film. */
  place: stillPlaceSchema.nullable(),
  estimate: moneySchema.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  ...jobProgressSchema.omit({ notBefore: true, sentAt: true }).shape,
  notBefore: z.string().nullable(),
  sentAt: z.string().nullable(),
  /** Bytes that are here of those that the download has, while it runs. */
  download: z.object({ bytes: z.int(), totalBytes: z.int().nullable() }).nullable(),
  /** Counts the images of its work so far, of which the latest can be shown; null where the service sends none. */
  preview: z.int().nullable(),
  held: z.enum(heldReasons).nullable(),
  /** Whether the service itself can be told to stop. */
  canCancelRemotely: z.boolean(),
});
export type Job = z.infer<typeof jobSchema>;

/** One intent to spend. `intent`: written before the request left; `owed`: the service took it; `charged`: it said how much;
 *  `void`: it made no task, or says that it charged nothing; `unknown`: nobody can say. */
export const ledgerStates = ["intent", "owed", "charged", "void", "unknown"] as const;
export type LedgerState = (typeof ledgerStates)[number];

export const ledgerEntrySchema = z.object({
  jobId: idSchema,
  passId: idSchema,
  passName: z.string(),
  profile: z.string(),
  state: z.enum(ledgerStates),
  estimate: moneySchema.nullable(),
  charged: moneySchema.nullable(),
  at: z.string(),
  settledAt: z.string().nullable(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** Owns the part of the contract that is about services: models, requests, keys, prices, jobs, the ledger, and the kit for doing it by hand. */
import { z } from "zod";
import { requestSchema } from "../generation/compile-request.ts";
import { jobSchema, ledgerEntrySchema, moneySchema } from "../generation/job.ts";
import { retakeSchema } from "../generation/retake.ts";
import { stillPromptMax, stillsAtOnce } from "../generation/still-request.ts";
import { type ModelProfile, providerNames } from "../models/profile.ts";
import { idSchema } from "../project/model.ts";
import { stillPlaceSchema } from "../project/still-place.ts";
import { inProject, method, none, operationStarted, path, projectId } from "./method.ts";

const providerName = z.enum(providerNames);
const jobInProject = z.strictObject({ projectId, jobId: idSchema });

/** Where a service's key comes from, `not-needed` where it has none; the key itself never leaves the core. */
const keyStateSchema = z.object({
  provider: providerName,
  label: z.string(),
  source: z.enum(["environment", "keychain", "file", "not-needed"]).nullable(),
  /** The service's address: always for a machine of the user's own, else where it was overridden. */
  address: z.string().nullable(),
});
export type KeyState = z.infer<typeof keyStateSchema>;

const quoteSchema = z.object({
  /** Null where nobody knows the price. */
  amount: moneySchema.nullable(),
  /** `service`: quoted by it just now; `table`: from the profile's dated prices. */
  from: z.enum(["service", "table"]),
  /** What is not established about it, as a sentence. */
  uncertain: z.string().nullable(),
  source: z.string(),
  asOf: z.string(),
});
/** What a generation would cost. */
export type Quote = z.infer<typeof quoteSchema>;

const orphanSchema = z.object({
  provider: providerName,
  profile: z.string(),
  remoteId: z.string(),
  createdAt: z.string().nullable(),
  state: z.enum(["working", "succeeded", "failed"]),
});
/** A task at a service that this project does not know. */
export type Orphan = z.infer<typeof orphanSchema>;

const stills = {
  projectId,
  place: stillPlaceSchema,
  /** A model of stills. */
  profile: z.string().max(1000),
  count: z.int().min(1).max(stillsAtOnce).optional(),
};

export const generationContract = {
  "models.list": method(none, z.array(z.custom<ModelProfile>())),
  /** The requests that a pass would send: one, or one a shot where its model makes one shot at a time. */
  "plan.compile": method(
    z.strictObject({ projectId, passId: idSchema, retake: retakeSchema.optional() }),
    z.object({ requests: z.array(requestSchema) }),
  ),
  /** The requests that a plan file would send, a row a pass; `pass` counts from 1. */
  "plan.compileFile": method(
    z.strictObject({ planFile: path, profile: z.string().optional(), pass: z.int().positive().optional() }),
    z.object({ requests: z.array(requestSchema) }),
  ),
  "keys.list": method(none, z.array(keyStateSchema)),
  /** Keeps a key in the system's keychain, else in a file that the user alone can read. */
  "keys.set": method(z.strictObject({ provider: providerName, key: z.string().trim().min(1).max(4096) }), none),
  "keys.remove": method(z.strictObject({ provider: providerName }), none),
  /** Asks the service something that costs nothing; the answer is a sentence. Throws as the service refuses. */
  "keys.test": method(z.strictObject({ provider: providerName }), z.object({ message: z.string() })),
  /** What the pass, or the retake, would cost now: the service's own quote where it gives one and a key is there, else the table's. */
  "generation.quote": method(
    z.strictObject({
      projectId,
      passId: idSchema,
      profile: z.string().optional(),
      retake: retakeSchema.optional(),
    }),
    quoteSchema,
  ),
  /**
   * Queues the pass for the service of its profile (or of `profile`). `expected` is the amount that the user has
   * confirmed; another one in force refuses with `spend.unconfirmed`. `prompt` is for a still: what to draw instead of
   * the first shot. `retake`: only these shots. A model that makes one shot at a time gets a job
   * a shot, all or none; `jobId` is the first. Throws `generation.refused`, `spend.cap`, `service.key-missing`.
   */
  "generation.start": method(
    z.strictObject({
      projectId,
      passId: idSchema,
      profile: z.string().optional(),
      prompt: z.string().max(stillPromptMax).optional(),
      retake: retakeSchema.optional(),
      expected: moneySchema.nullable(),
    }),
    z.object({ jobId: idSchema, jobIds: z.array(idSchema).min(1) }),
  ),
  /** What so many images for a place would cost together. Throws not-found for a place that is gone. */
  "generation.quoteStills": method(z.strictObject(stills), quoteSchema),
  /**
   * Queues images for a place of the plan: a job each, all or none, at one confirmed price. Without a prompt, that of the place is used.
   * What comes of each is a candidate (`stills.list`); a frame's place that is empty then gets it at once. `fromBlocking`: the blocked
   * frame goes first, and the prompt says what is in it. Throws as `generation.start`.
   */
  "generation.startStills": method(
    z.strictObject({
      ...stills,
      prompt: z.string().trim().min(1).max(stillPromptMax).optional(),
      fromBlocking: z.literal(true).optional(),
      expected: moneySchema.nullable(),
    }),
    z.object({ jobIds: z.array(idSchema).min(1) }),
  ),
  /** Newest first. */
  "jobs.list": method(inProject, z.array(jobSchema)),
  /** The latest image of a job's work so far, as a data address; null for none. */
  "jobs.preview": method(jobInProject, z.object({ image: z.string().nullable() })),
  "jobs.log": method(jobInProject, z.array(z.object({ at: z.string(), message: z.string() }))),
  /** The frozen request of a job, as it was sent, without the key; of a job that is held, what the plan would send now. */
  "jobs.request": method(jobInProject, requestSchema),
  /**
   * Before it was sent, the job ends at once; later the service is told, where it can be; see the job's own state. A job that is
   * held is discarded: no service is told.
   */
  "jobs.cancel": method(jobInProject, none),
  /** A new job with the plan as it stands now; the ended one stays. A job that is held is sent anew by this, and discarded. */
  "jobs.retry": method(
    z.strictObject({ projectId, jobId: idSchema, expected: moneySchema.nullable() }),
    z.object({ jobId: idSchema }),
  ),
  /** All jobs that were queued before the project's folder was moved go on. */
  "jobs.goOn": method(inProject, none),
  /** The user's answer for an unconfirmed job (`give-up` also for one whose service is asked and gives no answer); and `watch` takes up a cancelled one that the service may have finished. */
  "jobs.decide": method(
    z.strictObject({ projectId, jobId: idSchema, decision: z.enum(["resend", "give-up", "watch"]) }),
    none,
  ),
  /**
   * The network may be back, or the computer awake: everything that waits is tried now. With a project, its jobs go on in
   * this process from now on, unless another one sees to them.
   */
  "jobs.wake": method(z.strictObject({ projectId: projectId.optional() }), none),
  /** Tasks of the account that this project has no job for. Services without such a list give none. */
  "jobs.orphans": method(z.strictObject({ projectId, provider: providerName }), z.array(orphanSchema)),
  /** Takes up a task that the service lists, as a job of the pass. */
  "jobs.adopt": method(
    z.strictObject({ projectId, passId: idSchema, provider: providerName, remoteId: z.string().min(1).max(500) }),
    z.object({ jobId: idSchema }),
  ),
  /** Newest first, with what the project has spent in all and today, by currency. */
  "ledger.list": method(
    inProject,
    z.object({
      entries: z.array(ledgerEntrySchema),
      spent: z.array(moneySchema),
      spentToday: z.array(moneySchema),
    }),
  ),
  /** Writes what a service without an adapter needs by hand into a new folder: prompts, a page to copy from, images. */
  "kit.start": method(z.strictObject({ projectId, passId: idSchema, folder: path }), operationStarted),
} as const;

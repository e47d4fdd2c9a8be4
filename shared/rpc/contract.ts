/**
 * Owns the contract between the window and the core: every method with the shape of what goes in and what comes out, and the
 * events. JSON values only, so that one handler serves Electron, the loopback host and tests alike.
 *
 * A call is `POST rpc/<method>` with the input as JSON; the answer is `{ok: true, value}` or `{ok: false, error}`.
 */
import { z } from "zod";
import {
  boardSchema,
  clipMediaSchema,
  clipNamesSchema,
  editListVersionsSchema,
  exportFormats,
} from "../cut/out/hand-off-options.ts";
import { type Edit, editSchema } from "../edits/edit.ts";
import { errorDataSchema } from "../errors/app-error.ts";
import type { ModelProfile } from "../models/profile.ts";
import { idSchema, mediaIdSchema, projectContentShape, projectSchema } from "../project/model.ts";
import { rateNames } from "../time/rate.ts";
import { generationContract, requestSchema } from "./generation-contract.ts";
import { inProject, method, none, operationStarted, path, projectId, revision } from "./method.ts";
import { returnContract } from "./return-contract.ts";

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

export const projectViewSchema = z.object({
  project: projectSchema,
  revision,
  folder: z.string(),
  undoLabel: z.string().nullable(),
  redoLabel: z.string().nullable(),
  media: z.array(mediaSchema),
  takes: z.array(takeSchema),
});
export type ProjectView = z.infer<typeof projectViewSchema>;

export const problemSchema = z.object({
  code: z.string(),
  severity: z.enum(["error", "advice"]),
  path: z.string(),
  message: z.string(),
  /** What to do about it, as a sentence. */
  next: z.string().optional(),
  /** What one click does about it, in a live project: an edit, or a smaller copy of an image. */
  fix: z
    .union([
      z.object({ label: z.string(), edit: z.custom<Edit>() }),
      z.object({ label: z.string(), convertImage: z.object({ mediaId: mediaIdSchema, profile: z.string() }) }),
    ])
    .optional(),
});
/** A fault of a plan. `path` reads `passes[0].shots[1].durationMs`. */
export type Problem = z.infer<typeof problemSchema>;

const wallSchema = z.object({ code: z.string(), message: z.string(), next: z.string().optional() });

/** Work that takes a while: its progress from 0 to 1, the step under way, and what came of it. */
export const operationSchema = z.object({
  id: idSchema,
  kind: z.enum(["animatic", "export", "sample", "import", "kit"]),
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
    })
    .nullable(),
});
export type Operation = z.infer<typeof operationSchema>;

const cap = z.number().min(0).max(1_000_000).nullable();

export const settingsSchema = z.strictObject({
  /** Empty means: choose by itself. */
  ffmpegPath: z.string().max(4096),
  ffprobePath: z.string().max(4096),
  /** The most that may be spent, by the ledger; null for no cap. Dollars and credits are counted apart. */
  spendCaps: z.strictObject({
    projectUsd: cap,
    dayUsd: cap,
    projectCredits: cap,
    dayCredits: cap,
  }),
  /** The id of the image model that the Gemini API is asked for. */
  geminiModel: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/, "A model's id has letters, digits, dots and dashes only."),
});
export type Settings = z.infer<typeof settingsSchema>;

export const eventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("project.changed"), projectId, revision }),
  z.object({ type: z.literal("takes.changed"), projectId }),
  z.object({ type: z.literal("jobs.changed"), projectId }),
  z.object({ type: z.literal("keys.changed") }),
  z.object({ type: z.literal("projects.changed") }),
  z.object({ type: z.literal("operation.changed"), operation: operationSchema }),
]);
/** Something happened. An event is a hint to fetch again, never the truth itself; operations carry their progress. */
export type AppEvent = z.infer<typeof eventSchema>;

const opened = z.object({ projectId });

export const contract = {
  "app.info": method(
    none,
    z.object({
      version: z.string(),
      projectsFolder: z.string(),
      ffmpeg: z.object({ path: z.string(), version: z.string() }).nullable(),
      ffmpegError: errorDataSchema.nullable(),
    }),
  ),
  "settings.get": method(none, settingsSchema),
  "settings.set": method(settingsSchema, settingsSchema),
  "models.list": method(none, z.array(z.custom<ModelProfile>())),
  "projects.list": method(
    none,
    z.array(z.object({ folder: z.string(), name: z.string(), openedAt: z.string(), missing: z.boolean() })),
  ),
  /** Makes `NAME.shotline` in `parent` (else in the projects folder), or exactly `folder`, with one pass of one shot. */
  "projects.create": method(
    z.strictObject({
      name: z.string().trim().pipe(projectContentShape.name),
      parent: path.optional(),
      folder: path.optional(),
    }),
    opened,
  ),
  "projects.createFromPlan": method(
    z.strictObject({ planFile: path, parent: path.optional(), folder: path.optional() }),
    opened,
  ),
  /** The sample project, made again under a free name when it is there already. */
  "projects.createSample": method(none, opened),
  "projects.open": method(z.strictObject({ folder: path }), opened),
  /** Takes a project off the list of recent ones; its folder stays. */
  "projects.forget": method(z.strictObject({ folder: path }), none),
  /** What a folder holds, for choosing one where the host has no native dialogs. Without `folder`, the projects folder. */
  "files.browse": method(
    z.strictObject({ folder: path.optional() }),
    z.object({
      folder: z.string(),
      parent: z.string().nullable(),
      entries: z.array(
        z.object({
          name: z.string(),
          path: z.string(),
          kind: z.enum(["folder", "project", "plan", "film", "comments", "edit-list"]),
        }),
      ),
    }),
  ),
  "project.get": method(inProject, projectViewSchema),
  /** `baseRevision` is the revision that the user saw; another one in force refuses the edit as stale. */
  "edits.apply": method(
    z.strictObject({ projectId, baseRevision: revision, edit: editSchema }),
    z.object({ revision, label: z.string(), stoppedBy: wallSchema.nullable() }),
  ),
  "history.undo": method(
    z.strictObject({ projectId, baseRevision: revision }),
    z.object({ revision, label: z.string() }),
  ),
  "history.redo": method(
    z.strictObject({ projectId, baseRevision: revision }),
    z.object({ revision, label: z.string() }),
  ),
  /** Newest first. */
  "history.list": method(
    inProject,
    z.array(z.object({ revision, label: z.string(), undone: z.boolean(), at: z.string() })),
  ),
  /** Problems of the plan as it stands, for its own profiles. */
  "plan.check": method(inProject, z.array(problemSchema)),
  /** Checks a plan file; `profile` judges it as if every pass were made for that model. */
  "plan.checkFile": method(
    z.strictObject({ planFile: path, profile: z.string().optional() }),
    z.object({ problems: z.array(problemSchema) }),
  ),
  /** The requests that a plan file would send, a row a pass; `pass` counts from 1. */
  "plan.compileFile": method(
    z.strictObject({ planFile: path, profile: z.string().optional(), pass: z.int().positive().optional() }),
    z.object({ requests: z.array(requestSchema) }),
  ),
  /** Checks database, media hashes, missing and stray files; changes nothing. */
  "project.verify": method(
    inProject,
    z.object({
      database: z.string(),
      mediaChecked: z.int(),
      problems: z.array(z.object({ code: z.string(), path: z.string(), message: z.string() })),
    }),
  ),
  "plan.compile": method(z.strictObject({ projectId, passId: idSchema }), requestSchema),
  /** Renders a pass as an animatic take; the operation's result names it. */
  "animatic.render": method(z.strictObject({ projectId, passId: idSchema, burnIn: z.boolean() }), operationStarted),
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
    }),
    operationStarted,
  ),
  ...returnContract,
  ...generationContract,
  "operations.list": method(none, z.array(operationSchema)),
  "operations.cancel": method(z.strictObject({ operationId: idSchema }), none),
  /**
   * Events after `cursor`: at once when there are some, else when the next one comes or after 25 s with none. Cursor 0
   * starts from now. `reset` says that events were missed (the core was restarted, or the cursor is too old): fetch everything again.
   */
  "events.after": method(
    z.strictObject({ cursor: z.int().min(0) }),
    z.object({ cursor: z.int().min(0), reset: z.boolean(), events: z.array(eventSchema) }),
  ),
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type InputOf<Name extends MethodName> = z.infer<Contract[Name]["input"]>;
export type OutputOf<Name extends MethodName> = z.infer<Contract[Name]["output"]>;

export const answerSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorDataSchema }),
]);

/** Renderings of an image that the core serves: the file itself, one of at most 2,560 px to draw from, one of 320 px. */
export type MediaVariant = "original" | "proxy" | "thumbnail";

/** The relative address of a stored file. */
export function mediaUrl(project: string, media: string, variant: MediaVariant = "original"): string {
  return variant === "original" ? `media/${project}/${media}` : `media/${project}/${media}/${variant}`;
}

/** Where an image is uploaded: `PUT` its bytes; the answer is `{ok: true, value: Media}`. */
export function uploadUrl(project: string, fileName: string): string {
  return `media/${project}?name=${encodeURIComponent(fileName)}`;
}

/** Owns the part of the contract that is about what is left when something was lost: backups, and what can be opened of a damaged project. */
import { z } from "zod";
import { errorDataSchema } from "../errors/app-error.ts";
import { idSchema } from "../project/model.ts";
import { inProject, method, path, projectId, revision } from "./method.ts";

const count = z.int().min(0);

/** A state of a project that can be opened, in numbers. `savedAt` is ISO time; null where nothing tells it. */
export const standingSchema = z.object({
  name: z.string(),
  revision,
  savedAt: z.string().nullable(),
  passes: count,
  shots: count,
  takes: count,
});
export type Standing = z.infer<typeof standingSchema>;

/** Names a backup within its project: the stem of its file. */
export const backupIdSchema = z.string().regex(/^[0-9A-Za-z._-]{1,100}$/);

/** Why a backup was made. `kept`: the database that a repair or a restore put aside. */
export const backupReasons = ["opened", "edited", "closed", "restore", "update", "asked", "kept"] as const;

export const backupSchema = standingSchema.extend({
  id: backupIdSchema,
  /** When it was made, ISO time. */
  madeAt: z.string(),
  reason: z.enum(backupReasons),
  bytes: count,
  /** The stored image that stands for it; null for none. */
  picture: idSchema.nullable(),
});
export type Backup = z.infer<typeof backupSchema>;

/** What a salvage could not read: shots that are empty now or gone, and rows that are gone. */
export const lossesSchema = z.object({
  passes: count,
  shots: count,
  /** Shots that are there, and that nothing proves to be as they were last. */
  older: count,
  elements: count,
  takes: count,
  /** Steps of undo. */
  history: count,
});
export type Losses = z.infer<typeof lossesSchema>;

/** What stands in a project's folder that does not open as it was left. Looking at it changes nothing. */
export const findingsSchema = z.object({
  folder: z.string(),
  /** project.damaged, project.older or project.missing, in the words that the user reads. */
  fault: errorDataSchema,
  /** What was last saved, as this installation or the folder itself remembers it; null where neither does. */
  lastSaved: z.object({ revision, at: z.string().nullable() }).nullable(),
  /** The project as its database has it, where it opens but is older than what was saved; else null. */
  asItIs: standingSchema.nullable(),
  /** Newest first. */
  backups: z.array(backupSchema),
  /** What can be read of the damaged database, past what is broken; null where that is nothing. */
  salvage: standingSchema.extend({ lost: lossesSchema }).nullable(),
});
export type Findings = z.infer<typeof findingsSchema>;

/** What the user chose to open. */
export const recoveryChoiceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("asItIs") }),
  z.strictObject({ kind: z.literal("backup"), backup: backupIdSchema }),
  z.strictObject({ kind: z.literal("salvage") }),
]);
export type RecoveryChoice = z.infer<typeof recoveryChoiceSchema>;

export const recoveryContract = {
  /** The backups of an open project, newest first, and what they take on the disk. */
  "backups.list": method(inProject, z.object({ backups: z.array(backupSchema), bytes: count })),
  "backups.make": method(inProject, backupSchema),
  /** Opens a backup as a project of its own, in a folder beside this one. */
  "backups.open": method(z.strictObject({ projectId, backup: backupIdSchema }), z.object({ projectId })),
  /** Makes the plan what it was in the backup, as one step that can be undone. Takes, jobs and spending stay. */
  "backups.restore": method(
    z.strictObject({ projectId, baseRevision: revision, backup: backupIdSchema }),
    z.object({ revision, label: z.string() }),
  ),
  /** What can be opened of a folder that `projects.open` refused. */
  "recovery.inspect": method(z.strictObject({ folder: path }), findingsSchema),
  /** Opens what was chosen. The database that was there is kept beside it, and named by `kept`, a file name; null where none was. */
  "recovery.open": method(
    z.strictObject({ folder: path, choice: recoveryChoiceSchema }),
    z.object({ projectId, kept: z.string().nullable(), lost: lossesSchema.nullable() }),
  ),
  /** Mends what is safe to mend in an open project, and tells what that was. */
  "recovery.fix": method(
    inProject,
    z.object({
      done: z.array(
        z.object({
          kind: z.enum(["indexes", "files", "takes", "sidecars", "leftovers"]),
          count,
          message: z.string(),
        }),
      ),
    }),
  ),
} as const;

/** Owns the part of the contract that is about projects and plans: making and opening them, edits, history, checks. */
import { z } from "zod";
import { editSchema } from "../edits/edit.ts";
import { fixableProblemSchema } from "../preflight/problem.ts";
import { mediaSchema } from "../project/media.ts";
import { idSchema, projectContentShape, projectSchema } from "../project/model.ts";
import { planBytesMax } from "../project/plan.ts";
import { shotVersionSchema } from "../project/shot-texts.ts";
import { soundFileSchema } from "../project/sound-file.ts";
import { templateIds } from "../project/templates.ts";
import { takeSchema } from "../takes/take.ts";
import { inProject, method, none, path, projectId, revision } from "./method.ts";

/** The window or the person that has a project which is only looked at here; `who` is null for another window of the same person. */
export const heldBySchema = z.object({
  who: z.string().nullable(),
  /** ISO time; null where that is not known. */
  since: z.string().nullable(),
  /** It is there no longer: the project can be taken over. */
  gone: z.boolean(),
});
export type HeldBy = z.infer<typeof heldBySchema>;

export const projectViewSchema = z.object({
  project: projectSchema,
  revision,
  folder: z.string(),
  /** It can be looked at and handed off, and nothing in it changes. */
  readOnly: z.boolean(),
  /** Who has it, where that is the reason. */
  heldBy: heldBySchema.nullable(),
  /** When this revision was saved, ISO time; null where nothing tells it. */
  savedAt: z.string().nullable(),
  undoLabel: z.string().nullable(),
  redoLabel: z.string().nullable(),
  media: z.array(mediaSchema),
  takes: z.array(takeSchema),
  sounds: z.array(soundFileSchema),
});
export type ProjectView = z.infer<typeof projectViewSchema>;

const wallSchema = z.object({ code: z.string(), message: z.string(), next: z.string().optional() });

const opened = z.object({ projectId });

/** The most images that a new project is made of. */
export const newProjectImagesMax = 200;
const imageIds = z.array(idSchema).min(1).max(newProjectImagesMax);

export const projectsContract = {
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
  /** The same for a plan without images, of which only the text is known; `name` is that of its file. */
  "projects.createFromPlanText": method(
    z.strictObject({ name: z.string().max(255), text: z.string().max(planBytesMax) }),
    opened,
  ),
  /** Makes a project with a shot for each image (see `newImageUrl`), in their order, under `name` or a name like it. */
  "projects.createFromImages": method(z.strictObject({ name: projectContentShape.name, images: imageIds }), opened),
  /** Images that no project is made of after all. */
  "images.discard": method(z.strictObject({ images: imageIds }), none),
  /** The sample project, made again under a free name when it is there already. */
  "projects.createSample": method(none, opened),
  /** The shipped templates, each as the project that it would become. */
  "templates.list": method(none, z.array(z.object({ template: z.enum(templateIds), project: projectSchema }))),
  /** A project that begins as a template, under `name` or the template's own. */
  "projects.createFromTemplate": method(
    z.strictObject({
      template: z.enum(templateIds),
      name: projectContentShape.name.optional(),
      parent: path.optional(),
    }),
    opened,
  ),
  "projects.open": method(z.strictObject({ folder: path }), opened),
  "project.get": method(inProject, projectViewSchema),
  /** The window that calls shows this project no longer: others may change it. */
  "projects.leave": method(inProject, none),
  /** The window that calls has the project from now on. Throws project.locked while the one that has it is there. */
  "projects.takeOver": method(inProject, none),
  /** Checks database, media hashes, missing and stray files; changes nothing. */
  "project.verify": method(
    inProject,
    z.object({
      database: z.string(),
      mediaChecked: z.int(),
      problems: z.array(z.object({ code: z.string(), path: z.string(), message: z.string() })),
    }),
  ),
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
  /** What the texts of a shot were, newest first. */
  "history.shot": method(z.strictObject({ projectId, shotId: idSchema }), z.array(shotVersionSchema)),
  /** Problems of the plan as it stands, for its own profiles. */
  "plan.check": method(inProject, z.array(fixableProblemSchema)),
  /** Checks a plan file; `profile` judges it as if every pass were made for that model. */
  "plan.checkFile": method(
    z.strictObject({ planFile: path, profile: z.string().optional() }),
    z.object({ problems: z.array(fixableProblemSchema) }),
  ),
} as const;

/** Owns making a project's folder: built beside its final place and renamed, so that a half-made project is never seen. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lengthsForShots } from "../../../shared/budget/check.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import { limitsOf, newPassModel } from "../../../shared/models/profiles.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { imagesOfPlan, type Plan, projectOfPlan } from "../../../shared/project/plan.ts";
import { openDatabase, type ProjectDatabase } from "../database/open-database.ts";
import { removeWork, safeFileName } from "../runtime/files.ts";
import { clearLeftovers } from "../runtime/whole-folder.ts";
import { workName } from "../runtime/work-name.ts";
import { type ImageChecker, type ImageFacts, storeFile, storeImage } from "./media-store.ts";
import { planImagePath } from "./plan-file.ts";
import { ProjectRepository } from "./repository.ts";
import type { StoredMedia } from "./stored-rows.ts";

/** A checked image, wherever it lies. */
export interface NewImage extends ImageFacts {
  readonly path: string;
  readonly name: string;
}

/** A fresh id: `kind_` and a random UUID. */
export function newId(kind: string): string {
  return `${kind}_${randomUUID()}`;
}

/** `NAME.shotline` in `parent`, numbered when that is taken. */
export function freeProjectFolder(parent: string, name: string): string {
  const stem = safeFileName(name);
  for (let count = 1; ; count += 1) {
    const folder = join(parent, `${stem}${count === 1 ? "" : ` ${count}`}.shotline`);
    if (!existsSync(folder)) return folder;
  }
}

/** Makes an empty project: one pass for the default model with one shot of its shortest length. */
export async function createEmptyProject(folder: string, name: string, now: () => Date): Promise<void> {
  await createProject(folder, now, async () => ({ media: [], project: newProject(name, [undefined], "16:9") }));
}

/** Makes a project of images: a shot each, of the shortest length, in as many passes for the default model as they need. */
export async function createImagesProject(
  folder: string,
  name: string,
  images: readonly [NewImage, ...NewImage[]],
  now: () => Date,
): Promise<void> {
  await createProject(folder, now, async (staging) => {
    const stored: StoredMedia[] = [];
    for (const { path, ...about } of images) stored.push(await storeFile(staging, path, { kind: "image", ...about }));
    const [first] = images;
    const aspectRatio = first.heightPx > first.widthPx ? "9:16" : "16:9";
    const project = newProject(
      name,
      stored.map(({ id }) => id),
      aspectRatio,
    );
    return { project, media: [...new Map(stored.map((each) => [each.id, each])).values()] };
  });
}

/** A project with a shot for each frame. */
function newProject(name: string, frames: readonly (string | undefined)[], aspectRatio: Pass["aspectRatio"]): Project {
  const passes: Pass[] = [];
  const model = newPassModel();
  for (let at = 0; at < frames.length; ) {
    const lengths = lengthsForShots([], limitsOf(model.profile), frames.length - at);
    const shots = lengths.map((durationMs, index): Shot => {
      const frame = frames[at + index];
      return { id: newId("shot"), durationMs, ...(frame === undefined ? {} : { frame }) };
    });
    passes.push({
      id: newId("pass"),
      scene: "SC010",
      name: passes.length === 0 ? "First pass" : `Pass ${passes.length + 1}`,
      ...model,
      aspectRatio,
      audio: true,
      shots,
    });
    at += shots.length;
  }
  return { id: newId("project"), name, rate: "24", start: "01:00:00:00", elements: [], passes };
}

/** Makes the project that a checked plan says, with copies of its images. */
export async function createPlannedProject(
  folder: string,
  plan: Plan,
  planFile: string,
  images: ImageChecker,
  now: () => Date,
): Promise<void> {
  await createProject(folder, now, async (staging) => {
    const stored = new Map<string, StoredMedia>();
    const store = async (file: string) => {
      if (stored.has(file)) return;
      stored.set(file, await storeImage(staging, await planImagePath(dirname(planFile), file), file, images));
    };
    for (const { image } of imagesOfPlan(plan)) await store(image);
    const project = projectOfPlan(plan, newId("project"), newId, (file) => (stored.get(file) as StoredMedia).id);
    return { project, media: [...stored.values()] };
  });
}

/** Makes a project without images, and whatever `also` writes into its database. */
export async function createWrittenProject(
  folder: string,
  project: Project,
  also: (database: ProjectDatabase) => void,
  now: () => Date,
): Promise<void> {
  await createProject(folder, now, async () => ({ project, media: [] }), also);
}

async function createProject(
  folder: string,
  now: () => Date,
  build: (staging: string) => Promise<{ project: Project; media: StoredMedia[] }>,
  also: (database: ProjectDatabase) => void = () => {},
): Promise<void> {
  if (existsSync(folder)) throw alreadyThere(folder);
  const staging = workName(`${folder}.${randomUUID().slice(0, 8)}`);
  await mkdir(dirname(folder), { recursive: true });
  await clearLeftovers(dirname(folder));
  try {
    // One by one: on a disk that can only be read, a recursive mkdir says that the folder is missing.
    await mkdir(staging);
    await mkdir(join(staging, "media"));
    const { project, media } = await build(staging);
    const repository = new ProjectRepository(openDatabase(staging, { create: true }), now);
    try {
      repository.transaction(() => {
        for (const file of media) repository.addMedia(file);
        repository.create(project);
        also(repository.database);
      });
    } finally {
      repository.close();
    }
    await rename(staging, folder).catch((error: unknown) => {
      // Someone else made it meanwhile: the user, with a second click.
      throw existsSync(folder) ? alreadyThere(folder) : error;
    });
  } catch (error) {
    await removeWork(staging);
    throw error;
  }
}

function alreadyThere(folder: string): AppError {
  const next = "Choose another name or folder, or open the existing project.";
  return new AppError("project.exists", `${folder} already exists.`, { next });
}

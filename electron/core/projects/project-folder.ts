/** Owns making a project's folder: built beside its final place and renamed, so that a half-made project is never seen. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { defaultProfileId, limitsOf } from "../../../shared/models/profiles.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";
import { imagesOfPlan, type Plan, projectOfPlan } from "../../../shared/project/plan.ts";
import { openDatabase } from "../database/open-database.ts";
import { safeFileName } from "../runtime/files.ts";
import { clearLeftovers } from "../runtime/whole-folder.ts";
import { workName } from "../runtime/work-name.ts";
import { type ImageChecker, storeImage } from "./media-store.ts";
import { planImagePath } from "./plan-file.ts";
import { ProjectRepository } from "./repository.ts";
import type { StoredMedia } from "./stored-rows.ts";

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
  const content = { name, rate: "24" as const, start: "01:00:00:00" };
  await createProject(folder, now, async () => ({
    media: [],
    project: { id: newId("project"), ...content, elements: [], passes: [firstPass()] },
  }));
}

function firstPass(): Pass {
  const limits = limitsOf(defaultProfileId);
  return {
    id: newId("pass"),
    scene: "SC010",
    name: "First pass",
    profile: defaultProfileId,
    aspectRatio: "16:9",
    resolution: "1080p",
    audio: true,
    shots: [{ id: newId("shot"), durationMs: Math.max(limits.shotMs.min, limits.totalMs.min) }],
  };
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

async function createProject(
  folder: string,
  now: () => Date,
  build: (staging: string) => Promise<{ project: Project; media: StoredMedia[] }>,
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
      });
    } finally {
      repository.close();
    }
    await rename(staging, folder).catch((error: unknown) => {
      // Someone else made it meanwhile: the user, with a second click.
      throw existsSync(folder) ? alreadyThere(folder) : error;
    });
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

function alreadyThere(folder: string): AppError {
  const next = "Choose another name or folder, or open the one that is there.";
  return new AppError("project.exists", `${folder} is there already.`, { next });
}

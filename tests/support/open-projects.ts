/** Owns real projects on the disk for tests: their folders, services over them, and real images. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { onTestFinished } from "vitest";
import { RecentProjects } from "../../electron/core/app/recent-projects.ts";
import { openDatabase } from "../../electron/core/database/open-database.ts";
import { ProjectService } from "../../electron/core/projects/project-service.ts";
import { ProjectRepository } from "../../electron/core/projects/repository.ts";
import type { StoredMedia } from "../../electron/core/projects/stored-rows.ts";
import type { Project } from "../../shared/project/model.ts";
import { randomMediaIds } from "./random-edits.ts";

export const now = () => new Date("2026-11-22T12:00:00Z");

/** A row of media without a file behind it. */
export function buildMedia(id: string): StoredMedia {
  return {
    ...{ id, kind: "image", file: `media/images/${id}.png`, name: "a.png", format: "png" },
    bytes: 9,
    widthPx: 4,
    heightPx: 3,
  };
}

/** Writes `project` as a project folder; it knows the media of random edits. */
export function writeProject(folder: string, project: Project): void {
  mkdirSync(join(folder, "media"), { recursive: true });
  const repository = new ProjectRepository(openDatabase(folder, { create: true }), now);
  repository.transaction(() => {
    for (const id of randomMediaIds) repository.addMedia(buildMedia(id));
    repository.create(project);
  });
  repository.close();
}

/** What a project's database says now, read by a connection of its own. */
export function readProject(folder: string, id: string): { project: Project; revision: number } {
  const repository = new ProjectRepository(openDatabase(folder), now);
  try {
    return repository.load(id);
  } finally {
    repository.close();
  }
}

/** Nothing in a test may fail unseen. */
export function onForgotten(error: unknown): void {
  throw error;
}

/** A service as one process has it; `changed` collects what it announced. Closed when the test has ended. */
export function openService(dataDir: string): { service: ProjectService; changed: number[] } {
  const changed: number[] = [];
  const recent = new RecentProjects(dataDir, { say() {} });
  const service = new ProjectService({
    ...{ recent, now, dataDir, version: "test" },
    onFailed: onForgotten,
    onChanged: (_, revision) => changed.push(revision),
    onForgotten,
    onLeft: onForgotten,
  });
  onTestFinished(() => service.close());
  return { service, changed };
}

/** Writes a real PNG of one colour. */
export async function writePng(file: string, color: string, widthPx = 64, heightPx = 48): Promise<string> {
  await sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: color } })
    .png()
    .toFile(file);
  return file;
}

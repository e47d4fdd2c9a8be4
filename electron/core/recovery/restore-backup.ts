/** Owns restoring a backup: the plan becomes that of the backup, as one step; takes, jobs and spending stay as they are. */
import type { Project } from "../../../shared/project/model.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { loadPlan } from "../projects/load-plan.ts";
import type { ProjectService } from "../projects/project-service.ts";
import { ProjectRepository } from "../projects/repository.ts";
import { addSound, listSounds, type StoredSound } from "../projects/sound-rows.ts";
import type { StoredMedia } from "../projects/stored-rows.ts";
import { openBackup, readBackupId } from "./backup-files.ts";
import type { Backups } from "./backups.ts";
import { timeInName } from "./time-in-name.ts";

interface Restored {
  readonly plan: Project;
  readonly images: readonly StoredMedia[];
  readonly sounds: readonly StoredSound[];
}

/**
 * Backs the project up as it stands, then restores the plan; rows of images and sounds that the plan uses and the project no longer has
 * come with it. Throws edit.stale, disk.denied, not-found, and project.damaged for a backup that is not whole.
 */
export async function restoreBackup(
  { projects, backups, now }: { projects: ProjectService; backups: Backups; now: () => Date },
  { projectId, baseRevision, backup }: { projectId: string; baseRevision: number; backup: string },
): Promise<{ revision: number; label: string }> {
  const folder = await projects.writableFolder(projectId);
  const { plan, images, sounds } = readRestored(await openBackup(folder, backup), now);
  await backups.makeQuietly(projectId, "restore");
  const database = await projects.database(projectId);
  const repository = new ProjectRepository(database, now);
  const madeAt = readBackupId(backup)?.madeAt;
  const label =
    madeAt === undefined ? "Restore the backup from before the update" : `Restore backup of ${timeInName(madeAt)}`;
  return projects.replacePlan(projectId, baseRevision, plan, label, () => {
    const heard = new Set(listSounds(database).map(({ id }) => id));
    for (const image of images) if (repository.findMedia(image.id) === null) repository.addMedia(image);
    for (const sound of sounds) if (!heard.has(sound.id)) addSound(database, sound, now().toISOString());
  });
}

function readRestored(database: ProjectDatabase, now: () => Date): Restored {
  try {
    const { project: plan } = loadPlan(database, "project");
    const used = imagesOf(plan);
    const images = new ProjectRepository(database, now).listMedia().filter(({ id }) => used.has(id));
    const heard =
      plan.sound === undefined ? [] : listSounds(database).filter(({ id }) => JSON.stringify(plan.sound).includes(id));
    return { plan, images, sounds: heard };
  } finally {
    database.close();
  }
}

function imagesOf({ passes, elements }: Project): ReadonlySet<string> {
  const frames = passes.flatMap(({ startFrame, endFrame, shots }) => [
    startFrame,
    endFrame,
    ...shots.map(({ frame }) => frame),
  ]);
  return new Set([...frames, ...elements.flatMap(({ images }) => images)].flatMap((id) => id ?? []));
}

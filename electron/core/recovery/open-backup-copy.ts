/** Owns making a project of its own of a backup: its database and copies of the files that it knows, whole or not at all. */
import { constants } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openDatabase } from "../database/open-database.ts";
import { freeBytes, requireSpace } from "../media/disk-space.ts";
import { isStored, storedPath } from "../media/project-paths.ts";
import { freeProjectFolder } from "../projects/project-folder.ts";
import { ProjectRepository } from "../projects/repository.ts";
import { listSounds } from "../projects/sound-rows.ts";
import type { OperationContext } from "../runtime/operations.ts";
import { makeWholeFolder } from "../runtime/whole-folder.ts";
import { openBackup, readBackup, readBackupId } from "./backup-files.ts";
import { summarize } from "./summarize.ts";
import { timeInName } from "./time-in-name.ts";

/**
 * Makes the project beside that in `folder` and gives its folder, such as `Harbor, Nov 28 14.03.shotline`. Throws not-found and
 * project.damaged for the backup, disk.full before anything is copied, and what the file system throws.
 */
export async function copyFromBackup(
  folder: string,
  backup: string,
  now: () => Date,
  { signal, report }: OperationContext,
): Promise<string> {
  const { name, files } = await contentOf(folder, backup, now);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  requireSpace("The copy", bytes, await freeBytes(dirname(folder)), "Free up space, then try again.");
  const madeAt = readBackupId(backup)?.madeAt;
  // Short enough that the name of the folder has the time as well.
  const ownName = `${[...name].slice(0, 60).join("").trim()}, ${madeAt === undefined ? "before the update" : timeInName(madeAt).replace(", ", " ")}`;
  const target = freeProjectFolder(dirname(folder), ownName.replaceAll(":", "."));
  await makeWholeFolder({ folder: target, what: "a project", projectFolder: folder }, async (part) => {
    await writeFile(join(part, "project.db"), await readBackup(folder, backup));
    const database = openDatabase(part);
    database.prepare("UPDATE project SET name = ?").run(ownName);
    database.close();
    for (const each of ["images", "takes", "sounds"]) await mkdir(join(part, "media", each), { recursive: true });
    let done = 0;
    for (const file of files) {
      signal.throwIfAborted();
      report(done / bytes, "Copying files");
      // A file system that can share the bytes of both until one is changed does.
      await copyFile(storedPath(folder, file.path), join(part, file.path), constants.COPYFILE_FICLONE);
      done += file.bytes;
    }
  });
  return target;
}

/** The name of the project then, and the stored files that are still there of those that it knew. */
async function contentOf(folder: string, backup: string, now: () => Date) {
  const database = await openBackup(folder, backup);
  try {
    const { name } = summarize(database);
    const stored = [...new ProjectRepository(database, now).listMedia(), ...listSounds(database)];
    const files = stored.flatMap(({ file, bytes }) => (isStored(folder, file) ? { path: file, bytes } : []));
    return { name, files };
  } finally {
    database.close();
  }
}

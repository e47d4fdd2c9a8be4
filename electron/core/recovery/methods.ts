/** Owns what is asked of backups and of projects that do not open as they were left. */
import { accessSync, constants } from "node:fs";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { recoveryContract } from "../../../shared/rpc/recovery-contract.ts";
import { isFolderFree } from "../projects/holder-file.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { type BackupMethodsParts, backupMethods } from "./backup-methods.ts";
import { fixProject } from "./fix-project.ts";
import { inspectProject, projectFolder } from "./inspect-project.ts";
import { putChoice } from "./open-choice.ts";
import type { WriteParts } from "./write-salvage.ts";

export type RecoveryMethodsParts = BackupMethodsParts & WriteParts;

export function recoveryMethods(parts: RecoveryMethodsParts): MethodsOf<typeof recoveryContract> {
  const { projects, onOpened } = parts;
  return {
    ...backupMethods(parts),
    "recovery.inspect": ({ folder }) => {
      projects.letGo(projectFolder(folder));
      return inspectProject(folder, parts);
    },
    "recovery.open": async ({ folder: path, choice }) => {
      const place = projectFolder(path);
      if (!projects.letGo(place)) refuseHeld(place);
      const { folder, kept, lost } = await putChoice(path, choice, parts);
      const projectId = await projects.open(folder, { accept: "asItIs" });
      onOpened(projectId);
      return { projectId, kept, lost };
    },
    "recovery.fix": async ({ projectId }) =>
      fixProject({
        folder: await projects.writableFolder(projectId),
        database: await projects.database(projectId),
        media: await projects.storedMedia(projectId),
        now: parts.now,
      }),
  };
}

/** Whoever has it open would go on writing to the database that is put aside. Throws project.locked, and disk.denied where nothing can be written. */
function refuseHeld(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    const next = "Copy the folder to a disk you can write to, then repair the copy.";
    throw new AppError("disk.denied", `Can't write to the project folder ${folder}.`, { next, cause });
  }
  if (isFolderFree(folder)) return;
  const next = "Close it there, then try again.";
  throw new AppError("project.locked", "This project is open in another window or program.", { next });
}

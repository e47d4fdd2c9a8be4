/** Owns what is asked of backups and of projects that do not open as they were left. */
import type { recoveryContract } from "../../../shared/rpc/recovery-contract.ts";
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
      projects.letGo(projectFolder(path));
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

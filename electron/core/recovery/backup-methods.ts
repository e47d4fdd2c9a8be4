/** Owns what the window asks of backups. */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { recoveryContract } from "../../../shared/rpc/recovery-contract.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import type { Operations } from "../runtime/operations.ts";
import type { Backups } from "./backups.ts";
import { listBackupFiles } from "./list-backups.ts";
import { copyFromBackup } from "./open-backup-copy.ts";
import { restoreBackup } from "./restore-backup.ts";

export interface BackupMethodsParts {
  readonly projects: ProjectService;
  readonly backups: Backups;
  readonly operations: Operations;
  readonly now: () => Date;
  /** The user has opened a project. */
  readonly onOpened: (projectId: string) => void;
}

type BackupContract = Pick<
  typeof recoveryContract,
  "backups.list" | "backups.make" | "backups.open" | "backups.restore"
>;

export function backupMethods(parts: BackupMethodsParts): MethodsOf<BackupContract> {
  const { projects, backups, operations, now, onOpened } = parts;
  return {
    "backups.list": async ({ projectId }) => {
      const { backups: found } = await listBackupFiles(await projects.folderOf(projectId));
      return { backups: found, bytes: found.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
    "backups.make": ({ projectId }) => backups.make(projectId, "asked"),
    "backups.open": async ({ projectId, backup }) => {
      const folder = await projects.folderOf(projectId);
      const operation = operations.start({
        kind: "import",
        projectId,
        title: "Opening a backup as a copy",
        run: async (context) => ({ folder: await copyFromBackup(folder, backup, now, context) }),
      });
      const { state, error, result } = await operations.wait(operation);
      if (state === "cancelled") throw new AppError("cancelled", "Canceled.");
      if (error !== null || result?.folder === undefined) {
        const { code, message, next } = error ?? { code: "internal" as const, message: "No copy was made." };
        throw new AppError(code, message, next === undefined ? {} : { next });
      }
      const opened = await projects.open(result.folder);
      onOpened(opened);
      return { projectId: opened };
    },
    "backups.restore": (wanted) => restoreBackup({ projects, backups, now }, wanted),
  };
}

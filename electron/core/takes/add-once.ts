/** Owns that what is asked for once becomes one take, also when two processes are asked at the same time. */
import { AppError } from "../../../shared/errors/app-error.ts";
import { takeExclusiveLock } from "../database/exclusive-lock.ts";
import type { ProjectService } from "../projects/project-service.ts";

/** Looks and adds with no other process between, in this project. Throws busy while one is at it. */
export async function addOnce<Result>(
  projects: Pick<ProjectService, "writableFolder">,
  projectId: string,
  lookAndAdd: () => Promise<Result>,
): Promise<Result> {
  const lock = takeExclusiveLock(await projects.writableFolder(projectId), "takes.lock");
  if (lock === null) {
    const next = "Run the command again when it has finished.";
    throw new AppError("busy", "Another command is adding a take to this project.", { next });
  }
  try {
    return await lookAndAdd();
  } finally {
    lock.release();
  }
}

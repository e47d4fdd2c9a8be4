/** Owns what is said when the database does not take an edit. */
import type { Change } from "../../../shared/edits/history.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Project } from "../../../shared/project/model.ts";
import { damagedNext } from "../database/read-rows.ts";
import type { ProjectRepository } from "./repository.ts";

/** Writes what an edit touched. Throws edit.refused for files that are not in the project, project.damaged for rows in its way. */
export function writeChecked(
  repository: ProjectRepository,
  project: Project,
  changes: Change[],
  revision: number,
): void {
  try {
    repository.write(project, changes, revision);
  } catch (error) {
    const { code = "" } = error as { code?: string };
    if (!code.startsWith("SQLITE_CONSTRAINT")) throw error;
    if (code === "SQLITE_CONSTRAINT_FOREIGNKEY") {
      const message = "The edit uses a file that is not in this project.";
      throw new AppError("edit.refused", message, { next: "Add the image to the project first.", cause: error });
    }
    const message = "The project's database is damaged: it contains rows that conflict with this edit.";
    const next = damagedNext;
    throw new AppError("project.damaged", message, { next, cause: error });
  }
}

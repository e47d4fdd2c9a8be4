/** Owns finding a pass that a call names. */
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";

/** Throws not-found. */
export function findPass(project: Project, passId: string): Pass {
  const pass = project.passes.find((each) => each.id === passId);
  if (!pass) throw new AppError("not-found", "This pass is no longer in the project.");
  return pass;
}

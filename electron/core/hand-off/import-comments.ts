/** Owns taking the comments of a review into a project: its file is read, and each shot that has some gets them as one edit. */
import { readFile, stat } from "node:fs/promises";
import { commentsBytesMax, parseComments, planComments } from "../../../shared/cut/back/comments.ts";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { ProjectService } from "../projects/project-service.ts";

/** Throws `not-found`, `input.invalid`, and what edits throw; the shots before a refused edit keep theirs. */
export async function importComments(
  projects: Pick<ProjectService, "view" | "applyEdit">,
  projectId: string,
  file: string,
): Promise<OutputOf<"comments.import">> {
  const comments = parseComments(await readComments(file));
  const { project, revision: base } = await projects.view(projectId);
  const { shots, known, skipped } = planComments(project, comments);
  let revision = base;
  for (const { shotId, notes } of shots) {
    ({ revision } = await projects.applyEdit(projectId, revision, {
      type: "shot.describe",
      shotId,
      fields: { notes },
    }));
  }
  const added = shots.reduce((sum, shot) => sum + shot.added, 0);
  return { added, shots: shots.length, known, skipped: [...skipped] };
}

async function readComments(file: string): Promise<string> {
  const next = "Choose a .comments.json file saved from a review page.";
  const info = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    throw new AppError("not-found", `File not found: ${file}.`, { next: "Check the path." });
  });
  if (!info.isFile()) throw new AppError("input.invalid", `${file} is not a file.`, { next });
  if (info.size > commentsBytesMax) {
    const message = `The file is ${Math.ceil(info.size / 1024 / 1024)} MB, too large for a comments file.`;
    throw new AppError("input.invalid", message, { next });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    throw new AppError("input.invalid", "The file is not UTF-8 text.", { next, cause });
  }
}

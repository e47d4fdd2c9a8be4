/** Owns the first look at a project's stored files: which are gone, and which are not as long as they were. None is read. */
import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { Notice } from "../../../shared/rpc/runtime-contract.ts";
import { isStored, storedPath } from "../media/project-paths.ts";
import { onlyInBin } from "./bin.ts";
import type { ProjectService } from "./project-service.ts";

/** So many are looked at in one go, so that a project of thousands holds up nothing. */
const filesAtOnce = 200;

/** What to say of the files of an open project; null where all are there. */
export async function noticeOfFiles(projects: ProjectService, projectId: string): Promise<Omit<Notice, "id"> | null> {
  const folder = await projects.folderOf(projectId);
  const { takes, project } = await projects.view(projectId);
  const binned = onlyInBin(takes);
  let [missing, cut] = [0, 0];
  for (const [index, { id, file, bytes }] of (await projects.storedMedia(projectId)).entries()) {
    if (index % filesAtOnce === filesAtOnce - 1) await setImmediate();
    if (!isStored(folder, file)) missing += binned.has(id) ? 0 : 1;
    else if (statSync(storedPath(folder, file)).size !== bytes) cut += 1;
  }
  if (missing + cut === 0) return null;
  const parts = [...(missing > 0 ? [`${files(missing)} missing`] : []), ...(cut > 0 ? [`${files(cut)} damaged`] : [])];
  return {
    code: "disk.failed",
    message: `In “${project.name}”, ${parts.join(" and ")}. The plan is whole.`,
    next:
      missing > 0
        ? "Open Settings → Storage, and choose Find missing files…."
        : "Restore them from a backup of the disk, or import them again. shotline verify names them.",
  };
}

function files(count: number): string {
  return count === 1 ? "1 file is" : `${count} files are`;
}

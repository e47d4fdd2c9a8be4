/** Owns removing from a project what runs left there that ended in the midst of their work. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ownPath, workFolders } from "../media/project-paths.ts";
import { isForgotten, leftoversIn } from "../runtime/work-name.ts";

const id = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** How work was named before its names said whose it is. */
const namelessWork = new RegExp(
  `^(?:(?:animatic|converted|incoming)-${id}\\.(?:mp4|jpg|part)|.+\\.${id}\\.part)(?:\\.part)?(?:\\.pcm)?$`,
);

/**
 * Removes it from the project's own `cache` and `media`. What generation may go on with, in `cache/jobs`, stays, and so does
 * whatever has no name of work. What cannot be removed is passed over; the first reason is thrown at the end: project.damaged where
 * a link stands, or an error of the file system.
 */
export async function clearProjectLeftovers(folder: string): Promise<void> {
  const faults: unknown[] = [];
  const takes = await readdir(join(folder, "cache/takes")).catch(() => []);
  for (const inProject of [...workFolders, ...takes.map((take) => `cache/takes/${take}`)]) {
    const path = join(folder, inProject);
    const names = await leftoversIn(path);
    for (const name of await readdir(path).catch(() => [])) {
      if (namelessWork.test(name) && (await isForgotten(join(path, name)))) names.push(name);
    }
    for (const name of names) {
      try {
        await rm(ownPath(folder, `${inProject}/${name}`), { force: true });
      } catch (error) {
        faults.push(error);
      }
    }
  }
  if (faults.length > 0) throw faults[0];
}

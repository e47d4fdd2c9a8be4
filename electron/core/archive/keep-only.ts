/** Owns clearing a folder that an earlier run has left half-made, before it is gone on with: nothing stays but files that may belong into it. */
import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Removes all but the files of these names, given inside the project, where they are regular files of one name in folders that are none
 * else's. The database goes as well: it was opened. No link is followed.
 */
export async function keepOnly(folder: string, names: ReadonlySet<string>): Promise<void> {
  const look = async (inProject: string, depth: number): Promise<void> => {
    for (const name of await readdir(join(folder, inProject))) {
      const path = inProject === "" ? name : `${inProject}/${name}`;
      const info = await lstat(join(folder, path));
      const isOnWay = depth < 2 && info.isDirectory() && (depth > 0 || name === "media");
      const isKept = depth === 2 && info.isFile() && info.nlink === 1 && names.has(path);
      if (isOnWay) await look(path, depth + 1);
      else if (!isKept) await rm(join(folder, path), { recursive: true, force: true });
    }
  };
  await look("", 0);
}

/** Owns what can be made again of a project at any time: how much of it there is, and removing it. Results that jobs wait for are none of it. */
import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ownPath } from "../media/project-paths.ts";
import { isWorkUnderWay } from "../runtime/work-name.ts";

/** `cache/takes/ID/FILE` is the deepest. */
const foldersDeepMost = 4;

/** Bytes and number of the files in the cache that can be made again. */
export async function sizeOfCache(folder: string): Promise<{ bytes: number; files: number }> {
  const files = await filesOfCache(folder);
  return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files: files.length };
}

/**
 * Removes them; the bytes that were freed. Links are neither followed nor removed, and work under way goes on. What cannot be removed is
 * passed over; the first reason is thrown at the end.
 */
export async function clearCacheFolder(folder: string): Promise<number> {
  const faults: unknown[] = [];
  let freed = 0;
  for (const { inProject, bytes } of await filesOfCache(folder)) {
    try {
      await rm(ownPath(folder, inProject), { force: true });
      freed += bytes;
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return freed;
}

async function filesOfCache(folder: string): Promise<{ inProject: string; bytes: number }[]> {
  const found: { inProject: string; bytes: number }[] = [];
  const look = async (inProject: string, depth: number): Promise<void> => {
    for (const name of await readdir(join(folder, inProject)).catch(() => [])) {
      const path = `${inProject}/${name}`;
      const info = await lstat(join(folder, path)).catch(() => null);
      if (info?.isFile() && !isWorkUnderWay(name)) found.push({ inProject: path, bytes: info.size });
      if (info?.isDirectory() && depth < foldersDeepMost && path !== "cache/jobs") await look(path, depth + 1);
    }
  };
  const info = await lstat(join(folder, "cache")).catch(() => null);
  if (info?.isDirectory()) await look("cache", 1);
  return found;
}

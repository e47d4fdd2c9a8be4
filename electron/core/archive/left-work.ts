/** Owns taking over what an earlier run left half-made: a file or folder of work beside its place, which nobody goes on with. */
import { lstat, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { leftoversIn, workName } from "../runtime/work-name.ts";

/**
 * Gives what was left of making `path` the name under which this process makes it; all else that was left of it is removed. What is found
 * there afterwards is data: this user's own, no link, and nothing more is known of it.
 */
export async function takeOver(path: string): Promise<void> {
  const part = workName(path);
  const folder = dirname(path);
  for (const name of await leftoversOf(path)) {
    const left = join(folder, name);
    const isUsable = (await isOwn(left)) && (await lstat(part).catch(() => null)) === null;
    if (isUsable) await rename(left, part).catch(() => undefined);
    else await rm(left, { recursive: true, force: true }).catch(() => undefined);
  }
  // A run of this process may have left it, where the disk was away when it ended.
  if (!(await isOwn(part))) await rm(part, { recursive: true, force: true });
}

/** The largest first: the most is done there. */
async function leftoversOf(path: string): Promise<string[]> {
  const folder = dirname(path);
  const names = (await leftoversIn(folder)).filter((name) => name.startsWith(`${basename(path)}.part-`));
  const sizes = await Promise.all(names.map(async (name) => [name, await sizeOf(join(folder, name))] as const));
  return sizes.sort(([, left], [, right]) => right - left).map(([name]) => name);
}

async function sizeOf(path: string): Promise<number> {
  const info = await lstat(path).catch(() => null);
  if (!info?.isDirectory()) return info?.size ?? 0;
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => sizeOf(join(parentPath, name))));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** A file or folder of this user's that is known by one name alone. */
async function isOwn(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => null);
  if (info === null) return true;
  const isPlain = info.isDirectory() || (info.isFile() && info.nlink === 1);
  return isPlain && info.uid === (process.getuid?.() ?? info.uid);
}

/** Owns finding missing files of a project again: by their content, wherever the user says that they might be, and copying them in. */
import { existsSync } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { freeBytes, requireSpace } from "../media/disk-space.ts";
import { binnedFile, isStored, openAsFile, ownFolder, storedPath } from "../media/project-paths.ts";
import { copyWhole, hashFile } from "../runtime/files.ts";
import type { OperationContext } from "../runtime/operations.ts";
import type { StoredMedia } from "./stored-rows.ts";

type StoredFile = Pick<StoredMedia, "id" | "file" | "name" | "bytes">;

/** Larger folders are searched in part. */
const filesMost = 100_000;
const foldersDeepMost = 12;

/**
 * Copies each missing file from `place`, a file or a folder with all that lies in it, when one there has its very content. Links are not
 * followed. Gives those that were found. Throws not-found when none was, and disk.full before the first is copied.
 */
export async function relinkMedia(
  folder: string,
  stored: readonly StoredFile[],
  place: string,
  { signal, report }: OperationContext,
): Promise<StoredFile[]> {
  const missing = stored.filter(({ file }) => !isStored(folder, file) && !existsSync(join(folder, binnedFile(file))));
  if (missing.length === 0) throw new AppError("not-found", "No files of this project are missing.");
  const sizes = new Set(missing.map(({ bytes }) => bytes));
  report(0, "Looking for files of the same size");
  const candidates = await filesOfSize(place, sizes, signal);
  const found = new Map<string, string>();
  for (const [index, path] of candidates.entries()) {
    signal.throwIfAborted();
    report(0.1 + (0.6 * index) / candidates.length, "Comparing content");
    // A file that cannot be read is none of ours.
    const hash = await hashFile(path, openAsFile).catch(() => null);
    if (hash !== null && !found.has(hash)) found.set(hash, path);
  }
  const relinked = missing.filter(({ id }) => found.has(id));
  if (relinked.length === 0) {
    const files = missing.length === 1 ? missing[0]?.name : `${missing.length} missing files`;
    throw new AppError("not-found", `None of the files there has the content of ${files}.`, {
      next: "Choose another folder.",
    });
  }
  const needed = relinked.reduce((sum, { bytes }) => sum + bytes, 0);
  requireSpace(
    relinked.length === 1 ? "The file" : "These files",
    needed,
    await freeBytes(folder),
    "Free up space, then try again.",
  );
  for (const [index, { file, id }] of relinked.entries()) {
    signal.throwIfAborted();
    report(0.7 + (0.3 * index) / relinked.length, "Copying");
    ownFolder(folder, dirname(file));
    await copyWhole(found.get(id) as string, storedPath(folder, file));
  }
  return relinked;
}

async function filesOfSize(place: string, sizes: ReadonlySet<number>, signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  let left = filesMost;
  const look = async (path: string, depth: number): Promise<void> => {
    signal.throwIfAborted();
    left -= 1;
    const info = left < 0 ? null : await lstat(path).catch(() => null);
    if (info?.isFile() && sizes.has(info.size)) found.push(path);
    if (!info?.isDirectory() || depth > foldersDeepMost) return;
    for (const name of await readdir(path).catch(() => [])) await look(join(path, name), depth + 1);
  };
  await look(place, 0);
  return found;
}

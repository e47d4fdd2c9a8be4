/** Owns making a folder that is handed to others: a target in use is refused, and it has its name only when all in it is whole. */
import { existsSync } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { leftoversIn, workName } from "./work-name.ts";

export interface WholeFolder {
  readonly folder: string;
  /** Said of a target that cannot be used, such as `a hand-off`. */
  readonly what: string;
  /** Nothing is put in there. */
  readonly projectFolder: string;
  /** Whether what is in a folder that is not empty may be replaced; nothing may by default. */
  readonly mayReplace?: (folder: string) => Promise<boolean>;
}

/** Folders of work of this process. */
const underWay = new Set<string>();

/**
 * Calls `write` with a folder beside the target, then gives it the target's name; after any error nothing is left. What
 * a process left there that died goes too. Errors: `target.not-empty`, `input.invalid`, `busy`, those of the file system,
 * and what `write` throws.
 */
export async function makeWholeFolder<Result>(
  target: WholeFolder,
  write: (part: string) => Promise<Result>,
): Promise<Result> {
  const { folder, what } = target;
  const place = await checkTarget(target);
  // Not a temporary folder as the system makes them: those are closed to everybody else, and this one is for others.
  const part = workName(place);
  if (underWay.has(part)) {
    const next = "Wait until it finishes, or choose another folder.";
    throw new AppError("busy", `Another export is already writing to ${folder}.`, { next });
  }
  underWay.add(part);
  const made: string[] = [];
  try {
    await makeFolders(dirname(place), made);
    await clearLeftovers(dirname(place));
    await mkdir(part).catch((error: unknown) => {
      throw Object.assign(error as Error, { path: folder });
    });
    const result = await write(part);
    await flushFiles(part);
    await moveIntoPlace(part, place, target.mayReplace).catch((error: unknown) => {
      const isUsed = ["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "");
      throw isUsed ? inUse(folder, what) : error;
    });
    return result;
  } catch (error) {
    // The first error is the one to tell.
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    for (const each of made) await rmdir(each).catch(() => undefined);
    throw error;
  } finally {
    underWay.delete(part);
  }
}

/** Where the folder really lies, once it is sure that something may be put there. */
async function checkTarget({ folder, what, projectFolder, mayReplace }: WholeFolder): Promise<string> {
  const refused = (message: string, next: string) => new AppError("input.invalid", message, { next });
  if (!isAbsolute(folder)) throw refused(`${folder} is not a full path.`, "Choose the folder, or enter its full path.");
  const place = await realPlace(folder);
  const way = relative(await realPlace(projectFolder), place);
  if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) {
    const message = `${folder} is inside the project folder, which is reserved for the project's own files.`;
    throw refused(message, "Choose a folder outside the project.");
  }
  const entries = await readdir(place).catch(ignoreAbsent);
  if (!entries) {
    if (!(await lstat(place).catch(ignoreAbsent))) return place;
    throw refused(`${folder} is a link to a folder that does not exist.`, "Choose another folder.");
  }
  if (entries.length > 0 && !(await mayReplace?.(place))) throw inUse(folder, what);
  // An empty disk cannot be replaced by a folder, and what lies beside it is on another disk.
  if ((await stat(place)).dev === (await stat(dirname(place))).dev) return place;
  const next = `Choose a new folder such as ${join(folder, "shotline")}.`;
  throw refused(`${folder} is the root of a disk; ${what} needs a folder on it.`, next);
}

/** The path with all its links followed, also where its end is not there yet. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    ignoreAbsent(error as NodeJS.ErrnoException);
    return dirname(path) === path ? path : join(await realPlace(dirname(path)), basename(path));
  }
}

/** Puts what it makes into `made`, the innermost first. One by one: of a disk that can only be read, a recursive mkdir says that it is missing. */
async function makeFolders(folder: string, made: string[]): Promise<void> {
  if (existsSync(folder) || dirname(folder) === folder) return;
  await makeFolders(dirname(folder), made);
  try {
    await mkdir(folder);
    made.unshift(folder);
  } catch (error) {
    // Another process was quicker.
    if (!(await stat(folder).catch(ignoreAbsent))?.isDirectory()) throw error;
  }
}

/** An empty folder may stand there, which rename replaces on some systems only, or one that may be replaced: it goes when the new one stands. */
async function moveIntoPlace(part: string, place: string, mayReplace: WholeFolder["mayReplace"]): Promise<void> {
  // Asked again: something may have been put there meanwhile.
  const isReplaced = mayReplace && (await readdir(place).catch(ignoreAbsent))?.length && (await mayReplace(place));
  if (!isReplaced) {
    await rmdir(place).catch(ignoreAbsent);
    return rename(part, place);
  }
  const before = workName(`${place}.before`);
  await rename(place, before);
  await rename(part, place).catch(async (error: unknown) => {
    await rename(before, place).catch(() => undefined);
    throw error;
  });
  await rm(before, { recursive: true, force: true }).catch(() => undefined);
}

/** Removes what was left by processes that died in the midst of their work. */
export async function clearLeftovers(parent: string): Promise<void> {
  for (const name of await leftoversIn(parent)) {
    const path = join(parent, name);
    if (!underWay.has(path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Some disks, those of a network above all, say only now that they are full. */
async function flushFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name));
    try {
      await file.sync();
    } catch (error) {
      // Windows flushes only what is open for writing.
      if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
    } finally {
      await file.close();
    }
  }
}

function inUse(folder: string, what: string): AppError {
  const message = `${folder} is not empty; ${what} needs a new or empty folder, so nothing is overwritten.`;
  return new AppError("target.not-empty", message, { next: "Choose a new or empty folder." });
}

function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

/**
 * Owns the one check that a path is a project's own. A project's folder is data: what stands in it may be a link that leads out, or
 * no file at all. Nothing else of it is read as its media, and nothing else is ever written, moved or removed.
 */
import { constants, lstatSync, readdirSync, realpathSync, type Stats } from "node:fs";
import { dirname, join, sep } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";

/** For opening a file that may have become a link, or a pipe without an end, since it was looked at. Windows knows neither flag. */
export const openAsFile = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What a row may say of where a stored file lies: one folder deep, by a name that is one on every system. */
export const storedFilePattern = /^media\/(?:images|takes)\/(?!\.{1,2}$)[^/\\:\0]{1,255}$/;

/**
 * Looks at a project's folder before anything in it is opened: the database with its files and the lock are regular files, `media`,
 * `cache` and what is in them files and folders, none of them a link. Throws project.damaged, naming the first that is not.
 */
export function checkProjectFolder(folder: string): void {
  for (const name of namesIn(folder)) {
    const isOfDatabase = /^(?:project\.(?:db|before-\d+\.db)|jobs\.lock)(?:-\w+)?$/i.test(name);
    if (isOfDatabase) requireKind(folder, name, (info) => info.isFile());
  }
  for (const name of ["media", "cache"]) {
    if (!requireKind(folder, name, (info) => info.isDirectory())) continue;
    for (const inside of namesIn(join(folder, name))) {
      requireKind(folder, `${name}/${inside}`, (info) => info.isDirectory() || (info.isFile() && name === "cache"));
    }
  }
}

/** The path of a stored file, as its row says it. Throws project.damaged where that is no place for one, or no regular file stands there. */
export function storedPath(folder: string, file: string): string {
  if (!storedFilePattern.test(file)) throw notOurs(file);
  const parent = lstatSync(join(folder, dirname(file)), { throwIfNoEntry: false });
  if (parent !== undefined && !parent.isDirectory()) throw notOurs(dirname(file));
  requireKind(folder, file, (info) => info.isFile());
  return join(folder, file);
}

/** Whether a stored file is there, as a regular file. */
export function isStored(folder: string, file: string): boolean {
  return storedFilePattern.test(file) && lstatSync(join(folder, file), { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * The path of a file that is to be written, moved or removed, given inside the project (`cache/jobs/NAME`); its folder must be there.
 * Throws project.damaged where that, by its real path, does not lie in the project's own `cache` or `media`, or where a link or
 * anything but a regular file stands in its place.
 */
export function ownPath(folder: string, inProject: string): string {
  const path = join(folder, inProject);
  const root = realpathSync(folder);
  const parent = `${realpathSync(dirname(path))}${sep}`;
  const isInside = ["cache", "media"].some((own) => parent.startsWith(`${join(root, own)}${sep}`));
  if (!isInside) throw notOurs(inProject);
  requireKind(folder, inProject, (info) => info.isFile());
  return path;
}

/** False for what is not there. */
function requireKind(folder: string, inProject: string, isRight: (info: Stats) => boolean): boolean {
  const info = lstatSync(join(folder, inProject), { throwIfNoEntry: false });
  if (info === undefined) return false;
  if (!isRight(info)) throw notOurs(inProject);
  return true;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // A folder that is not there has nothing in it.
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

function notOurs(inProject: string): AppError {
  const message = `${inProject} in the project's folder is not what Shotline put there.`;
  return new AppError("project.damaged", message, { next: "Remove it, or open a copy of the project that is whole." });
}

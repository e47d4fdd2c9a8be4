/**
 * Owns the one check that a path is a project's own. A project's folder is data: what stands in it may be a link that leads out, or
 * no file at all. Nothing else of it is read as its media, and nothing else is ever written, moved or removed.
 */
import { constants, lstatSync, mkdirSync, readdirSync, realpathSync, type Stats } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";

/** For opening a file that may have become a link, or a pipe without an end, since it was looked at. Windows knows neither flag. */
export const openAsFile = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What a row may say of where a stored file lies: one folder deep, by a name that is one and the same on every system. */
export const storedFilePattern = /^media\/(?:images|takes|sounds)\/(?!\.{1,2}$)[^/\\:\p{Cc}]{1,255}(?<!\.)$/u;

/**
 * Looks at a project's folder before anything in it is opened: the database with its files, what was saved last and the locks are regular files of one
 * name, `media`, `cache`, `bin`, `backups` and what is in them files and folders, none of them a link. Throws project.damaged, naming the first that is
 * not.
 */
export function checkProjectFolder(folder: string): void {
  for (const name of namesIn(folder)) {
    if (
      !/^(?:project\.(?:db|before-\d+\.db|next-.+\.db|state)|(?:jobs|editor|recovery|takes)\.lock)(?:[-.]\w+)?$/i.test(
        name,
      )
    )
      continue;
    const info = look(folder, name, (each) => each.isFile());
    if (info !== null && info.nlink > 1) throw hasSecondName(name);
  }
  for (const own of ["media", "cache", "bin", "backups"]) {
    if (look(folder, own, isFolder) === null) continue;
    for (const name of namesIn(join(folder, own))) {
      // Other programs leave files of their own beside ours, but not in the place of a folder.
      const isRight = ownFolders.includes(`${own}/${name}`) ? isFolder : isFileOrFolder;
      look(folder, `${own}/${name}`, isRight);
    }
  }
}

/** Where a stored file lies while it is in the bin. */
export function binnedFile(file: string): string {
  return `bin/${basename(file)}`;
}

/** Where files are made that have names of work until they are whole. */
export const workFolders = [
  "media/images",
  "media/takes",
  "media/sounds",
  "cache",
  "cache/films",
  "cache/proxy",
  "cache/takes",
  "cache/thumbnail",
];
const ownFolders = [...workFolders.filter((folder) => folder !== "cache"), "cache/jobs"];

/** The path of a stored file, as its row says it. Throws project.damaged where that is no place for one, or no regular file stands there. */
export function storedPath(folder: string, file: string): string {
  if (!storedFilePattern.test(file)) throw notOurs(file);
  for (const part of ["media", dirname(file)]) if (look(folder, part, isFolder) === null) return join(folder, file);
  const found = spelled(folder, file);
  look(folder, found, (info) => info.isFile());
  return join(folder, found);
}

/** The name under which a file is there: macOS, and archives made there, write the same letters in parts. */
function spelled(folder: string, inProject: string): string {
  const forms = [inProject, inProject.normalize("NFC"), inProject.normalize("NFD")];
  return forms.find((form) => infoOf(folder, form) !== undefined) ?? inProject;
}

/** Whether a stored file is there, as a regular file in folders of the project's own. */
export function isStored(folder: string, file: string): boolean {
  if (!storedFilePattern.test(file)) return false;
  const isInFolders = ["media", dirname(file)].every((part) => infoOf(folder, part)?.isDirectory());
  return isInFolders && infoOf(folder, spelled(folder, file))?.isFile() === true;
}

/**
 * The path of a folder inside the project (`cache/proxy`), made where it is not there yet. Throws project.damaged where a link or
 * anything but a folder stands on the way to it.
 */
export function ownFolder(folder: string, inProject: string): string {
  const parts = inProject.split("/");
  for (const count of parts.keys()) {
    const part = parts.slice(0, count + 1).join("/");
    if (look(folder, part, isFolder) !== null) continue;
    // Another process may have made it meanwhile.
    mkdirSync(join(folder, part), { recursive: true });
    look(folder, part, isFolder);
  }
  return join(folder, inProject);
}

/**
 * The path of a file that is to be written, moved or removed, given inside the project (`cache/jobs/NAME`); its folder must be there.
 * Throws project.damaged where that, by its real path, does not lie in the project's own `cache`, `media`, `bin` or `backups`, or where a link, a file
 * with a second name or anything but a regular file stands in its place.
 */
export function ownPath(folder: string, inProject: string): string {
  const own = spelled(folder, inProject);
  const path = join(folder, own);
  const root = realpathSync(folder);
  const parent = `${realpathSync(dirname(path))}${sep}`;
  const isInside = ["cache", "media", "bin", "backups"].some((own) => parent.startsWith(`${join(root, own)}${sep}`));
  if (!isInside) throw notOurs(inProject);
  const info = look(folder, own, (each) => each.isFile());
  if (info !== null && info.nlink > 1) throw hasSecondName(inProject);
  return path;
}

const isFolder = (info: Stats) => info.isDirectory();
const isFileOrFolder = (info: Stats) => info.isFile() || info.isDirectory();

function infoOf(folder: string, inProject: string): Stats | undefined {
  return orNothing(() => lstatSync(join(folder, inProject), { throwIfNoEntry: false }));
}

/** Null for what is not there. Throws project.damaged for a link, and for what is not as it should be. */
function look(folder: string, inProject: string, isRight: (info: Stats) => boolean): Stats | null {
  const info = infoOf(folder, inProject);
  if (info === undefined) return null;
  if (info.isSymbolicLink()) {
    const message = `${shown(inProject)} in the project folder is a link; Shotline does not follow links.`;
    throw new AppError("project.damaged", message, {
      next: "Put the file or folder itself there, or remove the link.",
    });
  }
  if (!isRight(info)) throw notOurs(inProject);
  return info;
}

function namesIn(folder: string): string[] {
  return orNothing(() => readdirSync(folder)) ?? [];
}

/** Nothing is in a folder that is not there, nor in what is none. */
function orNothing<Found>(look: () => Found): Found | undefined {
  try {
    return look();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

function notOurs(inProject: string): AppError {
  const message = `${shown(inProject)} in the project folder is not the file or folder Shotline created.`;
  return new AppError("project.damaged", message, { next: "Remove it, or open an intact copy of the project." });
}

/** What is written to such a file is written to the other one as well, wherever that lies. */
function hasSecondName(inProject: string): AppError {
  const message = `${shown(inProject)} in the project folder is hard-linked to another file on the disk.`;
  return new AppError("project.damaged", message, { next: "Copy the project folder, then open the copy." });
}

/** A name that somebody else chose, short and without what would not be seen. */
function shown(name: string): string {
  const plain = name.replace(/\p{Cc}/gu, "?");
  return plain.length > 100 ? `${plain.slice(0, 100)}…` : plain;
}

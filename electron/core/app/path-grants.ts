/**
 * Owns which paths a call of the page may name where the desktop has dialogs of its own: those that a dialog gave in this run, and what
 * this installation knows anyway. Whatever else runs in the page reaches nothing more of the disk.
 */
import { dirname, relative, resolve, sep } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";

/** The fields of calls that are paths on this computer (shared/rpc/method.ts). */
const pathFields = ["folder", "parent", "planFile", "file"] as const;

export interface KnownPlaces {
  readonly projectsFolder: string;
  readonly projectFolders: readonly string[];
}

export class PathGrants {
  readonly #given = new Set<string>();

  /** A dialog of the desktop gave it: the file, or the folder with all that lies in it. */
  give(path: string): void {
    this.#given.add(resolve(path));
  }

  /** Throws access.denied for a call that names any other path, or asks what lies on the disk. */
  require(method: string, input: unknown, known: KnownPlaces): void {
    if (method === "files.browse") throw denied("Folders are browsed in the system's own dialogs.");
    for (const field of pathFields) {
      const path = (input as Record<string, unknown> | null)?.[field];
      if (typeof path === "string" && !this.#isGranted(resolve(path), known))
        throw denied(`${path} was not chosen in a dialog.`);
    }
  }

  #isGranted(path: string, { projectsFolder, projectFolders }: KnownPlaces): boolean {
    if ([...this.#given, resolve(projectsFolder)].some((place) => lies(path, place))) return true;
    // What is written for others is suggested beside a project's own folder.
    return projectFolders.some((folder) => lies(path, folder) || dirname(path) === dirname(resolve(folder)));
  }
}

function lies(path: string, place: string): boolean {
  const way = relative(place, path);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way);
}

function denied(message: string): AppError {
  return new AppError("access.denied", message, { next: "Choose it with Choose… or Open…." });
}

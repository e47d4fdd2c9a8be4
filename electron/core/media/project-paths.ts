/** Owns the one check that a path is a project's own: nothing else of a project's folder is ever written, moved or removed. */
import { lstatSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";

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
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (isInside && (info === undefined || info.isFile())) return path;
  throw new AppError("project.damaged", `${inProject} in the project's folder is not what Shotline put there.`, {
    next: "Remove it, or open a copy of the project that is whole.",
  });
}

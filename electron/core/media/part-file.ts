/** Owns how files come to be: written beside their place under a name of work, then renamed, so that no half file has a final name. */
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { workName } from "../runtime/work-name.ts";

/**
 * Calls `write` with the name to write to, then gives the file its final name. When anything fails, nothing is left.
 * Errors: `disk.full`, `disk.denied`, `disk.failed`, and whatever `write` throws.
 */
export async function writeThroughPart<Result>(
  file: string,
  write: (partFile: string) => Promise<Result>,
): Promise<Result> {
  const partFile = workName(file);
  try {
    await mkdir(dirname(file), { recursive: true });
    const result = await write(partFile);
    await rename(partFile, file);
    return result;
  } catch (error) {
    await rm(partFile, { force: true }).catch(() => undefined); // The first error is the one to tell.
    throw diskError(error, dirname(file));
  }
}

/** A file system error as one that the user understands; any other error is given back as it is. */
function diskError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const text = error instanceof Error && !(error instanceof AppError) ? error.message : "";
  if (code === "ENOSPC" || code === "EDQUOT" || /No space left on device/.test(text)) {
    return new AppError("disk.full", "The disk is full.", {
      next: "Free up space, then try again.",
      path: folder,
      cause: error,
    });
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || /[Pp]ermission denied/.test(text)) {
    return new AppError("disk.denied", `Can't write to the folder ${folder}.`, {
      next: "Choose a folder you can write to, or change its permissions.",
      path: folder,
      cause: error,
    });
  }
  return error;
}

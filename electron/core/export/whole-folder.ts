/** Owns making a folder that is handed to others: a target in use is refused, and it has its name only when all in it is whole. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../../shared/rpc/errors.ts";

/**
 * Calls `write` with a folder beside the target, then gives it the target's name; after any error nothing is left. `what`
 * is said of a target in use, such as `a hand-off`. Errors: `target.not-empty`, `input.invalid`, and what `write` throws.
 */
export async function makeWholeFolder<Result>(
  folder: string,
  what: string,
  write: (part: string) => Promise<Result>,
): Promise<Result> {
  await refuseUsedTarget(folder, what);
  await mkdir(dirname(folder), { recursive: true });
  // Not a temporary folder as the system makes them: those are closed to everybody else, and this one is for others.
  const part = join(dirname(folder), `${basename(folder)}.part-${randomUUID().slice(0, 8)}`);
  await mkdir(part);
  try {
    const result = await write(part);
    // An empty folder may stand there; rename replaces it on some systems only.
    await rmdir(folder).catch(ignoreAbsent);
    await rename(part, folder);
    return result;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function refuseUsedTarget(folder: string, what: string): Promise<void> {
  const entries = await readdir(folder).catch(ignoreAbsent);
  if (!entries) return;
  if (entries.length > 0) {
    const message = `${folder} is not empty, and ${what} never overwrites or mixes with what is there.`;
    throw new AppError("target.not-empty", message, { next: "Choose a new folder or an empty one." });
  }
  // An empty disk cannot be replaced by a folder, and what lies beside it is on another disk.
  if ((await stat(folder)).dev === (await stat(dirname(folder))).dev) return;
  const message = `${folder} is a whole disk; ${what} becomes a folder on it.`;
  throw new AppError("input.invalid", message, { next: `Choose a new folder such as ${join(folder, "shotline")}.` });
}

function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

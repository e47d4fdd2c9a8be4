/**
 * Owns putting another database in the place of a project's: the old one is moved aside, never removed, and a crash at any point leaves
 * the one or the other, which the next opening makes sure of. Until then the new one has a name that says where the old one goes.
 */
import { closeSync, existsSync, fsyncSync, lstatSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { takeExclusiveLock } from "./exclusive-lock.ts";

const namePattern = /^project\.next-([0-9A-Za-z._-]{1,100})\.db$/;
const lockName = "recovery.lock";

/**
 * Gives the database at `fresh`, whole and closed, the place of that in `folder`. The old one becomes `backups/KEPT.db`, with its log
 * beside it; `backups` is there. Throws busy while another process does the same, and what the file system throws.
 */
export function swapDatabase(folder: string, fresh: string, kept: string): void {
  const lock = takeExclusiveLock(folder, lockName);
  if (!lock)
    throw new AppError("busy", "This project is being repaired already.", { next: "Wait until that is done." });
  try {
    const next = join(folder, `project.next-${kept}.db`);
    flush(fresh);
    renameSync(fresh, next);
    flush(folder);
    // From here on the new one is in force, whatever happens.
    move(join(folder, "project.db"), join(folder, "backups", `${kept}.db`));
    finish(folder, next, kept);
  } finally {
    lock.release();
  }
}

/** Ends a swap that a crash cut short: forward where the old database was moved already, else back. Nothing where there was none. */
export function finishSwap(folder: string): void {
  if (startedSwaps(folder).length === 0) return;
  const lock = takeExclusiveLock(folder, lockName);
  if (!lock) return;
  try {
    // Looked at again: whoever had the lock may have ended it.
    for (const name of startedSwaps(folder)) {
      const next = join(folder, name);
      if (existsSync(join(folder, "project.db"))) rmSync(next);
      else finish(folder, next, namePattern.exec(name)?.[1] ?? "");
    }
  } finally {
    lock.release();
  }
}

function startedSwaps(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => namePattern.test(name));
    return names.filter((name) => lstatSync(join(folder, name)).isFile());
  } catch {
    // A folder that cannot be read has nothing that could be ended.
    return [];
  }
}

/** The log goes first: beside another database it would be taken for that one's. */
function finish(folder: string, next: string, kept: string): void {
  const log = join(folder, "project.db-wal");
  if (existsSync(log)) move(log, join(folder, "backups", `${kept}.db-wal`));
  rmSync(join(folder, "project.db-shm"), { force: true });
  renameSync(next, join(folder, "project.db"));
  flush(folder);
}

function move(from: string, to: string): void {
  if (!existsSync(from)) return;
  renameSync(from, to);
  flush(dirname(to));
}

function flush(path: string): void {
  try {
    const file = openSync(path, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    // Windows flushes no folder, and only what is open for writing.
    if (!["EPERM", "EISDIR", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

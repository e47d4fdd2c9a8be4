/** Owns locks by which one process alone does something: held by the system, so that they end with the process. */
import { resolve } from "node:path";
import Database from "better-sqlite3";

export interface ExclusiveLock {
  release(): void;
}

/**
 * Takes a lock in `folder`, by default that of a project's jobs; null when another one holds it. It is a small database of its own, as
 * the project's is open to all; only SQLite may touch the file, since closing any other handle on it would free the lock.
 */
export function takeExclusiveLock(folder: string, name = "jobs.lock"): ExclusiveLock | null {
  const lock = new Database(resolve(folder, name), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
  return { release: () => void lock.close() };
}

/** Owns the lock by which one process alone works on a project's jobs: held by the system, so that it ends with the process. */
import { join } from "node:path";
import Database from "better-sqlite3";

export interface ExclusiveLock {
  release(): void;
}

/**
 * Takes the lock of the project in `folder`; null when another one holds it. It is a small database of its own, as the
 * project's is open to all; only SQLite may touch the file, since closing any other handle on it would free the lock.
 */
export function takeExclusiveLock(folder: string): ExclusiveLock | null {
  const lock = new Database(join(folder, "jobs.lock"), { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
  return { release: () => void lock.close() };
}

/** Owns writing SQLite's log back into the database file, so that programs which copy or sync folders see one whole file. */
import type { ProjectDatabase } from "./open-database.ts";

/** Waits for nobody: false where another connection is reading or writing. Throws what the disk says. */
export function writeLogBack(database: ProjectDatabase): boolean {
  const patience = database.pragma("busy_timeout", { simple: true }) as number;
  database.pragma("busy_timeout = 0");
  try {
    return database.pragma("wal_checkpoint(TRUNCATE)", { simple: true }) === 0;
  } finally {
    database.pragma(`busy_timeout = ${patience}`);
  }
}

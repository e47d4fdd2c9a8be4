/** Owns databases in which what was read of a damaged one is put together: on the disk to stay, in memory to be counted. */
import Database from "better-sqlite3";
import { migrations } from "../migrations.ts";
import type { ProjectDatabase } from "../open-database.ts";

/** An empty database of this version's schema, in memory. */
export function openInMemory(): ProjectDatabase {
  const database = new Database(":memory:");
  for (const migration of migrations) database.exec(migration);
  database.pragma("foreign_keys = ON");
  return database;
}

/** Whether SQLite itself finds nothing wrong; quick, or with every entry of every index. */
export function isSound(database: ProjectDatabase, check: "quick_check" | "integrity_check"): boolean {
  try {
    if (database.pragma(`${check}(1)`, { simple: true }) !== "ok") return false;
    return (database.pragma("foreign_key_check") as unknown[]).length === 0;
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}

/** Makes all indexes anew from their tables; whether the database is sound then. Nothing is changed where it is not. */
export function rebuildIndexes(database: ProjectDatabase): boolean {
  const refused = new Error("The database is not sound.");
  try {
    database.transaction(() => {
      database.exec("REINDEX");
      if (!isSound(database, "integrity_check")) throw refused;
    })();
    return true;
  } catch (error) {
    if (error === refused || error instanceof Database.SqliteError) return false;
    throw error;
  }
}

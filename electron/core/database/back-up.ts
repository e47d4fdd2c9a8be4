/** Owns copies of a project's database as files: making one while the project is in use, and opening one as data, without touching the file. */
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors/app-error.ts";
import { applicationId, versionOf } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { type ProjectDatabase, schemaVersion } from "./open-database.ts";
import { requireSchema } from "./require-schema.ts";
import { limitTables } from "./table-limits.ts";

/** What SQLite holds in memory at most. */
export const copyBytesMax = 1_000_000_000;
const allPages = 0x7fffffff;

/**
 * Copies the database in `folder` to `target`, a new file, as it stands at one moment, however much is written meanwhile, and flushes it.
 * In one go, so for a thread of its own. Errors are those of SQLite and of the file system; `target` may then be left half-made.
 */
export async function copyDatabase(folder: string, target: string): Promise<void> {
  const source = new Database(resolve(folder, "project.db"), { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    await source.backup(target, { progress: () => allPages });
  } finally {
    source.close();
  }
  const file = await open(target, "r+");
  try {
    // What `journal_mode = DELETE` writes, without the log that SQLite would have to make beside the file for it: it is one file, whole.
    await file.write(rollbackJournal, 0, 2, journalOffset);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Where a database's header says how it is journaled, once for writers and once for readers. */
const journalOffset = 18;
const rollbackJournal = Buffer.from([1, 1]);

/**
 * Opens the bytes of a project's database in memory, checked as a project that is opened, and brought to this version's schema there.
 * `name` is said in errors. Throws project.damaged and project.newer.
 */
export function openBytes(bytes: Buffer, name: string): ProjectDatabase {
  let database: ProjectDatabase | undefined;
  try {
    if (bytes.length < 512) throw damagedBackup(name);
    // A log has no place in memory; what was in one is in the file by now, or was never in it.
    rollbackJournal.copy(bytes, journalOffset);
    database = new Database(bytes);
    database.pragma("trusted_schema = OFF");
    database.pragma("cell_size_check = ON");
    if (database.pragma("application_id", { simple: true }) !== applicationId) throw damagedBackup(name);
    if (versionOf(database) > schemaVersion) {
      const next = "Update Shotline, then try again.";
      throw new AppError("project.newer", `The backup ${name} was made with a newer version of Shotline.`, { next });
    }
    requireSchema(database, migrations, name);
    if (database.pragma("integrity_check(1)", { simple: true }) !== "ok") throw damagedBackup(name);
    if ((database.pragma("foreign_key_check") as unknown[]).length > 0) throw damagedBackup(name);
    for (const migration of migrations.slice(versionOf(database))) database.exec(migration);
    limitTables(database);
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof Database.SqliteError ? damagedBackup(name, error) : error;
  }
}

export function damagedBackup(name: string, cause?: unknown): AppError {
  const more = { next: "Choose another backup.", ...(cause === undefined ? {} : { cause }) };
  return new AppError("project.damaged", `The backup ${name} is damaged.`, more);
}

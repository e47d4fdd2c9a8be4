/** Owns opening a project's database: settings, migrations with a copy first, and refusing what is newer or damaged. */
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors/app-error.ts";
import { applicationId, migrate, versionOf } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { damagedNext } from "./read-rows.ts";
import { requireSchema } from "./require-schema.ts";
import { limitTables } from "./table-limits.ts";

export type ProjectDatabase = Database.Database;

export const schemaVersion = migrations.length;

/**
 * Opens (or with `create` makes) the database `project.db` in `folder` and brings it to this version's schema.
 * Throws project.missing, project.newer or project.damaged.
 */
export function openDatabase(folder: string, { create = false } = {}): ProjectDatabase {
  const file = join(folder, "project.db");
  if (!create && !existsSync(file)) {
    // What a project leaves behind when its database is gone.
    if (["project.state", "media", "backups"].some((name) => existsSync(join(folder, name)))) {
      throw new AppError("project.damaged", `The project's database is missing from ${folder}.`, { next: damagedNext });
    }
    const next = "Choose a folder whose name ends in .shotline.";
    throw new AppError("project.missing", `There is no Shotline project in ${folder}.`, { next });
  }
  let database: ProjectDatabase | undefined;
  try {
    // The driver would cut a space off the front of a path.
    database = new Database(resolve(file), { timeout: 5000 });
    prepare(database, folder, create);
    if (!create && isClosedByHeader(database, file)) throw damagedFile(folder);
    return database;
  } catch (error) {
    database?.close();
    throw asProjectError(error, folder);
  }
}

function prepare(database: ProjectDatabase, folder: string, create: boolean): void {
  // The schema is data as well: nothing that it names is called, and damage in it is met here.
  database.pragma("trusted_schema = OFF");
  database.pragma("cell_size_check = ON");
  const owner = database.pragma("application_id", { simple: true }) as number;
  if (!create && owner !== applicationId) {
    const message = `${join(folder, "project.db")} is not a Shotline project.`;
    throw new AppError("project.damaged", message, { next: damagedNext });
  }
  if (versionOf(database) > schemaVersion) {
    const next = "Update Shotline, then open the project again.";
    throw new AppError("project.newer", "This project was made with a newer version of Shotline.", { next });
  }
  if (!create) requireSchema(database, migrations, folder);
  database.pragma("journal_mode = WAL");
  // FULL: what was answered as saved is on the disk, also when the power goes.
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  migrate(database, folder, migrations);
  limitTables(database);
}

/** A number for how the file may be written that no version of SQLite has: it could be looked at, and nothing in it saved. */
function isClosedByHeader(database: ProjectDatabase, path: string): boolean {
  const header = Buffer.alloc(20);
  const file = openSync(path, "r");
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  if (header.readUInt8(18) <= 2) return false;
  try {
    // The log may have a good header, which is the one that counts.
    database.exec("BEGIN IMMEDIATE; UPDATE project SET revision = revision; ROLLBACK");
    return false;
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    return error instanceof Database.SqliteError && error.code === "SQLITE_READONLY";
  }
}

function damagedFile(folder: string, cause?: unknown): AppError {
  const more = { next: damagedNext, ...(cause === undefined ? {} : { cause }) };
  return new AppError("project.damaged", `The project in ${folder} is damaged.`, more);
}

/** What the disk, the system or another process is to blame for; every other fault is in what the file holds. */
const notOfContent =
  /^SQLITE_(?:BUSY|LOCKED|PROTOCOL|FULL|IOERR|CANTOPEN|READONLY|PERM|AUTH|NOMEM|INTERRUPT|NOLFS|MISUSE|ABORT)/;

/** What SQLite throws of a damaged file becomes project.damaged; any other error stays as it is. */
export function asProjectError(error: unknown, folder: string): unknown {
  if (!(error instanceof Database.SqliteError) || notOfContent.test(error.code)) return error;
  return damagedFile(folder, error);
}

/**
 * Owns opening a project's database however it lies there: itself, or, on a disk that can only be read, a copy of it that is only
 * looked at. SQLite cannot read such a database in its place, as it needs room beside it for the index of what was written last.
 */
import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, rmdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors/app-error.ts";
import { openDatabase, type ProjectDatabase } from "./open-database.ts";

/** Where the copies lie, each in a folder of its own. */
const places = new WeakMap<ProjectDatabase, string>();
const refusals = /^(?:EACCES|EPERM|EROFS)$/;

/** Throws as `openDatabase` does, and disk.denied for what cannot even be read. Closed by `closeDatabase`. */
export function openAsFound(folder: string): ProjectDatabase {
  if (!isWritable(folder)) return openCopy(folder);
  try {
    return openDatabase(folder);
  } catch (error) {
    // What the system grants is not always what the disk does.
    const code = error instanceof Database.SqliteError ? error.code : "";
    if (!/^SQLITE_(?:READONLY|CANTOPEN)/.test(code) || takesFiles(folder)) throw error;
    return openCopy(folder);
  }
}

/** The folder of this copy, which goes with it and may hold what is made of the project; null for a project's own database. */
export function placeOfCopy(database: ProjectDatabase): string | null {
  return places.get(database) ?? null;
}

export function closeDatabase(database: ProjectDatabase): void {
  const place = placeOfCopy(database);
  database.close();
  if (place !== null) rmSync(place, { recursive: true, force: true });
}

/** What stands on the disk now, as a text that is another one once somebody else has written. */
export function stateOfFiles(folder: string): string {
  return filesOf(folder)
    .map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
    .map((info) => (info === undefined ? "none" : `${info.dev}:${info.ino}:${info.size}:${info.mtimeNs}`))
    .join(" ");
}

function filesOf(folder: string): string[] {
  return ["project.db", "project.db-wal"].map((name) => join(folder, name));
}

function isWritable(folder: string): boolean {
  try {
    for (const path of [folder, join(folder, "project.db")]) accessSync(path, constants.W_OK);
    return true;
  } catch (error) {
    // What is not there at all is told of by opening it.
    return !refusals.test((error as NodeJS.ErrnoException).code ?? "");
  }
}

function takesFiles(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, "cache-")));
    return true;
  } catch (error) {
    return !refusals.test((error as NodeJS.ErrnoException).code ?? "");
  }
}

/**
 * Opens a copy, so that nothing is written beside the database. Throws as `openAsFound` does. Closed by `closeDatabase`. One that is
 * looked through has to be one that can be written: in any other, SQLite asks no CHECK.
 */
export function openCopy(folder: string, { isReadOnly = true } = {}): ProjectDatabase {
  const place = mkdtempSync(join(tmpdir(), "shotline-read-only-"));
  try {
    copyFiles(folder, place);
    // The copy takes in what was written last, and what this version's schema has besides.
    const written = openDatabase(place);
    if (isReadOnly) written.close();
    const database = isReadOnly ? new Database(resolve(place, "project.db"), { readonly: true }) : written;
    database.pragma("trusted_schema = OFF");
    places.set(database, place);
    return database;
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    if (!refusals.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    const next = "Change its permissions, or copy it elsewhere.";
    throw new AppError("disk.denied", `Can't read the project in ${folder}.`, { next, cause: error });
  }
}

/** Copies both files as they stood at one time: another computer may write to a disk that this one can only read. */
function copyFiles(folder: string, place: string): void {
  for (let tries = 0; tries < 5; tries += 1) {
    const before = stateOfFiles(folder);
    for (const name of ["project.db", "project.db-wal"]) {
      rmSync(join(place, name), { force: true });
      if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(place, name));
    }
    if (stateOfFiles(folder) === before) return;
  }
  const next = "Wait until it is closed there, then open it again.";
  throw new AppError("busy", "The project is in use on another computer.", { next });
}

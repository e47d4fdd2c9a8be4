/**
 * Owns that a database has the schema which our migrations make, and nothing besides: no view in a table's place, no trigger, no other
 * table, asked before any of them is read.
 */
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors/app-error.ts";
import { versionOf } from "./migrate.ts";
import { damagedNext } from "./read-rows.ts";

interface Entry {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** More than a project's database ever has; a schema with more is read no further. */
const entriesMax = 500;
const made = new Map<string, string>();

/** Throws project.damaged. The database says which of the migrations it has seen. */
export function requireSchema(database: Database.Database, migrations: readonly string[], folder: string): void {
  const version = versionOf(database);
  const differs = version < 1 || listEntries(database) !== schemaAfter(migrations.slice(0, version));
  if (!differs) return;
  const message = `The database of the project in ${folder} does not have Shotline's schema.`;
  throw new AppError("project.damaged", message, { next: damagedNext });
}

function schemaAfter(migrations: readonly string[]): string {
  const key = migrations.join("\n");
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = new Database(":memory:");
  try {
    for (const migration of migrations) fresh.exec(migration);
    const schema = listEntries(fresh);
    made.set(key, schema);
    return schema;
  } finally {
    fresh.close();
  }
}

function listEntries(database: Database.Database): string {
  const rows = database
    .prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name LIMIT ?")
    .all(entriesMax) as Entry[];
  return JSON.stringify(rows);
}

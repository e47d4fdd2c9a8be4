/** Owns databases as SQL text: written for fixtures, and made again from it, byte for byte as far as SQLite knows. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";

/** The whole database as statements: its tables with their rows, then its indexes, then what says whose it is. */
export function dumpDatabase(database: Database.Database): string {
  const objects = database
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .all() as { type: string; name: string; sql: string }[];
  const tables = objects.filter(({ type }) => type === "table");
  const pragmas = ["application_id", "user_version"].map(
    (name) => `PRAGMA ${name} = ${database.pragma(name, { simple: true })};`,
  );
  return [
    "BEGIN;",
    ...tables.flatMap(({ name, sql }) => [`${sql};`, ...rowsOf(database, name)]),
    ...objects.filter(({ type }) => type !== "table").map(({ sql }) => `${sql};`),
    ...pragmas,
    "COMMIT;\n",
  ].join("\n");
}

function rowsOf(database: Database.Database, table: string): string[] {
  const columns = (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => `quote(${name})`);
  const rows = database
    .prepare(`SELECT ${columns.join(", ")} FROM ${table}`)
    .raw()
    .all() as string[][];
  return rows.map((values) => `INSERT INTO ${table} VALUES (${values.join(", ")});`);
}

/** Makes a project's folder with the database that the text says, and nothing else in it. */
export function writeDatabase(folder: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  const database = new Database(join(folder, "project.db"));
  try {
    // Rows stand in the order of their tables, which refer to later ones.
    database.pragma("foreign_keys = OFF");
    database.exec(text);
  } finally {
    database.close();
  }
}

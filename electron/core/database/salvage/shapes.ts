/** Owns what rows of our tables look like in a file, learned from the migrations: the types of their columns, and where their trees begin. */
import Database from "better-sqlite3";
import { migrations } from "../migrations.ts";
import { isInteger, isText } from "./cells.ts";

export interface Shape {
  readonly table: string;
  /** In the order of the record. */
  readonly columns: readonly Column[];
  /** Columns that rows have which were written before a migration added the others. */
  readonly columnsMin: number;
  /** Whether its rows lie in the tree of an index, as those without a rowid do. */
  readonly isIndex: boolean;
}

interface Column {
  readonly name: string;
  readonly isText: boolean;
  readonly isRequired: boolean;
  /** Stands for the rowid, and is stored as nothing. */
  readonly isRowid: boolean;
}

export interface KnownSchema {
  readonly shapes: readonly Shape[];
  /** Where the trees of tables and indexes begin in a database that this version made. */
  readonly roots: ReadonlyMap<string, number>;
}

interface Info {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

let known: KnownSchema | null = null;

export function knownSchema(): KnownSchema {
  known ??= learn();
  return known;
}

function learn(): KnownSchema {
  const database = new Database(":memory:");
  try {
    const least = new Map<string, number>();
    for (const migration of migrations) {
      database.exec(migration);
      for (const table of tablesOf(database)) {
        if (!least.has(table)) least.set(table, infoOf(database, table).length);
      }
    }
    const shapes = tablesOf(database).map((table) => shapeOf(database, table, least.get(table) ?? 0));
    const entries = database.prepare("SELECT name, rootpage FROM sqlite_schema").all() as {
      name: string;
      rootpage: number;
    }[];
    return { shapes, roots: new Map(entries.map(({ name, rootpage }) => [name, rootpage])) };
  } finally {
    database.close();
  }
}

function tablesOf(database: Database.Database): string[] {
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
  return database.prepare(sql).pluck().all() as string[];
}

function infoOf(database: Database.Database, table: string): Info[] {
  return database.pragma(`table_info(${table})`) as Info[];
}

function shapeOf(database: Database.Database, table: string, columnsMin: number): Shape {
  const list = database.pragma(`table_list(${table})`) as { wr: number }[];
  const isIndex = list[0]?.wr === 1;
  const info = infoOf(database, table);
  // Without a rowid, the columns of the key come first.
  const keys = info.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
  const ordered = isIndex ? [...keys, ...info.filter(({ pk }) => pk === 0)] : info;
  const columns = ordered.map(({ name, type, notnull, pk }) => ({
    name,
    isText: type === "TEXT",
    // A key of text may be nothing for SQLite, but never is for us.
    isRequired: notnull === 1 || pk > 0,
    isRowid: !isIndex && pk > 0 && type === "INTEGER",
  }));
  return { table, columns, columnsMin, isIndex };
}

/** Whether a record of these types may be a row of the table. */
export function fits({ columns, columnsMin }: Shape, types: readonly number[]): boolean {
  if (types.length < columnsMin || types.length > columns.length) return false;
  return types.every((type, index) => {
    const column = columns[index] as Column;
    if (column.isRowid) return type === 0;
    if (type === 0) return !column.isRequired;
    return column.isText ? isText(type) : isInteger(type);
  });
}

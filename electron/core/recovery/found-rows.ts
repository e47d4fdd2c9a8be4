/** Owns what can be read of a damaged database as rows, each key once, and what its indexes tell of rows that cannot. */
import type { Row, TableReader } from "../database/salvage/read-tables.ts";

/** The most characters that the rows of one table have together; what comes after is not read. */
const charactersMax = 400_000_000;

/**
 * The rows of a table by key, in the order of their places; those that the table's tree leads to come before what lay elsewhere, which may
 * have been deleted, and counts for nothing where the tree is whole. `inTree` gets the keys of the former.
 */
export function rowsByKey(
  reader: TableReader,
  table: string,
  keyOf: (row: Row) => string,
  inTree?: Set<string>,
): Map<string, Row> {
  const rows = new Map<string, Row>();
  let left = charactersMax;
  const isWhole = reader.isWhole(table);
  for (const found of [...reader.rows(table)].sort((one, other) => Number(other.isInTree) - Number(one.isInTree))) {
    if (left < 0 || (isWhole && !found.isInTree)) break;
    const row = reader.read(found);
    if (!row) continue;
    for (const value of Object.values(row)) if (typeof value === "string") left -= value.length;
    const key = keyOf(row);
    if (!rows.has(key)) rows.set(key, row);
    if (found.isInTree) inTree?.add(key);
  }
  return rows;
}

/** The same of a table whose key is its id. */
export function rowsById(reader: TableReader, table: string, inTree?: Set<string>): Map<string, Row> {
  return rowsByKey(reader, table, (row) => String(row["id"]), inTree);
}

/** The ids that the index of a table's key still names. */
export function idsInIndex(reader: TableReader, table: string): Set<string> {
  const ids = reader.entries(`sqlite_autoindex_${table}_1`).map(({ values: [id] }) => id);
  return new Set(ids.filter((id) => typeof id === "string"));
}

/** Which shot an index has at each position of a pass; null where its id cannot be told. */
export function shotsInIndex(reader: TableReader): Map<string, Map<number, string | null>> {
  const ids = new Map<number, string>();
  for (const { values } of reader.entries("sqlite_autoindex_shot_1")) {
    const [id, rowid] = values;
    if (typeof id === "string" && typeof rowid === "number") ids.set(rowid, id);
  }
  const passes = new Map<string, Map<number, string | null>>();
  for (const { values } of reader.entries("sqlite_autoindex_shot_2")) {
    const [passId, position, rowid] = values;
    if (typeof passId !== "string" || typeof position !== "number" || typeof rowid !== "number") continue;
    const shots = passes.get(passId) ?? new Map<number, string | null>();
    passes.set(passId, shots);
    if (position >= 0 && position < 200) shots.set(position, ids.get(rowid) ?? null);
  }
  return passes;
}

/** JSON that a column holds; undefined for what is none. */
export function jsonOf(value: Row[string] | undefined): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export function objectOf(value: Row[string] | undefined): Record<string, unknown> | null {
  const read = jsonOf(value);
  return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : null;
}

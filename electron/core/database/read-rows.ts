/** Owns reading rows as data: a database may come from anybody, and what does not fit the model is said by table and row. */
import { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { ProjectDatabase } from "./open-database.ts";

/** Throws project.damaged, naming the table and, where it is known, the row. */
export function readRow<Schema extends z.ZodType>(
  table: string,
  id: unknown,
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join(".") ?? "";
  throw damagedTable(table, `${nameOf(id)} does not fit${where && ` at ${where}`}`, read.error);
}

/** JSON that a column holds. Throws project.damaged. */
export function readJsonColumn(table: string, id: unknown, text: unknown): unknown {
  try {
    return JSON.parse(z.string().parse(text));
  } catch (cause) {
    throw damagedTable(table, `${nameOf(id)} holds no JSON`, cause);
  }
}

/** The most rows of a table, and the most characters of its long column in one row and in all. */
export interface TableLimits {
  readonly rows: number;
  readonly column?: string;
  readonly charsInRow?: number;
  readonly charsInAll?: number;
}

/** Throws project.damaged for a table that holds more than a project can, before any of it is read. */
export function limitTable(database: ProjectDatabase, table: string, limits: TableLimits): void {
  const { rows, column, charsInRow = Number.POSITIVE_INFINITY, charsInAll = Number.POSITIVE_INFINITY } = limits;
  const lengths = column === undefined ? "0, 0" : `max(length(${column})), sum(length(${column}))`;
  const sql = `SELECT count(*), ${lengths} FROM (SELECT * FROM ${table} LIMIT ${rows + 1})`;
  const [count, longest, all] = database.prepare(sql).raw().get() as [number, number | null, number | null];
  if (count > rows) throw damagedTable(table, `there are more than ${rows.toLocaleString("en")} rows`);
  if ((longest ?? 0) > charsInRow) throw damagedTable(table, `one row has ${inMegabytes(longest ?? 0)}`);
  if ((all ?? 0) > charsInAll) throw damagedTable(table, `its rows have ${inMegabytes(all ?? 0)}`);
}

function damagedTable(table: string, what: string, cause?: unknown): AppError {
  return new AppError("project.damaged", `The project's database is damaged: in the table ${table}, ${what}.`, {
    next: "Restore the project from a backup, or open another one.",
    ...(cause === undefined ? {} : { cause }),
  });
}

function nameOf(id: unknown): string {
  const text = String(id);
  // A name that somebody else chose is not shown at any length.
  return `the row ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

function inMegabytes(chars: number): string {
  return `${(chars / 1_000_000).toFixed(0)} MB of text`;
}

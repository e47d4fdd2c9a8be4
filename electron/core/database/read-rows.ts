/** Owns reading rows as data: a database may come from anybody, and what does not fit the model is said by table and row. */

import Database from "better-sqlite3";
import type { z } from "zod";
import { AppError } from "../../../shared/errors/app-error.ts";

/** What to do about a damaged project, in the window and at a prompt. */
export const damagedNext = "Choose what to open, or run shotline repair with this folder.";

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
  throw damagedTable(table, `${nameOf(id)} is not valid${where && ` at ${where}`}`, read.error);
}

/** JSON that a column holds. Throws project.damaged. */
export function readJsonColumn(table: string, id: unknown, text: unknown): unknown {
  try {
    if (typeof text === "string") return JSON.parse(text);
    throw new TypeError("The value is not text.");
  } catch (cause) {
    throw damagedTable(table, `${nameOf(id)} is not valid JSON`, cause);
  }
}

/** Reads with SQL that itself looks into a JSON column. Throws project.damaged where one of the rows holds none. */
export function readTable<Rows>(table: string, read: () => Rows): Rows {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code !== "SQLITE_ERROR") throw error;
    throw damagedTable(table, "a row is not valid JSON", error);
  }
}

/** What is wrong with a table, as a sentence to go on with after its name. */
export function damagedTable(table: string, what: string, cause?: unknown): AppError {
  return new AppError("project.damaged", `The project's database is damaged: in the table ${table}, ${what}.`, {
    next: damagedNext,
    ...(cause === undefined ? {} : { cause }),
  });
}

function nameOf(id: unknown): string {
  const text = String(id);
  // A name that somebody else chose is shown at no length, and without what would not be seen.
  const plain = text.slice(0, 60).replace(/\p{Cc}/gu, "?");
  return `the row ${plain}${text.length > 60 ? "…" : ""}`;
}

/** Owns looking through a database when it is opened: damage is met then, and not by the edit or the export that comes upon it later. */
import type Database from "better-sqlite3";
import { AppError } from "../../../shared/errors/app-error.ts";
import { damagedNext, damagedTable } from "./read-rows.ts";

/** A whole check takes some 7 ms a megabyte, a quick one some 4 ms: each index is then not asked for each row. */
const wholeBytesMax = 8_000_000;
const quickBytesMax = 16_000_000;

/** What a project is shown from. Tables that grow for ever (history, the log of jobs, cuts handed off) are looked through while they are small. */
const shownTables = ["project", "pass", "shot", "element", "element_image", "media", "take", "sound_file", "still"];

/** Throws project.damaged, naming the table where SQLite does. */
export function checkContent(database: Database.Database, folder: string): void {
  const fault = faultIn(database);
  const table = /^CHECK constraint failed in (\w+)$/.exec(fault)?.[1];
  if (table !== undefined) throw damagedTable(table, "a row is not valid", new Error(fault));
  if (fault !== "ok") {
    const message = `The project in ${folder} is damaged: parts of its database can't be read.`;
    throw new AppError("project.damaged", message, { next: damagedNext, cause: new Error(fault) });
  }
  const [broken] = database.pragma("foreign_key_check") as { table: string; parent: string }[];
  if (broken) throw damagedTable(broken.table, `a row refers to one of ${broken.parent} that is not there`);
}

/** SQLite's first word about what is wrong, or `ok`. */
function faultIn(database: Database.Database): string {
  const bytes = pragma<number>(database, "page_count") * pragma<number>(database, "page_size");
  const asked =
    bytes > quickBytesMax
      ? shownTables.map((table) => `quick_check(${table})`)
      : [bytes > wholeBytesMax ? "quick_check(1)" : "integrity_check(1)"];
  return asked.map((question) => pragma<string>(database, question)).find((answer) => answer !== "ok") ?? "ok";
}

function pragma<Value>(database: Database.Database, question: string): Value {
  return database.pragma(question, { simple: true }) as Value;
}

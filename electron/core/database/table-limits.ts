/**
 * Owns how much the tables of a project hold: far more than anybody makes, and little enough to be read at once. It is asked when a
 * database is opened, by lengths that SQLite knows without reading the texts, and before any of its rows is read.
 */
import type Database from "better-sqlite3";
import { projectLimits } from "../../../shared/project/model.ts";
import { damagedTable } from "./read-rows.ts";

interface TableLimit {
  readonly rows: number;
  /** What the texts of one row have together, and those of all rows. */
  readonly rowBytes: number;
  readonly bytes: number;
}

const megabyte = 1_000_000;
const plan = { rowBytes: 16 * megabyte, bytes: 100 * megabyte };
const line = { rowBytes: megabyte, bytes: 1000 * megabyte };
const request = { rowBytes: 20 * megabyte, bytes: 1000 * megabyte };

/**
 * A plan file has at most 10 MB. A shot whose every text is as long as it may be has 4 million characters, and a step of history may
 * hold the whole plan twice, before and after. Of a table that is not named here no row is read.
 */
const tableLimits: Readonly<Record<string, TableLimit>> = {
  project: { rows: 1, ...line },
  element: { rows: projectLimits.elements, ...plan },
  element_image: { rows: projectLimits.elements * projectLimits.imagesPerElement, ...line },
  pass: { rows: projectLimits.passes, ...plan },
  shot: { rows: projectLimits.passes * projectLimits.shotsPerPass, ...plan },
  media: { rows: 100_000, ...line },
  take: { rows: 100_000, ...request },
  sound_file: { rows: 1000, ...line },
  script: { rows: 1, ...plan },
  still: { rows: 100_000, ...line },
  job: { rows: 100_000, ...request },
  job_log: { rows: 5_000_000, ...line },
  ledger: { rows: 100_000, ...line },
  registered: { rows: 1_000_000, ...line },
  history: { rows: 5_000_000, rowBytes: 2 * plan.bytes, bytes: Number.POSITIVE_INFINITY },
  sqlite_sequence: { rows: 100, ...line },
  hand_off: { rows: 1000, rowBytes: 2 * plan.bytes, bytes: 10 * plan.bytes },
};

/** The question for each table; their columns are known once the schema is. */
const questions = new Map<string, string>();

/** Throws project.damaged for a table that holds more than a project can. Its schema is known to be ours. */
export function limitTables(database: Database.Database): void {
  for (const [table, { rows, rowBytes, bytes }] of Object.entries(tableLimits)) {
    const question = questions.get(table) ?? questionOf(database, table, rows + 1);
    questions.set(table, question);
    const [count, longest, all] = database.prepare(question).raw().get() as [number, number | null, number | null];
    if (count > rows) throw damagedTable(table, `there are more than ${rows.toLocaleString("en")} rows`);
    if ((longest ?? 0) > rowBytes) throw damagedTable(table, `one row holds ${inMegabytes(longest ?? 0)}`);
    if ((all ?? 0) > bytes) throw damagedTable(table, `its rows hold ${inMegabytes(all ?? 0)}`);
  }
  for (const table of ["history", "job_log", "hand_off", "sqlite_sequence"]) {
    const last = database.prepare(`SELECT max(seq) FROM ${table}`).pluck().get() as number | null;
    // A row more would get no number, which SQLite calls a disk that is full.
    if (last !== null && !Number.isSafeInteger(last)) throw damagedTable(table, "there are no numbers left");
  }
}

/** Reads the table itself and no index, which could be made to say anything, and ends where there are too many rows. */
function questionOf(database: Database.Database, table: string, most: number): string {
  const columns = database.pragma(`table_info(${table})`) as { name: string; type: string }[];
  // A null counts as nothing even where there may be none: else it would hide what stands beside it.
  const texts = columns.filter(({ type }) => type !== "INTEGER").map(({ name }) => `ifnull(octet_length(${name}), 0)`);
  const rows = `SELECT ${texts.join(" + ")} AS bytes FROM ${table} NOT INDEXED LIMIT ${most}`;
  return `SELECT count(*), max(bytes), total(bytes) FROM (${rows})`;
}

function inMegabytes(bytes: number): string {
  return `${(bytes / megabyte).toFixed(0)} MB of text`;
}

/** Owns databases of our schema with rows in every table, made for tests of reading them byte by byte. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { migrations } from "../../../../electron/core/database/migrations.ts";
import type { ProjectDatabase } from "../../../../electron/core/database/open-database.ts";
import { type Row, TableReader } from "../../../../electron/core/database/salvage/read-tables.ts";

export const tables = [
  ...["media", "project", "element", "element_image", "pass", "shot", "take", "history", "job", "job_log", "ledger"],
  ...["registered", "hand_off", "sound_file", "script", "still"],
] as const;

export interface Size {
  readonly pageSize?: number;
  readonly passes?: number;
  /** Characters of the texts of shots. */
  readonly textLength?: number;
}

/** A closed database in `folder`, with its log written back; `open` leaves it open, with all of it in the log. */
export function writeRows(folder: string, size: Size = {}): void {
  openRows(folder, size).close();
}

export function openRows(
  folder: string,
  { pageSize = 4096, passes = 12, textLength = 300 }: Size = {},
): ProjectDatabase {
  const database = new Database(join(folder, "project.db"));
  database.pragma(`page_size = ${pageSize}`);
  database.pragma("journal_mode = WAL");
  database.pragma("wal_autocheckpoint = 0");
  for (const migration of migrations) database.exec(migration);
  database.pragma("application_id = 0x53686f54");
  database.pragma(`user_version = ${migrations.length}`);
  database.transaction(() => fill(database, passes, textLength))();
  return database;
}

function fill(database: Database.Database, passes: number, textLength: number): void {
  const add = (sql: string, ...values: unknown[]) => database.prepare(sql).run(...values);
  const at = "2026-11-28T12:00:00.000Z";
  const hash = (number: number) => number.toString(16).padStart(64, "0");
  const text = (number: number) => `${number} é東 `.repeat(Math.ceil(textLength / 6)).slice(0, textLength);
  add("INSERT INTO project VALUES (1, 'Night drive', '24', '01:00:00:00', 12, NULL)");
  add("INSERT INTO script VALUES (1, 'Night.fountain', 'fountain', ?, ?)", text(1), at);
  for (let index = 0; index < passes; index += 1) {
    const pass = `pass_${String(index).padStart(4, "0")}`;
    add(
      "INSERT INTO media VALUES (?, 'film', ?, 'a.mp4', 'mp4', 9, 16, 9, ?)",
      hash(index),
      `media/takes/${index}.mp4`,
      at,
    );
    add(
      "INSERT INTO element VALUES (?, ?, ?, ?)",
      `element_${1000 + index}`,
      index,
      `Driver_${index}`,
      '{"kind":"character"}',
    );
    add("INSERT INTO element_image VALUES (?, 0, ?)", `element_${1000 + index}`, hash(index));
    add(
      "INSERT INTO pass VALUES (?, ?, 'SC010', ?, 'animatic', ?, NULL, '{}')",
      pass,
      index,
      `Pass ${index}`,
      hash(index),
    );
    for (let place = 0; place < 5; place += 1) {
      const detail = JSON.stringify({ action: text(index * 5 + place) });
      add("INSERT INTO shot VALUES (?, ?, ?, 3000, NULL, NULL, ?)", `shot_${index}-${place}-abc`, pass, place, detail);
    }
    const job = `job_${1000 + index}`;
    add(
      `INSERT INTO job (id, pass_id, pass_name, output, profile, provider, account, state, progress, frozen, created_at, updated_at)
       VALUES (?, ?, 'P', 'film', 'kling', 'fal', 'a', 'failed', '{}', ?, ?, ?)`,
      ...[job, pass, JSON.stringify({ text: text(index) }), at, at],
    );
    add("INSERT INTO job_log (job_id, at, message) VALUES (?, ?, 'Queued.')", job, at);
    add("INSERT INTO ledger VALUES (?, 'charged', 'USD', 10, 'USD', 300000, ?, ?)", job, at, at);
    add("INSERT INTO registered VALUES ('fal', 'a', ?, 'r', ?)", hash(index), at);
    add(
      "INSERT INTO take VALUES (?, ?, 1, 'kling', ?, 72, '{}', ?, ?, NULL, NULL, NULL)",
      `take_${1000 + index}`,
      pass,
      hash(index),
      at,
      job,
    );
    add("INSERT INTO still VALUES (?, '{}', ?, '{}', ?, NULL)", `still_${1000 + index}`, hash(index), at);
    const changes = JSON.stringify([{ kind: "pass", id: pass, before: text(index).repeat(8), after: null }]);
    add("INSERT INTO history (revision, label, changes, at) VALUES (?, 'Describe', ?, ?)", index + 1, changes, at);
    add("INSERT INTO hand_off (folder, at, cut) VALUES ('/to', ?, ?)", at, JSON.stringify({ index }));
    add(
      "INSERT INTO sound_file VALUES (?, ?, 'a.wav', 'wav', 9, 4800, ?)",
      hash(index),
      `media/sounds/${index}.wav`,
      at,
    );
  }
}

/** Every row that the reader finds, as JSON texts in order, each once. */
export async function readRows(folder: string): Promise<Record<string, string[]>> {
  const reader = await TableReader.open(folder);
  if (!reader) return {};
  try {
    return Object.fromEntries(
      tables.map((table) => {
        const rows = reader
          .rows(table)
          .map((found) => reader.read(found))
          .filter((row): row is Row => row !== null);
        return [table, [...new Set(rows.map((row) => JSON.stringify(row)))].sort()];
      }),
    );
  } finally {
    reader.close();
  }
}

/** The same as SQLite reads them. */
export function expectedRows(folder: string): Record<string, string[]> {
  const database = new Database(join(folder, "project.db"), { readonly: true });
  try {
    return Object.fromEntries(
      tables.map((table) => {
        const rows = database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
        return [table, rows.map((row) => JSON.stringify(row)).sort()];
      }),
    );
  } finally {
    database.close();
  }
}

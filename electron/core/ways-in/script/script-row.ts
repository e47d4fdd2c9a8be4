/** Owns the row of a project's script: its words as they were imported last. */
import { z } from "zod";
import { type ScriptFormat, scriptBytesMax, scriptFormats } from "../../../../shared/ways-in/script.ts";
import type { ProjectDatabase } from "../../database/open-database.ts";
import { readRow, readTable } from "../../database/read-rows.ts";
import { writeAtOnce } from "../../database/write-at-once.ts";

export interface KeptScript {
  readonly name: string;
  readonly format: ScriptFormat;
  readonly text: string;
  readonly readAt: string;
}

const rowSchema = z.object({
  name: z.string().min(1).max(255),
  format: z.enum(scriptFormats),
  text: z.string().max(scriptBytesMax),
  readAt: z.string().max(40),
});

export function keepScript(database: ProjectDatabase, { name, format, text, readAt }: KeptScript): void {
  const sql = `INSERT INTO script (singleton, name, format, text, read_at) VALUES (1, ?, ?, ?, ?)
    ON CONFLICT (singleton) DO UPDATE SET name = excluded.name, format = excluded.format, text = excluded.text, read_at = excluded.read_at`;
  writeAtOnce(database, () => void database.prepare(sql).run(name, format, text, readAt));
}

/** Null where no script was imported. Throws project.damaged. */
export function readKeptScript(database: ProjectDatabase): KeptScript | null {
  const sql = "SELECT name, format, text, read_at AS readAt FROM script";
  const [row] = readTable("script", () => database.prepare(sql).all());
  return row === undefined ? null : readRow("script", 1, rowSchema, row);
}

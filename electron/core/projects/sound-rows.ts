/** Owns the rows of a project's sounds: scratch music or voice that is no picture, and so no row of media. */
import { z } from "zod";
import { type SoundFile, soundFileSchema } from "../../../shared/project/sound-file.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { readRow, readTable } from "../database/read-rows.ts";
import { isStored, storedFilePattern } from "../media/project-paths.ts";

/** `file` is its path inside the project's folder. */
const soundRowSchema = soundFileSchema.omit({ missing: true }).extend({ file: z.string().regex(storedFilePattern) });
export type StoredSound = z.infer<typeof soundRowSchema>;

/** The same content is kept once, under the name that it came with first. */
export function addSound(database: ProjectDatabase, { id, file, name, bytes, samples }: StoredSound, at: string): void {
  const sql = `INSERT INTO sound_file (id, file, name, format, bytes, samples, created_at)
    VALUES (?, ?, ?, 'wav', ?, ?, ?) ON CONFLICT (id) DO UPDATE SET file = excluded.file`;
  database.prepare(sql).run(id, file, name, bytes, samples, at);
}

/** In the order in which they were imported. Throws project.damaged. */
export function listSounds(database: ProjectDatabase): StoredSound[] {
  const sql = "SELECT id, file, name, bytes, samples FROM sound_file ORDER BY rowid";
  const rows = readTable("sound_file", () => database.prepare(sql).all() as StoredSound[]);
  return rows.map((row) => readRow("sound_file", row.id, soundRowSchema, row));
}

/** The sounds as the window sees them. */
export function shownSounds(folder: string, database: ProjectDatabase): SoundFile[] {
  return listSounds(database).map(({ file, ...sound }) => ({ ...sound, missing: !isStored(folder, file) }));
}

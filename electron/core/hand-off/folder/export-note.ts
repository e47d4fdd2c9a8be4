/**
 * Owns the note in an exported folder that says what it was made from and which files it has. By it a second run knows that it is done
 * already, and may replace what an earlier one has written, and nothing else.
 */
import { constants } from "node:fs";
import { lstat, open, readdir, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { openAsFile } from "../../media/project-paths.ts";

const noteName = ".shotline-export.json";
const noteBytesMax = 8 * 1024 * 1024;
const noteSchema = z.strictObject({
  madeFrom: z.string().max(200),
  /** Paths in the folder, with slashes. */
  files: z.array(z.strictObject({ name: z.string().max(4096), bytes: z.int().min(0) })).max(100_000),
});
type Note = z.infer<typeof noteSchema>;
type NotedFile = Note["files"][number];

/** `folder` is whole but for the note. */
export async function writeExportNote(folder: string, madeFrom: string): Promise<void> {
  const note: Note = { madeFrom, files: await filesIn(folder) };
  await writeFile(join(folder, noteName), `${JSON.stringify(note)}\n`, { flag: "wx" });
}

/** Whether all that is in the folder was written by an export with a note, and is as long as it was then. */
export async function isUntouchedExport(folder: string): Promise<boolean> {
  const note = await readNote(folder);
  if (note === null) return false;
  const noted = new Map(note.files.map(({ name, bytes }) => [name, bytes]));
  const found = await filesIn(folder);
  return found.every(({ name, bytes }) => noted.get(name) === bytes);
}

/** The files of a folder that was exported from this and is whole, absolute paths; null for any other. */
export async function exportedFrom(
  folder: string,
  madeFrom: string,
): Promise<{ path: string; bytes: number }[] | null> {
  const note = await readNote(folder);
  if (note?.madeFrom !== madeFrom) return null;
  const found = new Map((await filesIn(folder)).map(({ name, bytes }) => [name, bytes]));
  if (!note.files.every(({ name, bytes }) => found.get(name) === bytes)) return null;
  return note.files.map(({ name, bytes }) => ({ path: join(folder, name), bytes }));
}

/** Everything but the note; a link is a file of its own length, and is never followed. */
async function filesIn(folder: string): Promise<NotedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((name) => name !== noteName)
    .sort();
  return Promise.all(files.map(async (name) => ({ name, bytes: (await lstat(join(folder, name))).size })));
}

/** Null for a folder without a note that can be read. */
async function readNote(folder: string): Promise<Note | null> {
  try {
    const file = await open(join(folder, noteName), openAsFile | constants.O_RDONLY);
    try {
      const { size } = await file.stat();
      return size > noteBytesMax ? null : noteSchema.parse(JSON.parse(await file.readFile("utf8")));
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

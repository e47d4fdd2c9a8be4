/** Owns the two files that hold what was saved last: in the project's folder, and in this installation's data folder by the folder's path. */
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { openAsFile } from "../media/project-paths.ts";
import { type SavedRecord, savedRecordSchema } from "./last-saved.ts";

/** A record is written over the one before in its place: no room is asked of a full disk, and no second file comes between two writers. */
const blockBytes = 1024;
const writeFlags = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export function recordInFolder(folder: string): string {
  return join(folder, "project.state");
}

export function recordOfInstallation(dataDir: string, folder: string): string {
  return join(dataDir, "last-saved", createHash("sha256").update(folder).digest("hex").slice(0, 32));
}

/** Null for what is not there, and for what is not a whole record: nobody is believed because of a damaged one. */
export function readRecord(path: string): SavedRecord | null {
  try {
    const text = readBlock(path);
    const { check, ...record } = JSON.parse(text) as { check: unknown };
    if (check !== checkOf(JSON.stringify(record))) return null;
    const read = savedRecordSchema.safeParse(record);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Throws what the disk says. With `flush` it is on the disk, and not only with the system, when this returns. */
export function writeRecord(path: string, record: SavedRecord, { flush = false } = {}): void {
  const text = JSON.stringify({ ...record, check: checkOf(JSON.stringify(record)) });
  const file = openSync(path, writeFlags, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw new Error(`${path} is not a file.`);
    writeSync(file, Buffer.from(`${text.padEnd(blockBytes - 1)}\n`), 0, blockBytes, 0);
    if (flush) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * What was saved last in the project in `folder` (a real path), as the folder or this installation remembers it; null where neither does.
 * `at` is ISO time.
 */
export function lastSaved(folder: string, dataDir: string): { revision: number; at: string } | null {
  const latest = recordsOf(folder, dataDir).sort((one, other) => other.revision - one.revision)[0];
  return latest ? { revision: latest.revision, at: latest.savedAt } : null;
}

/**
 * The records that are about the project in `folder`. The installation's is about the project that stood at this path: it counts where the
 * folder's own has the same key or, when that is gone, where the database is the very same file.
 */
export function recordsOf(folder: string, dataDir: string): SavedRecord[] {
  const beside = readRecord(recordInFolder(folder));
  const own = readRecord(recordOfInstallation(dataDir, folder));
  const isOfThis = own !== null && (beside ? beside.key === own.key : own.file === databaseFile(folder));
  return [...(beside ? [beside] : []), ...(isOfThis ? [own] : [])];
}

/** Which file the database is; one that was removed and made again is another. */
export function databaseFile(folder: string): string {
  const info = statSync(join(folder, "project.db"), { bigint: true, throwIfNoEntry: false });
  return info ? `${info.dev}:${info.ino}:${info.birthtimeNs}` : "none";
}

function readBlock(path: string): string {
  const file = openSync(path, openAsFile);
  try {
    if (!fstatSync(file).isFile()) return "";
    const bytes = Buffer.alloc(blockBytes);
    return bytes.toString("utf8", 0, readSync(file, bytes, 0, blockBytes, 0));
  } finally {
    closeSync(file);
  }
}

function checkOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Owns where the backups of a project lie, what their names say, and reading one: a file there may be anybody's. */
import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import { type Backup, backupReasons } from "../../../shared/rpc/recovery-contract.ts";
import { copyBytesMax, damagedBackup, openBytes } from "../database/back-up.ts";
import type { ProjectDatabase } from "../database/open-database.ts";
import { openAsFile } from "../media/project-paths.ts";

/** Inside the project's folder. */
export const backupsFolder = "backups";

/** What the name of a backup says: when and why it was made, and the start of the hash of its bytes. */
export type NamedBackup = Pick<Backup, "id" | "madeAt" | "reason" | "revision"> & { readonly hash: string };

const reasons = backupReasons.join("|");
const namePattern = new RegExp(
  `^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)-(\\d\\d)-(\\d\\d)Z-r(\\d{1,15})-(${reasons})-([0-9a-f]{12})$`,
);
/** What a migration leaves beside the database. */
const beforeUpdate = /^project\.before-\d{1,6}$/;

/** Such as `2026-11-28T18-42-43Z-r118-edited-0123456789ab`. */
export function backupId(madeAt: Date, revision: number, reason: Backup["reason"], hash: string): string {
  const time = madeAt
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `${time}-r${revision}-${reason}-${hash.slice(0, hashLength)}`;
}

const hashLength = 12;

export function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Null for what is no name of a backup in `backups`. */
export function readBackupId(id: string): NamedBackup | null {
  const [, day, hours, minutes, seconds, revision, reason, hash] = namePattern.exec(id) ?? [];
  if (reason === undefined || hash === undefined) return null;
  const madeAt = new Date(`${day}T${hours}:${minutes}:${seconds}Z`);
  if (Number.isNaN(madeAt.getTime())) return null;
  return { id, madeAt: madeAt.toISOString(), revision: Number(revision), reason: reason as Backup["reason"], hash };
}

/** The path of a backup; whether it is there, and whole, is not asked. Throws not-found for what can be no backup. */
export function backupPath(folder: string, id: string): string {
  if (beforeUpdate.test(id)) return join(folder, `${id}.db`);
  if (readBackupId(id) === null) throw noBackup();
  return join(folder, backupsFolder, `${id}.db`);
}

function noBackup(): AppError {
  return new AppError("not-found", "This backup is no longer there.", { next: "Choose another one." });
}

/** Those of one second by their revision. */
export function newestFirst(
  one: Pick<Backup, "madeAt" | "revision">,
  other: Pick<Backup, "madeAt" | "revision">,
): number {
  return other.madeAt.localeCompare(one.madeAt) || other.revision - one.revision;
}

/** The ids of what stands in the place of a backup, whatever it is, and the names of other databases among them. */
export async function backupIdsIn(folder: string): Promise<{ ids: string[]; others: string[] }> {
  const names = await namesIn(folder);
  const info = await lstat(join(folder, backupsFolder)).catch(() => null);
  const inFolder = info?.isDirectory() ? await namesIn(join(folder, backupsFolder)) : [];
  const stems = inFolder.flatMap((name) => (name.endsWith(".db") ? name.slice(0, -3) : []));
  const before = names.flatMap((name) =>
    beforeUpdate.test(name.slice(0, -3)) && name.endsWith(".db") ? name.slice(0, -3) : [],
  );
  return {
    ids: [...before, ...stems.filter((stem) => readBackupId(stem) !== null)].slice(0, filesMax),
    others: stems.filter((stem) => readBackupId(stem) === null).map((stem) => `${stem}.db`),
  };
}

/** Far more than are ever kept. */
const filesMax = 1000;

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** What stands there, if it is a regular file of one name; else null. */
export async function infoOfBackup(folder: string, id: string): Promise<Stats | null> {
  const info = await lstat(backupPath(folder, id)).catch(() => null);
  return info?.isFile() && info.nlink === 1 ? info : null;
}

/** The bytes of a backup as they were written. Throws not-found for none, project.damaged for anything else. */
export async function readBackup(folder: string, id: string): Promise<Buffer<ArrayBuffer>> {
  const info = await infoOfBackup(folder, id);
  if (info === null) throw noBackup();
  const file = await open(backupPath(folder, id), openAsFile);
  try {
    const { size } = await file.stat();
    if (size > copyBytesMax) throw damagedBackup(id);
    const bytes = (await file.readFile()) as Buffer<ArrayBuffer>;
    const hash = readBackupId(id)?.hash;
    if (hash !== undefined && !hashOf(bytes).startsWith(hash)) throw damagedBackup(id);
    return bytes;
  } finally {
    await file.close();
  }
}

/** A backup's database in memory, checked as that of any project. Throws as `readBackup` and `openBytes` do. */
export async function openBackup(folder: string, id: string): Promise<ProjectDatabase> {
  return openBytes(await readBackup(folder, id), id);
}

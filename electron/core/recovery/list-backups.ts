/** Owns listing the backups of a project, also of one that is not open or not whole: what was read once is known until the file is another one. */
import type { Stats } from "node:fs";
import type { Backup } from "../../../shared/rpc/recovery-contract.ts";
import { backupIdsIn, backupPath, infoOfBackup, newestFirst } from "./backup-files.ts";
import { type BackupEntry, callWorker } from "./worker-calls.ts";

interface Known {
  readonly state: string | null;
  readonly entry: BackupEntry | null;
}

/** By path, those asked for last at the end. */
const known = new Map<string, Known>();
const knownMax = 2000;

/** Newest first, each checked as a project that is opened; `damaged` names the files that are none, or no longer whole. */
export async function listBackupFiles(folder: string): Promise<{ backups: Backup[]; damaged: string[] }> {
  const { ids, others } = await backupIdsIn(folder);
  const entries = await entriesOf(folder, ids);
  const damaged = ids.filter((_, index) => entries[index] === null).map((id) => `${id}.db`);
  return {
    backups: entries
      .flatMap((entry) => entry ?? [])
      .sort(newestFirst)
      .map(asBackup),
    damaged: [...damaged, ...others],
  };
}

/** What is known of these backups by now, in their order, read where it is not known yet; null for what is no whole backup. */
export async function entriesOf(folder: string, ids: readonly string[]): Promise<(BackupEntry | null)[]> {
  const states = await Promise.all(ids.map(async (id) => stateOf(await infoOfBackup(folder, id))));
  const isKnown = (id: string, index: number) => known.get(backupPath(folder, id))?.state === states[index];
  const unread = ids.filter((id, index) => states[index] !== null && !isKnown(id, index));
  if (unread.length > 0) {
    const read = await callWorker({ kind: "read", folder, ids: unread });
    for (const [index, id] of unread.entries()) {
      remember(backupPath(folder, id), { state: states[ids.indexOf(id)] ?? null, entry: read[index] ?? null });
    }
  }
  return ids.map((id, index) => (isKnown(id, index) ? (known.get(backupPath(folder, id))?.entry ?? null) : null));
}

/** What was just made was just read. */
export async function knowBackup(folder: string, entry: BackupEntry): Promise<void> {
  remember(backupPath(folder, entry.id), { state: stateOf(await infoOfBackup(folder, entry.id)), entry });
}

/** Another text for another file. */
function stateOf(info: Stats | null): string | null {
  return info && `${info.ino}:${info.size}:${info.mtimeMs}`;
}

export function asBackup({ mark: _, ...backup }: BackupEntry): Backup {
  return backup;
}

function remember(path: string, what: Known): void {
  known.delete(path);
  known.set(path, what);
  const [oldest] = known.keys();
  if (known.size > knownMax && oldest !== undefined) known.delete(oldest);
}

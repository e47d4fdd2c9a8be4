/** Owns listing the backups of a project, also of one that is not open or not whole: what was read once is known until the file is another one. */
import type { Backup } from "../../../shared/rpc/recovery-contract.ts";
import { backupIdsIn, backupPath, infoOfBackup } from "./backup-files.ts";
import { type BackupEntry, callWorker } from "./worker-calls.ts";

interface Known {
  readonly state: string;
  readonly entry: BackupEntry | null;
}

/** By path, those asked for last at the end. */
const known = new Map<string, Known>();
const knownMax = 2000;

/** Newest first, each checked as a project that is opened; `damaged` names the files that are none, or no longer whole. */
export async function listBackupFiles(folder: string): Promise<{ backups: Backup[]; damaged: string[] }> {
  const { entries, damaged } = await listEntries(folder);
  return { backups: entries.map(({ mark: _, ...backup }) => backup), damaged };
}

/** The same with the mark of each state. */
export async function listEntries(folder: string): Promise<{ entries: BackupEntry[]; damaged: string[] }> {
  const { ids, others } = await backupIdsIn(folder);
  const states = new Map<string, string>();
  for (const id of ids) {
    const info = await infoOfBackup(folder, id);
    if (info !== null) states.set(id, `${info.ino}:${info.size}:${info.mtimeMs}`);
  }
  const unread = [...states].filter(([id, state]) => known.get(backupPath(folder, id))?.state !== state);
  if (unread.length > 0) {
    const read = await callWorker({ kind: "read", folder, ids: unread.map(([id]) => id) });
    for (const [index, [id, state]] of unread.entries()) {
      remember(backupPath(folder, id), { state, entry: read[index] ?? null });
    }
  }
  const found = [...states].map(([id]) => ({ id, entry: known.get(backupPath(folder, id))?.entry ?? null }));
  const broken = ids.filter((id) => !states.has(id) || found.some((each) => each.id === id && each.entry === null));
  return {
    entries: found.flatMap(({ entry }) => entry ?? []).sort(newestFirst),
    damaged: [...broken.map((id) => `${id}.db`), ...others],
  };
}

function newestFirst(one: Backup, other: Backup): number {
  return other.madeAt.localeCompare(one.madeAt) || other.revision - one.revision || other.id.localeCompare(one.id);
}

function remember(path: string, what: Known): void {
  known.delete(path);
  known.set(path, what);
  const [oldest] = known.keys();
  if (known.size > knownMax && oldest !== undefined) known.delete(oldest);
}

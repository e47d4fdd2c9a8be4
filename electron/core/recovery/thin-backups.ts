/** Owns which backups are kept: the older, the fewer, the newest two always, and all of them within a limit of bytes. */
import type { Backup } from "../../../shared/rpc/recovery-contract.ts";

export type DatedBackup = Pick<Backup, "id" | "madeAt" | "bytes">;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Up to which age how long a stretch of time keeps its newest backup; past the last, none. */
const rules: readonly { readonly ageMs: number; readonly eachMs: number }[] = [
  { ageMs: hourMs, eachMs: 0 },
  { ageMs: dayMs, eachMs: hourMs },
  { ageMs: 14 * dayMs, eachMs: dayMs },
  { ageMs: 182 * dayMs, eachMs: 7 * dayMs },
];

const alwaysKept = 2;
const bytesMost = 500_000_000;
const bytesLeast = 100_000_000;

/** What the backups of a database of `databaseBytes` take together: 20 of them, at least 100 MB and at most 500 MB. */
export function backupBytesMax(databaseBytes: number): number {
  return Math.min(bytesMost, Math.max(bytesLeast, 20 * databaseBytes));
}

/**
 * The ids of those that are not kept at `nowMs`. Backups from the future, of a clock that was wrong, are as old as they are far away.
 */
export function backupsToRemove(backups: readonly DatedBackup[], nowMs: number, bytesMax: number): string[] {
  const aged = backups.map(({ id, madeAt, bytes }) => ({ id, bytes, madeMs: Date.parse(madeAt) }));
  // Of one moment the first is the newest, as in a list.
  const newestFirst = aged.sort((one, other) => other.madeMs - one.madeMs);
  const kept: typeof aged = [];
  const removed: string[] = [];
  const full = new Set<string>();
  for (const [index, backup] of newestFirst.entries()) {
    const age = Math.abs(nowMs - backup.madeMs);
    const rule = rules.find(({ ageMs }) => age < ageMs);
    const stretch = rule && rule.eachMs > 0 ? `${rule.eachMs} ${Math.floor(backup.madeMs / rule.eachMs)}` : backup.id;
    const isKept = index < alwaysKept || (rule !== undefined && !full.has(stretch));
    full.add(stretch);
    if (isKept) kept.push(backup);
    else removed.push(backup.id);
  }
  let bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
  const oldestFirst = kept
    .slice(alwaysKept)
    .sort(
      (one, other) => Math.abs(nowMs - other.madeMs) - Math.abs(nowMs - one.madeMs) || (one.id < other.id ? -1 : 1),
    );
  for (const backup of oldestFirst) {
    if (bytes <= bytesMax) break;
    bytes -= backup.bytes;
    removed.push(backup.id);
  }
  return removed;
}

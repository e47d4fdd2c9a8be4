/** Owns what a user may open of a project that was lost in part: each choice with what it lacks, the one with the least loss first. */
import type { Backup, Findings, Losses, RecoveryChoice, Standing } from "../../../shared/rpc/recovery-contract.ts";

export interface Candidate {
  /** Names it within its project. */
  readonly key: string;
  readonly choice: RecoveryChoice;
  readonly standing: Standing;
  /** What could not be read; null where it is whole. */
  readonly lost: Losses | null;
  /** The backup that it is; null for what stands in the project itself. */
  readonly backup: Backup | null;
  /** How many saved changes are later than it. */
  readonly missing: number;
}

/** What is gone for good weighs more than a change that can be made again. */
const changesOfRow = 5;

/** The best first: it lacks the least, and where two lack the same, the one that nothing had to be repaired of. */
export function candidatesOf({ lastSaved, asItIs, backups, salvage }: Findings): Candidate[] {
  const found: Omit<Candidate, "missing">[] = [];
  if (asItIs) found.push({ key: "asItIs", choice: { kind: "asItIs" }, standing: asItIs, lost: null, backup: null });
  for (const backup of backups) {
    const choice = { kind: "backup", backup: backup.id } as const;
    found.push({ key: backup.id, choice, standing: backup, lost: null, backup });
  }
  if (salvage) {
    const { lost } = salvage;
    found.push({ key: "salvage", choice: { kind: "salvage" }, standing: salvage, lost, backup: null });
  }
  const last = Math.max(lastSaved?.revision ?? 0, ...found.map(({ standing }) => standing.revision));
  return found
    .map((candidate) => ({ ...candidate, missing: last - candidate.standing.revision }))
    .sort((a, b) => costOf(a) - costOf(b) || (b.standing.savedAt ?? "").localeCompare(a.standing.savedAt ?? ""));
}

/** The choices in full, and the backups that are behind all of them in both age and content. */
export function splitOlder(candidates: readonly Candidate[]): { shown: Candidate[]; older: Candidate[] } {
  const newest = candidates.find(({ backup }) => backup !== null);
  const isOlder = (each: Candidate) => each.backup !== null && each !== newest;
  return { shown: candidates.filter((each) => !isOlder(each)), older: candidates.filter(isOlder) };
}

function costOf({ lost, missing }: Candidate): number {
  const rows = lost === null ? 0 : lost.passes + lost.shots + lost.older + lost.elements + lost.takes;
  // Steps of undo are missed by nobody who gets the plan.
  return missing + changesOfRow * rows;
}

/** The project's name as its folder says it. */
export function nameOfFolder(folder: string): string {
  return (folder.split(/[/\\]/).filter(Boolean).at(-1) ?? folder).replace(/\.shotline$/, "");
}

/** Owns writing to a project's database in one transaction, and telling who follows it that something was committed. */
import type { ProjectDatabase } from "./open-database.ts";

const followers = new WeakMap<ProjectDatabase, () => void>();

/** Has `follow` called after each commit of `writeAtOnce`, in which it must not throw. */
export function followCommits(database: ProjectDatabase, follow: () => void): void {
  followers.set(database, follow);
}

/** All of `work` or nothing of it; inside another such transaction, a part of that. */
export function writeAtOnce<Result>(database: ProjectDatabase, work: () => Result): Result {
  const result = database.transaction(work).immediate();
  if (!database.inTransaction) followers.get(database)?.();
  return result;
}

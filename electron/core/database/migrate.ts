/** Owns bringing a database to the newest schema: a copy of it first, then all missing migrations in one transaction. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";

/** `ShoT`, read by `file` and by us to tell a Shotline project from any other database. */
export const applicationId = 0x53686f54;

/** How many migrations the database in force has seen; 0 for a new one. */
export function versionOf(database: Database.Database): number {
  return database.pragma("user_version", { simple: true }) as number;
}

/**
 * Runs the migrations that the database has not seen. A database that has content is copied to
 * `project.before-VERSION.db` beside it first; when a migration fails, the database stays as it was.
 */
export function migrate(database: Database.Database, folder: string, migrations: readonly string[]): void {
  if (versionOf(database) === migrations.length) return;
  if (versionOf(database) > 0) copyOnce(database, join(folder, `project.before-${migrations.length}.db`));
  database
    .transaction(() => {
      // Read again: another process may have migrated while this one waited for its turn.
      for (const migration of migrations.slice(versionOf(database))) database.exec(migration);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
}

/** A copy that is there already was made before the first try, so it is the one to keep. */
function copyOnce(database: Database.Database, copy: string): void {
  if (existsSync(copy)) return;
  const part = `${copy}.part`;
  rmSync(part, { force: true });
  database.prepare("VACUUM INTO ?").run(part);
  renameSync(part, copy);
}

/** Owns a copy of an open database that is one file, compact and checked: what was deleted is not in it, and no log lies beside it. */
import { resolve } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { ProjectDatabase } from "./open-database.ts";

/**
 * Writes it to `file`, which must not be there. The same content gives the same bytes. Throws project.damaged where the copy can't be made or
 * read back, and what the disk is to blame for.
 */
export function copyCompact(database: ProjectDatabase, file: string): void {
  try {
    database.prepare("VACUUM INTO ?").run(file);
  } catch (cause) {
    if (!/^SQLITE_(?:CORRUPT|NOTADB)/.test((cause as { code?: string }).code ?? "")) throw cause;
    throw damaged(cause);
  }
  const copy = new Database(resolve(file));
  try {
    copy.pragma("trusted_schema = OFF");
    copy.pragma("journal_mode = DELETE");
    if (copy.pragma("integrity_check(1)", { simple: true }) !== "ok") throw damaged();
  } finally {
    copy.close();
  }
}

/** About what such a copy holds, in bytes. */
export function sizeOfDatabase(database: ProjectDatabase): number {
  const [pages, free, bytes] = ["page_count", "freelist_count", "page_size"].map(
    (pragma) => database.pragma(pragma, { simple: true }) as number,
  ) as [number, number, number];
  return (pages - free) * bytes;
}

function damaged(cause?: unknown): AppError {
  const next = "Close the project and open it again to see what can be restored.";
  return new AppError("project.damaged", "The project's database is damaged, so it can't be copied.", { next, cause });
}

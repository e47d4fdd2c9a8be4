/** Owns making one backup: copied, flushed, read back and checked through the model under a name of work, and only then named. */
import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/errors/app-error.ts";
import type { Backup } from "../../../shared/rpc/recovery-contract.ts";
import { copyDatabase, openBytes } from "../database/back-up.ts";
import { removeWork } from "../runtime/files.ts";
import { workName } from "../runtime/work-name.ts";
import { backupId, backupsFolder, hashOf } from "./backup-files.ts";
import { type Summary, summarize } from "./summarize.ts";
import type { BackupEntry } from "./worker-calls.ts";

/**
 * Makes a backup of the database in `folder`; `backups` is there. After any error there is none. Throws project.damaged for a copy that
 * is not whole, and what SQLite and the file system throw. For a thread of its own.
 */
export async function makeBackup(folder: string, reason: Backup["reason"], madeAt: Date): Promise<BackupEntry> {
  const part = workName(join(folder, backupsFolder, "backup"));
  try {
    await removeWork(part, `${part}-journal`);
    await copyDatabase(folder, part);
    const bytes = await readFile(part);
    const hash = hashOf(bytes);
    const summary = summarizeCopy(bytes);
    const id = backupId(madeAt, summary.revision, reason, hash);
    await rename(part, join(folder, backupsFolder, `${id}.db`));
    return {
      id,
      madeAt: new Date(Math.floor(madeAt.getTime() / 1000) * 1000).toISOString(),
      reason,
      bytes: bytes.length,
      ...summary,
    };
  } catch (error) {
    await removeWork(part, `${part}-journal`);
    throw error;
  }
}

/** A copy that is not whole was made of a database that no longer is: the project itself is what has to be looked at. */
function summarizeCopy(bytes: Buffer): Summary {
  try {
    const database = openBytes(bytes, "that was just made");
    try {
      return summarize(database);
    } finally {
      database.close();
    }
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== "project.damaged") throw cause;
    const next = "Close the project and open it again: Shotline then shows what is damaged and what can be opened.";
    throw new AppError("project.damaged", "The copy of the database did not pass its check.", { next, cause });
  }
}

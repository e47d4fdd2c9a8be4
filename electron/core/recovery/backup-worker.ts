/** Owns making and reading backups off the main loop: one call after another, answered in their order. */
import { parentPort } from "node:worker_threads";
import { AppError } from "../../../shared/errors/app-error.ts";
import { infoOfBackup, openBackup, readBackupId } from "./backup-files.ts";
import { makeBackup } from "./make-backup.ts";
import { summarize } from "./summarize.ts";
import type { BackupEntry, WorkerAnswer, WorkerCall } from "./worker-calls.ts";

async function answer(call: WorkerCall): Promise<WorkerAnswer> {
  try {
    if (call.kind === "make") return { ok: true, entries: [await makeBackup(call.folder, call.reason, call.madeAt)] };
    const entries: (BackupEntry | null)[] = [];
    for (const id of call.ids) entries.push(await readEntry(call.folder, id));
    return { ok: true, entries };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.toData() };
    const { code = "", message } = error as Error & { code?: string };
    return { ok: false, error: { code, message } };
  }
}

/** Null for what is no whole backup, whatever is wrong with it. */
async function readEntry(folder: string, id: string): Promise<BackupEntry | null> {
  try {
    const info = await infoOfBackup(folder, id);
    if (info === null) return null;
    const database = await openBackup(folder, id);
    try {
      const { madeAt, reason } = readBackupId(id) ?? { madeAt: info.mtime.toISOString(), reason: "update" as const };
      return { id, madeAt, reason, bytes: info.size, ...summarize(database) };
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

let last: Promise<unknown> = Promise.resolve();
parentPort?.on("message", (call: WorkerCall) => {
  last = last.then(async () => parentPort?.postMessage(await answer(call)));
});

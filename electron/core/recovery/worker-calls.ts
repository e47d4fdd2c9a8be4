/** Owns the thread in which backups are made and read, so that edits never wait for it: started when it is needed, ended when it no longer is. */
import { Worker } from "node:worker_threads";
import { AppError, type ErrorData, errorDataSchema } from "../../../shared/errors/app-error.ts";
import type { Backup } from "../../../shared/rpc/recovery-contract.ts";

/** A backup, and the mark of the state that it holds. */
export type BackupEntry = Backup & { readonly mark: string };

export type WorkerCall =
  | { readonly kind: "make"; readonly folder: string; readonly reason: Backup["reason"]; readonly madeAt: Date }
  | { readonly kind: "read"; readonly folder: string; readonly ids: readonly string[] };

/** What the thread answers to calls in their order: of a backup that is not whole null. */
export type WorkerAnswer =
  | { readonly ok: true; readonly entries: readonly (BackupEntry | null)[] }
  | { readonly ok: false; readonly error: ErrorData | { readonly code: string; readonly message: string } };

interface Waiting {
  resolve(entries: readonly (BackupEntry | null)[]): void;
  reject(error: unknown): void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Waiting[];
  idle: NodeJS.Timeout | undefined;
}

/** The worker's source, or what the bundler made of it beside the bundle that this is in. */
const workerUrl = new URL(import.meta.url.endsWith(".ts") ? "backup-worker.ts" : "backup-worker.js", import.meta.url);
const idleMs = 60_000;
let thread: Thread | null = null;

/** Throws what the work throws; errors of the system come with their code. */
export function callWorker(call: WorkerCall): Promise<readonly (BackupEntry | null)[]> {
  thread ??= startThread();
  const { worker, waiting, idle } = thread;
  clearTimeout(idle);
  worker.ref();
  return new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    worker.postMessage(call);
  });
}

function startThread(): Thread {
  const started: Thread = { worker: new Worker(workerUrl), waiting: [], idle: undefined };
  const { worker, waiting } = started;
  const end = (error: unknown) => {
    if (thread === started) thread = null;
    for (const each of waiting.splice(0)) each.reject(error);
  };
  worker.on("message", (answer: WorkerAnswer) => {
    const asked = waiting.shift();
    if (answer.ok) asked?.resolve(answer.entries);
    else asked?.reject(asError(answer.error));
    if (waiting.length > 0) return;
    // It keeps no process from ending, and does not stay for the next backup in ten minutes.
    worker.unref();
    started.idle = setTimeout(() => {
      if (thread === started) thread = null;
      void worker.terminate();
    }, idleMs).unref();
  });
  worker.on("error", end);
  worker.on("exit", () => end(new Error("The thread of backups has ended.")));
  return started;
}

function asError(error: Extract<WorkerAnswer, { ok: false }>["error"]): Error {
  const expected = errorDataSchema.safeParse(error);
  if (!expected.success) return Object.assign(new Error(error.message), { code: error.code });
  const { code, message, next, path } = expected.data;
  return new AppError(code, message, {
    ...(next === undefined ? {} : { next }),
    ...(path === undefined ? {} : { path }),
  });
}

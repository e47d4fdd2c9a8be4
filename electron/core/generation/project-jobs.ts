/** Owns the jobs of one project in this process: takes the project's lock, sets every live job to work, and sees what other processes write. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ExclusiveLock, takeExclusiveLock } from "../database/exclusive-lock.ts";
import { ownPath } from "../media/project-paths.ts";
import { JobRun } from "./job-run.ts";
import type { JobStore } from "./job-store.ts";
import type { ToolOptions } from "./job-tools.ts";
import { openJobStore } from "./open-job-store.ts";
import type { QueueOptions } from "./queue-options.ts";

/** What the jobs of all projects share. */
export type SharedTools = Pick<ToolOptions, "slotsOf" | "storing" | "turns" | "isTaken">;

const lookEveryMs = 1000;
/** An answer on its way gets this long to come when the app is closed. */
const graceMs = 10_000;

export class ProjectJobs {
  /** Settled once the first look has been taken. */
  readonly begun: Promise<void>;
  readonly #projectId: string;
  readonly #queue: QueueOptions;
  readonly #shared: SharedTools;
  readonly #runs = new Map<string, JobRun>();
  readonly #stop = new AbortController();
  readonly #stopSending = new AbortController();
  #look = new AbortController();
  #lock: ExclusiveLock | null = null;
  #seenVersion: number | null = null;
  #finished: Promise<void> | null = null;
  #saidNoLock = false;

  constructor(projectId: string, queue: QueueOptions, shared: SharedTools) {
    this.#projectId = projectId;
    this.#queue = queue;
    this.#shared = shared;
    this.begun = this.#sync();
    void this.begun.then(() => this.#keepLooking()).catch(() => this.close());
  }

  /** True once the work here has ended: the project is gone, or the app is closed. */
  get hasEnded(): boolean {
    return this.#stop.signal.aborted;
  }

  /** The job's download here; null for none. */
  download(jobId: string) {
    return this.#runs.get(jobId)?.tools.download ?? null;
  }

  /** The latest image of the job's work so far; null for none. */
  preview(jobId: string) {
    return this.#runs.get(jobId)?.tools.preview ?? null;
  }

  /** Something was written to the project's jobs by this process. */
  async look(): Promise<void> {
    this.#seenVersion = null;
    if (!this.hasEnded) await this.#sync();
  }

  wake(): void {
    this.#look.abort();
    for (const run of this.#runs.values()) run.tools.wake();
  }

  /** Ends the work here without changing any job: they go on at the next start. */
  close(): Promise<void> {
    this.#finished ??= this.#finish();
    return this.#finished;
  }

  async #finish(): Promise<void> {
    const ended = new Error("This project's jobs have stopped.");
    this.#stop.abort(ended);
    const grace = setTimeout(() => this.#stopSending.abort(ended), graceMs);
    await Promise.allSettled([this.begun, ...[...this.#runs.values()].map((run) => run.ended)]);
    clearTimeout(grace);
    this.#stopSending.abort(ended);
    this.#lock?.release();
    this.#lock = null;
  }

  async #keepLooking(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#look = new AbortController();
      const until = AbortSignal.any([signal, this.#look.signal]);
      await this.#queue.clock.sleep(lookEveryMs, until).catch(() => undefined);
      if (!signal.aborted) await this.#sync();
    }
  }

  /** Throws when the project is gone. */
  async #sync(): Promise<void> {
    const { folder, changed, log } = this.#queue;
    const path = await folder(this.#projectId);
    const store = await openJobStore(this.#queue, this.#projectId);
    if (this.hasEnded) return;
    if (this.#lock === null && !store.database.readonly && this.#takeLock(path)) {
      this.#seenVersion = null;
      void clearCache(path, store).catch((error: unknown) => {
        log({ level: "warn", message: "Couldn't clear the files of finished jobs.", error });
      });
    }
    const version = store.dataVersion();
    if (version === this.#seenVersion) return;
    const isNews = this.#seenVersion !== null;
    this.#seenVersion = version;
    if (this.#lock !== null) this.#setToWork(store);
    if (isNews) changed(this.#projectId);
  }

  #takeLock(path: string): boolean {
    try {
      this.#lock = takeExclusiveLock(path);
    } catch (error) {
      if (this.#saidNoLock) return false;
      this.#saidNoLock = true;
      this.#queue.log({ level: "error", message: "Couldn't lock a project's jobs.", error });
    }
    return this.#lock !== null;
  }

  #setToWork(store: JobStore): void {
    const live = store.live();
    for (const { id, state, cancelRequested } of live) {
      const run = this.#runs.get(id);
      if (run && cancelRequested && !run.knowsCancel) run.tools.interrupt();
      // What this installation did not queue here waits for the user.
      if (!run && state !== "unconfirmed" && store.require(id).held === null) this.#start(id);
    }
    const ids = new Set(live.map(({ id }) => id));
    for (const [id, run] of this.#runs) if (!ids.has(id)) run.tools.interrupt();
  }

  #start(jobId: string): void {
    const run = new JobRun({
      queue: this.#queue,
      projectId: this.#projectId,
      jobId,
      ...this.#shared,
      stop: this.#stop.signal,
      stopSending: this.#stopSending.signal,
    });
    this.#runs.set(jobId, run);
    void run.ended
      .catch((error: unknown) => {
        if (this.hasEnded) return;
        this.#queue.log({ level: "warn", message: "Jobs are paused: the project folder can't be reached.", error });
        void this.close();
      })
      .then(() => {
        this.#runs.delete(jobId);
        // The job may have been taken up again while the run ended.
        return this.look();
      })
      .catch(() => this.close());
  }
}

/** What a stored result was made from is not needed any more; a process may have been killed before it said so. */
async function clearCache(path: string, store: JobStore): Promise<void> {
  const folder = join(path, "cache", "jobs");
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const done = new Set(store.list().flatMap((job) => (job.progress.state === "done" ? job.id : [])));
  for (const name of names)
    if (done.has(name.split(".")[0] ?? "")) await rm(ownPath(path, `cache/jobs/${name}`), { force: true });
}

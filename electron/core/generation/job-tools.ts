/** Owns what every step of a job needs: its row, writing events down for certain, waits that can be cut short, and talking to its service. */
import type { ErrorData } from "../../../shared/errors/app-error.ts";
import { IllegalMove } from "../../../shared/generation/advance.ts";
import type { JobEvent, JobProgress } from "../../../shared/generation/job.ts";
import { makePreview } from "../media/images.ts";
import { ownFolder, ownPath } from "../media/project-paths.ts";
import { toErrorData } from "../runtime/error-data.ts";
import { backoffMs, waitAfter } from "./backoff.ts";
import { type JobRow, type JobStore, TaskTaken } from "./job-store.ts";
import { openJobStore } from "./open-job-store.ts";
import { type Permission, permissionOf } from "./outside-address.ts";
import type { Provider, ServiceContext } from "./provider.ts";
import type { QueueOptions } from "./queue-options.ts";
import { registeredFor } from "./registered.ts";
import { accountOf, serviceContext } from "./service-context.ts";
import type { ServiceFault } from "./service-fault.ts";
import type { Slots } from "./slots.ts";
import type { Turns } from "./turns.ts";

/** The job was stopped, or has another state than the step thought: look at its row again. */
export class Interrupted extends Error {}

const previewEveryMs = 500;

/** A service ready to be asked. `account` is the key's; a job that was sent with another one has another. */
export interface OpenService {
  readonly provider: Provider;
  readonly account: string;
  readonly context: ServiceContext;
}

export interface ToolOptions {
  readonly queue: QueueOptions;
  readonly projectId: string;
  readonly jobId: string;
  readonly slotsOf: (provider: Provider, account: string) => Slots;
  /** Whether another job, of any project that is worked on here, has the task. */
  readonly isTaken: (provider: Provider, remoteId: string, jobId: string) => Promise<boolean>;
  readonly turns: Turns;
  /** Places for checking and storing results, which keeps the processor busy. */
  readonly storing: Slots;
  /** Aborted when the work here ends: the job rests as it is. */
  readonly stop: AbortSignal;
  /** Aborted later than `stop`: an answer that is being waited for gets the chance to come. */
  readonly stopSending: AbortSignal;
}

export class JobTools {
  readonly options: ToolOptions;
  /** Bytes here and in all, while the result is downloaded. */
  download: { bytes: number; totalBytes: number | null } | null = null;
  /** The latest image of the work so far, and how many came before it. */
  preview: { readonly number: number; readonly jpeg: Uint8Array } | null = null;
  #previewedAt = Number.NEGATIVE_INFINITY;
  /** Milliseconds until the next question about the task. */
  nextPollMs = 0;
  #wait = new AbortController();
  #work = new AbortController();
  #slots: Slots | null = null;

  constructor(options: ToolOptions) {
    this.options = options;
  }

  get jobId(): string {
    return this.options.jobId;
  }

  get random(): () => number {
    return () => this.options.queue.clock.random();
  }

  /** Ends with the work here, or when the job is interrupted. */
  get workSignal(): AbortSignal {
    return AbortSignal.any([this.options.stop, this.#work.signal]);
  }

  /** Throws when the project is gone. */
  async store(): Promise<JobStore> {
    return openJobStore(this.options.queue, this.options.projectId);
  }

  async row(): Promise<JobRow> {
    await this.options.turns.next();
    return (await this.store()).require(this.jobId);
  }

  /**
   * Writes an event down, again and again until it stands or the work here ends: what a service has answered must not be
   * lost to a full disk, or to one that is away for a moment. Throws IllegalMove and TaskTaken.
   */
  async record(event: JobEvent, message: string | null): Promise<JobProgress> {
    const { queue, stopSending, turns } = this.options;
    for (let tries = 0; ; tries += 1) {
      await turns.next();
      try {
        const progress = (await this.store()).advance(this.jobId, event, message);
        this.changed();
        return progress;
      } catch (error) {
        if (error instanceof IllegalMove || error instanceof TaskTaken) throw error;
        // Should it never stand, the app's log has what is needed to find the task at the service.
        const task = "remote" in event ? ` of the task ${event.remote.id}` : "";
        queue.log({
          level: "error",
          message: `${event.type}${task} could not be written yet for ${this.jobId}.`,
          error,
        });
        await queue.clock.sleep(backoffMs(tries, this.random), stopSending);
      }
    }
  }

  /** A sentence in the job's log; one that cannot be written is not worth a job. */
  async note(message: string): Promise<void> {
    try {
      await this.options.turns.next();
      (await this.store()).addLog(this.jobId, message);
      this.changed();
    } catch (error) {
      this.options.queue.log({ level: "warn", message: "Couldn't write to a job's log.", error });
    }
  }

  /** Some services send one with each step; more than a few a second are not seen. */
  async #showPreview(bytes: Uint8Array): Promise<void> {
    const now = this.options.queue.clock.now();
    if (now - this.#previewedAt < previewEveryMs) return;
    this.#previewedAt = now;
    const jpeg = await makePreview(bytes);
    if (jpeg === null) return;
    this.preview = { number: (this.preview?.number ?? 0) + 1, jpeg };
    this.changed();
  }

  changed(): void {
    this.options.queue.changed(this.options.projectId);
  }

  provider(row: JobRow): Provider | null {
    return this.options.queue.providers.get(row.provider) ?? null;
  }

  /** Where the job's results may lie. */
  permission(row: JobRow): Permission {
    const provider = this.provider(row);
    if (!provider) return { label: row.provider, isOverridden: false };
    return permissionOf(provider, this.options.queue.baseUrl(provider));
  }

  /** The job's service with the key of now; null without a key. */
  async openService(row: JobRow, signal: AbortSignal): Promise<OpenService | null> {
    const { queue, projectId } = this.options;
    const provider = this.provider(row);
    const key = provider ? await queue.key(provider.name) : null;
    if (!provider || key === null) return null;
    const baseUrl = queue.baseUrl(provider);
    const account = accountOf(provider.name, key, baseUrl);
    const store = await this.store();
    const context = serviceContext({
      provider,
      baseUrl,
      key,
      clock: queue.clock,
      jobId: this.jobId,
      signal,
      log: (message) => void this.note(withoutKey(message, key)),
      showPreview: (bytes) => void this.#showPreview(bytes),
      readImage: (reference) => queue.readImage(projectId, reference),
      registered: registeredFor(store.database, provider.name, account, () => queue.clock.now()),
    });
    return { provider, account, context };
  }

  /** Puts the step off: the service's fault, or one of ours, in the way of something that costs nothing to try again. */
  async defer(problem: ErrorData, waiting: NonNullable<JobProgress["waiting"]>, askedMs: number | null): Promise<void> {
    const { tries, problem: known } = (await this.row()).progress;
    const waitMs = waitAfter(askedMs, tries, this.random);
    const until = this.options.queue.clock.now() + waitMs;
    // The log tells of a fault once, not at each of its returns.
    const message = known?.message === problem.message ? null : problem.message;
    await this.record({ type: "deferred", until, waiting, problem }, message);
    this.nextPollMs = 0;
  }

  async deferFault(fault: ServiceFault): Promise<void> {
    await this.defer(fault.problem, fault.waiting, fault.againAfterMs);
  }

  /** An error as the user should see it. */
  problemOf(error: unknown): ErrorData {
    return toErrorData(error, (line) => this.options.queue.log(line));
  }

  /** Waits, or less when it is woken; throws Interrupted when the job is to be looked at again. */
  async pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    const { stop, queue } = this.options;
    this.#wait = new AbortController();
    const wait = this.#wait.signal;
    try {
      await queue.clock.sleep(ms, AbortSignal.any([stop, wait, this.#work.signal]));
    } catch (error) {
      this.throwIfInterrupted();
      if (!wait.aborted) throw error;
    }
  }

  throwIfInterrupted(): void {
    this.options.stop.throwIfAborted();
    if (this.#work.signal.aborted) throw new Interrupted();
  }

  /** Whatever waits is tried now. */
  wake(): void {
    this.#wait.abort();
  }

  /** The step under way ends, unless it is one that must not, and the row is read again. */
  interrupt(): void {
    this.#work.abort(new Interrupted());
  }

  /** Called before each step. */
  begin(): void {
    if (this.#work.signal.aborted) this.#work = new AbortController();
  }

  /** Waits for a place at the service. */
  async takeSlot(slots: Slots, order: string): Promise<void> {
    if (this.#slots) return;
    await slots.take(order, this.workSignal);
    this.#slots = slots;
  }

  /** Counts a task that is, or may be, at the service already. */
  occupySlot(slots: Slots): void {
    if (this.#slots) return;
    slots.occupy();
    this.#slots = slots;
  }

  releaseSlot(): void {
    this.#slots?.release();
    this.#slots = null;
  }

  /** Where the job's files are kept until its result is stored; the folder is made. Throws when it is not the project's own. */
  async cacheFile(ending: "" | ".part" | ".answer" | ".rescued"): Promise<{ path: string; inProject: string }> {
    const folder = await this.options.queue.folder(this.options.projectId);
    ownFolder(folder, "cache/jobs");
    const inProject = `cache/jobs/${this.jobId}${ending}`;
    return { path: ownPath(folder, inProject), inProject };
  }
}

/** Some keys are two parts with a colon between them. */
function withoutKey(message: string, key: string): string {
  const parts = [key, ...key.split(":")].filter((part) => part.length >= 4);
  return parts.reduce((text, part) => text.replaceAll(part, "…"), message);
}

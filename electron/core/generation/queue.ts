/** Owns the queue of all projects' jobs: adding, listing and ending them, and the places that each account has at its service. */

import { AppError } from "../../../shared/errors/app-error.ts";
import { IllegalMove } from "../../../shared/generation/advance.ts";
import type { Job, JobEvent, LedgerEntry, RemoteTask } from "../../../shared/generation/job.ts";
import { addMoney } from "../../../shared/generation/price.ts";
import type { Money } from "../../../shared/models/profile.ts";
import { profileOf, rememberModels } from "../../../shared/models/profiles.ts";
import { unconfirmed } from "./check-job.ts";
import type { JobRow, JobStore, NewJob } from "./job-store.ts";
import { listLedger, type SpentSince, spent, spentSince } from "./ledger.ts";
import { openJobStore } from "./open-job-store.ts";
import { ProjectJobs } from "./project-jobs.ts";
import type { FrozenCall, Provider } from "./provider.ts";
import type { QueueOptions } from "./queue-options.ts";
import { missingKey } from "./send-job.ts";
import { accountOf } from "./service-context.ts";
import { Slots } from "./slots.ts";
import { Turns } from "./turns.ts";

/** Results that are checked and stored at once. */
const storingMost = 2;

export class GenerationQueue {
  readonly #options: QueueOptions;
  readonly #projects = new Map<string, ProjectJobs>();
  #isClosed = false;
  readonly #slots = new Map<string, Slots>();
  readonly #storing: Slots;
  readonly #turns = new Turns();
  #adding: Promise<unknown> = Promise.resolve();

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#storing = new Slots(storingMost, () => options.clock.now());
  }

  /**
   * Sets the project's live jobs to work, now and from now on; nothing more when that is so already. Another process
   * that does so keeps them, until it ends. Once the queue is closed nothing is set to work. Throws when the project cannot
   * be opened.
   */
  async attach(projectId: string): Promise<void> {
    if (this.#isClosed) return;
    const known = this.#projects.get(projectId);
    if (known && !known.hasEnded) return known.begun;
    const jobs = new ProjectJobs(projectId, this.#options, {
      slotsOf: (provider, account) => this.#slotsOf(provider, account),
      storing: this.#storing,
      turns: this.#turns,
      isTaken: (provider, remoteId, jobId) => this.#isTaken(provider, remoteId, jobId),
    });
    this.#projects.set(projectId, jobs);
    await known?.close();
    await jobs.begun;
  }

  /**
   * Adds the jobs of one generation with the intent to pay for them, all or none; all are for one service. A process that has not
   * attached the project leaves them to one that has. Throws service.key-missing and spend.cap.
   */
  async add(projectId: string, jobs: readonly [NewJob, ...NewJob[]]): Promise<void> {
    const [first] = jobs;
    const account = await this.#account(first);
    const { label } = this.#provider(first);
    const amount = jobs.map(({ estimate }) => estimate).reduce((sum, each) => sum && each && addMoney(sum, each));
    await this.#inTurn(() =>
      this.#options.spend(projectId, amount, async () => {
        (await this.#store(projectId)).insert(jobs, account, `Queued for ${label}.`);
      }),
    );
    await this.#written(projectId);
  }

  /** Takes up a task that is at the service already. Throws service.key-missing and job.wrong-state. */
  async adopt(
    projectId: string,
    { remote, ...job }: Omit<NewJob, "estimate"> & { readonly remote: RemoteTask; readonly estimate?: Money | null },
  ): Promise<string> {
    const account = await this.#account(job);
    const { label } = this.#provider(job);
    const adopted = { ...job, estimate: job.estimate ?? null };
    (await this.#store(projectId)).insertAdopted(adopted, account, remote, `Imported from ${label}.`);
    await this.#written(projectId);
    return job.id;
  }

  /** Newest first. */
  async list(projectId: string): Promise<Job[]> {
    const store = await this.#store(projectId);
    const jobs = store.list().map((row): Job => {
      const modelLabel = profileOf(row.profile) ? null : store.modelLabel(row.id);
      return { ...this.#asJob(projectId, row), ...(modelLabel === null ? {} : { modelLabel }) };
    });
    rememberModels(jobs);
    return jobs;
  }

  /** The latest image of a job's work so far, a small JPEG; null for none. */
  preview(projectId: string, jobId: string): Uint8Array | null {
    return this.#projects.get(projectId)?.preview(jobId)?.jpeg ?? null;
  }

  async log(projectId: string, jobId: string): Promise<{ at: string; message: string }[]> {
    return (await this.#store(projectId)).log(jobId);
  }

  /** Whether this installation queued the job, in this folder, and nobody changed it since. */
  async isOwn(projectId: string, jobId: string): Promise<boolean> {
    return (await this.#store(projectId)).isOwn(jobId);
  }

  /** What a job sends, as it was frozen: without the key, its places not filled. */
  async frozen(projectId: string, jobId: string): Promise<FrozenCall> {
    return (await this.#store(projectId)).frozen(jobId);
  }

  /** Newest first. */
  async ledger(projectId: string): Promise<LedgerEntry[]> {
    return listLedger((await this.#store(projectId)).database);
  }

  /** What the project has spent in all, by currency. */
  async spent(projectId: string): Promise<Money[]> {
    return spent((await this.#store(projectId)).database, null);
  }

  async spentSince(projectId: string, sinceIso: string): Promise<SpentSince> {
    return spentSince((await this.#store(projectId)).database, sinceIso);
  }

  /**
   * Ends a job as soon as that loses nothing; one that waits for the user as it is not this installation's own is discarded here.
   * Throws job.wrong-state for one that has ended.
   */
  async cancel(projectId: string, jobId: string): Promise<void> {
    const { held } = (await this.#store(projectId)).require(jobId);
    if (held === null) await this.#decide(projectId, jobId, () => ({ type: "cancel-requested" }), "Canceled by you.");
    else await this.#decide(projectId, jobId, () => ({ type: "discarded" }), "Discarded by you.");
  }

  /** The user lets all jobs go on here that were queued before the project's folder was moved. */
  async goOn(projectId: string): Promise<void> {
    const store = await this.#store(projectId);
    for (const { id, held } of store.list()) {
      if (held !== "moved") continue;
      store.takeOver(id);
      store.addLog(id, "Continued by you in the project's new location.");
    }
    await this.#written(projectId);
  }

  /**
   * The user's answer for an unconfirmed job; `give-up` also ends asking a service that gives no answer, and `watch` takes up a
   * job whose task may have given a result all the same. Throws job.wrong-state.
   */
  async decide(projectId: string, jobId: string, decision: "resend" | "give-up" | "watch"): Promise<void> {
    await this.#refuseHeld(projectId, jobId);
    switch (decision) {
      case "resend":
        return this.#decide(projectId, jobId, () => ({ type: "resend-allowed" }), "Sent again by you.");
      case "give-up": {
        const event = (row: JobRow): JobEvent =>
          row.progress.state === "checking"
            ? { type: "cannot-ask", problem: unconfirmed(this.#provider(row), "it does not answer") }
            : { type: "given-up" };
        return this.#decide(projectId, jobId, event, "Abandoned by you.");
      }
      case "watch": {
        const event = ({ progress }: JobRow): JobEvent | null =>
          progress.remote === null ? null : { type: "found", remote: progress.remote };
        return this.#decide(projectId, jobId, event, "Watched again by you.");
      }
    }
  }

  /** Whatever waits is tried now. */
  wake(): void {
    for (const slots of this.#slots.values()) slots.restFor(0);
    for (const jobs of this.#projects.values()) jobs.wake();
  }

  /** Ends the work here without changing any job: they go on at the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#projects.values()].map((jobs) => jobs.close()));
    this.#projects.clear();
  }

  async #refuseHeld(projectId: string, jobId: string): Promise<void> {
    if ((await this.#store(projectId)).require(jobId).held === null) return;
    const message = "This job was not queued by this installation in this folder.";
    throw new AppError("job.wrong-state", message, { next: "Send it as a new job, or discard it." });
  }

  async #decide(
    projectId: string,
    jobId: string,
    eventFor: (row: JobRow) => JobEvent | null,
    message: string,
  ): Promise<void> {
    const store = await this.#store(projectId);
    const row = store.require(jobId);
    const event = eventFor(row);
    try {
      if (event === null) throw new IllegalMove(row.progress.state, "found");
      store.advance(jobId, event, message);
    } catch (error) {
      if (!(error instanceof IllegalMove)) throw error;
      const next = "Check the job's current state.";
      throw new AppError("job.wrong-state", `This action is not available: the job is ${row.progress.state}.`, {
        next,
      });
    }
    await this.#written(projectId);
  }

  async #written(projectId: string): Promise<void> {
    // What was written stands, also where the work on it cannot begin now.
    await this.#projects
      .get(projectId)
      ?.look()
      .catch((error: unknown) => {
        this.#options.log({ level: "warn", message: "Couldn't read a project's jobs.", error });
      });
    this.#options.changed(projectId);
  }

  /** One after another, so that two jobs cannot both spend the last of a cap. */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#adding.then(work);
    this.#adding = result.catch(() => undefined);
    return result;
  }

  async #store(projectId: string): Promise<JobStore> {
    return openJobStore(this.#options, projectId);
  }

  #provider({ provider: name }: Pick<NewJob, "provider">): Provider {
    const provider = this.#options.providers.get(name);
    if (provider) return provider;
    throw new AppError("profile.unavailable", `This version can't send to ${name}.`, {
      next: "Choose another model.",
    });
  }

  async #account(job: Pick<NewJob, "provider">): Promise<string> {
    const provider = this.#provider(job);
    const key = await this.#options.key(provider.name);
    if (key !== null) return accountOf(provider.name, key, this.#options.baseUrl(provider));
    const { code, message, next } = missingKey(provider, provider.name);
    throw new AppError(code, message, next === undefined ? {} : { next });
  }

  async #isTaken(provider: Provider, remoteId: string, jobId: string): Promise<boolean> {
    for (const [projectId, jobs] of this.#projects) {
      if (jobs.hasEnded) continue;
      if ((await this.#store(projectId)).isHeldByAnother(provider.name, remoteId, jobId)) return true;
    }
    return false;
  }

  #slotsOf(provider: Provider, account: string): Slots {
    const known = this.#slots.get(account);
    if (known) return known;
    const slots = new Slots(provider.slots, () => this.#options.clock.now());
    this.#slots.set(account, slots);
    return slots;
  }

  #asJob(projectId: string, { account: _account, seq: _seq, progress, ...row }: JobRow): Job {
    const { notBefore, sentAt, ...shown } = progress;
    const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
    return {
      ...row,
      ...shown,
      notBefore: iso(notBefore),
      sentAt: iso(sentAt),
      download: this.#projects.get(projectId)?.download(row.id) ?? null,
      preview: this.#projects.get(projectId)?.preview(row.id)?.number ?? null,
      canCancelRemotely: this.#options.providers.get(row.provider)?.cancel !== undefined,
    };
  }
}

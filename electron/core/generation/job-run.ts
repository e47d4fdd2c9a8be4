/** Owns one job at work: reads its row, does the step that its state asks for, and again, until it has ended or the user must decide. */
import { IllegalMove } from "../../../shared/generation/advance.ts";
import { endedStates } from "../../../shared/generation/job.ts";
import { backoffMs } from "./backoff.ts";
import { checkJob, Denials, recoverSending } from "./check-job.ts";
import { Fetching, fetchResult } from "./fetch-result.ts";
import type { JobRow } from "./job-store.ts";
import { Interrupted, JobTools, type ToolOptions } from "./job-tools.ts";
import { sendJob } from "./send-job.ts";
import { Watching, watchJob } from "./watch-job.ts";

/** No wait is longer, whatever a clock that was set wrong has written down. */
const waitMostMs = 2 * 60 * 60_000;
/** Faults of ours in a row after which a job that was never sent is refused instead of tried on. */
const stumblesMax = 5;

export class JobRun {
  readonly tools: JobTools;
  /** Settled when the job has ended, rests, or waits for the user; rejected when its project is gone. */
  readonly ended: Promise<void>;
  /** True once the wish to cancel was seen here. */
  knowsCancel = false;
  readonly #denials = new Denials();
  readonly #watching = new Watching();
  readonly #fetching = new Fetching();

  constructor(options: ToolOptions) {
    this.tools = new JobTools(options);
    this.ended = this.#run();
  }

  async #run(): Promise<void> {
    const { stop, queue } = this.tools.options;
    try {
      for (let stumbles = 0; !stop.aborted; ) {
        this.tools.begin();
        const row = await this.tools.row();
        const { state, cancelRequested } = row.progress;
        this.knowsCancel = cancelRequested;
        if (endedStates.includes(state) || state === "unconfirmed" || row.held !== null) return;
        try {
          await this.#step(row);
          stumbles = 0;
        } catch (error) {
          if (stop.aborted) return;
          if (error instanceof Interrupted) continue;
          // Another process was quicker; its step is in the row.
          if (!(error instanceof IllegalMove)) {
            stumbles += 1;
            await this.#stumble(row, error, stumbles);
          }
          await queue.clock.sleep(backoffMs(stumbles, this.tools.random), stop).catch(() => undefined);
        }
      }
    } finally {
      this.tools.releaseSlot();
      this.tools.changed();
    }
  }

  async #step(row: JobRow): Promise<void> {
    const { state, notBefore, cancelRequested } = row.progress;
    // Who waits for later leaves the place to others, unless a task may be there.
    if (state === "queued") this.tools.releaseSlot();
    const now = this.tools.options.queue.clock.now();
    // Whoever cancels while the service is asked does not wait for its next turn to answer.
    const isWanted = state === "checking" && cancelRequested;
    if (notBefore !== null && !isWanted) await this.tools.pause(Math.min(notBefore - now, waitMostMs));
    switch (state) {
      case "queued":
      case "preparing":
        return sendJob(this.tools, row);
      case "submitting":
        return recoverSending(this.tools, row);
      case "checking":
        return checkJob(this.tools, row, this.#denials);
      case "running":
        return watchJob(this.tools, row, this.#watching);
      case "downloading":
        return fetchResult(this.tools, row, this.#fetching);
    }
  }

  /** A fault that no step expects: told in the log and tried again, as the job may be paid for. */
  async #stumble(row: JobRow, error: unknown, stumbles: number): Promise<void> {
    const problem = this.tools.problemOf(error);
    const wasSent = row.progress.sentAt !== null;
    if (wasSent || stumbles < stumblesMax) return;
    await this.tools.record({ type: "refused", problem }, problem.message).catch(() => undefined);
  }
}

/** Owns work that takes a while: each operation's progress, cancelling, and how it ended. */
import { randomUUID } from "node:crypto";
import { AppError, type ErrorData } from "../../../shared/errors/app-error.ts";
import type { Operation } from "../../../shared/rpc/runtime-contract.ts";

/** What running work may use: to say how far it is, and to hear that it was cancelled. */
export interface OperationContext {
  readonly signal: AbortSignal;
  report(progress: number, step: string): void;
}

export interface OperationStart extends Pick<Operation, "kind" | "projectId" | "title"> {
  run(context: OperationContext): Promise<NonNullable<Operation["result"]>>;
}

const keptWhenEnded = 50;
const reportEveryMs = 100;

export class Operations {
  readonly #running = new Map<string, { operation: Operation; abort: AbortController; done: Promise<Operation> }>();
  readonly #onChanged: (operation: Operation) => void;
  readonly #toErrorData: (error: unknown) => ErrorData;

  constructor(onChanged: (operation: Operation) => void, toErrorData: (error: unknown) => ErrorData) {
    this.#onChanged = onChanged;
    this.#toErrorData = toErrorData;
  }

  /** Starts work in the background and returns its id. */
  start({ run, ...about }: OperationStart): string {
    const id = `operation_${randomUUID()}`;
    const abort = new AbortController();
    const operation: Operation = { id, ...about, state: "running", progress: 0, step: "", error: null, result: null };
    const entry = { operation, abort, done: Promise.resolve(operation) };
    this.#running.set(id, entry);
    entry.done = this.#run(entry, run);
    this.#forgetOldest();
    return id;
  }

  async #run(entry: { operation: Operation; abort: AbortController }, run: OperationStart["run"]): Promise<Operation> {
    let reportedAt = 0;
    const startedAt = Date.now();
    const log: NonNullable<Operation["log"]> = [];
    const note = (text: string) => log.push({ atMs: Date.now() - startedAt, text });
    const change = (changes: Partial<Operation>) => {
      entry.operation = { ...entry.operation, ...changes };
      this.#onChanged(entry.operation);
    };
    const report = (progress: number, step: string) => {
      // A frame's worth of progress is not worth an event.
      if (step === entry.operation.step && Date.now() - reportedAt < reportEveryMs) return;
      reportedAt = Date.now();
      if (step !== entry.operation.step) note(step);
      change({ progress: Math.min(1, Math.max(entry.operation.progress, progress)), step });
    };
    try {
      this.#onChanged(entry.operation);
      const result = await run({ signal: entry.abort.signal, report });
      note("Done");
      change({ state: "done", progress: 1, result, log });
    } catch (error) {
      if (entry.abort.signal.aborted) {
        note("Canceled");
        change({ state: "cancelled", log });
      } else {
        const data = this.#toErrorData(error);
        note(`Failed: ${data.message}`);
        change({ state: "failed", error: data, log });
      }
    }
    return entry.operation;
  }

  list(): Operation[] {
    return [...this.#running.values()].map((entry) => entry.operation);
  }

  cancel(id: string): void {
    this.#find(id).abort.abort(new AppError("cancelled", "Canceled."));
  }

  /** Waits until an operation has ended, however it did. */
  wait(id: string): Promise<Operation> {
    return this.#find(id).done;
  }

  /** Cancels everything and waits for it. */
  async close(): Promise<void> {
    const entries = [...this.#running.values()];
    for (const entry of entries) entry.abort.abort(new AppError("cancelled", "Shotline is closing."));
    await Promise.all(entries.map((entry) => entry.done));
  }

  #find(id: string) {
    const entry = this.#running.get(id);
    if (!entry) throw new AppError("not-found", "This task no longer exists; it may have ended long ago.");
    return entry;
  }

  #forgetOldest(): void {
    const ended = [...this.#running.values()].filter((entry) => entry.operation.state !== "running");
    for (const entry of ended.slice(0, Math.max(0, ended.length - keptWhenEnded))) {
      this.#running.delete(entry.operation.id);
    }
  }
}

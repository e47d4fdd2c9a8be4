/** Owns the events of a running core: a numbered ring that callers read after a cursor, waiting for the next one if there is none. */
import type { OutputOf } from "../../../shared/rpc/contract.ts";
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";

const kept = 1000;

export class EventLog {
  /** Cursors of another run of the core lie below this one's, so that a window notices a restart. */
  readonly #first: number;
  readonly #waitMs: number;
  readonly #events: AppEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #dropped = 0;

  constructor(startedAt: Date, waitMs = 25_000) {
    this.#first = startedAt.getTime();
    this.#waitMs = waitMs;
  }

  emit(event: AppEvent): void {
    this.#events.push(event);
    if (this.#events.length > kept) {
      this.#events.shift();
      this.#dropped += 1;
    }
    for (const wake of [...this.#waiting]) wake();
  }

  /** The events after `cursor` (0: only the cursor of now), at once or when the next one comes; none after the wait. */
  async after(cursor: number, signal?: AbortSignal): Promise<OutputOf<"events.after">> {
    if (cursor === 0) return { cursor: this.#cursor(), reset: false, events: [] };
    const oldest = this.#first + this.#dropped;
    if (cursor < oldest || cursor > this.#cursor()) return { cursor: this.#cursor(), reset: true, events: [] };
    if (cursor === this.#cursor()) await this.#nextEvent(signal);
    const missed = cursor - this.#first - this.#dropped;
    if (missed < 0) return { cursor: this.#cursor(), reset: true, events: [] };
    return { cursor: this.#cursor(), reset: false, events: this.#events.slice(missed) };
  }

  /** Answers everyone who waits, so that the core can close. */
  close(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #cursor(): number {
    return this.#first + this.#dropped + this.#events.length;
  }

  #nextEvent(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, this.#waitMs);
      timer.unref();
      this.#waiting.add(wake);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }
}

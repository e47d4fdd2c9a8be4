/** Owns how many tasks of one account are at a service at once: first come, first served, fewer after a refusal, more again later. */

interface Waiter {
  readonly order: string;
  readonly admit: () => void;
}

/** After this long without a refusal one place more is tried. */
const calmMs = 60_000;

export class Slots {
  readonly #most: number;
  readonly #now: () => number;
  readonly #waiting: Waiter[] = [];
  #limit: number;
  #busy = 0;
  #changedAt = 0;
  #restUntil = 0;

  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#limit = most;
    this.#now = now;
  }

  /** Milliseconds for which the account was asked to send nothing. */
  get restMs(): number {
    return Math.max(0, this.#restUntil - this.#now());
  }

  /** Nothing is to be sent for this long; zero takes it back. */
  restFor(ms: number): void {
    this.#restUntil = ms === 0 ? 0 : Math.max(this.#restUntil, this.#now() + ms);
  }

  /** Waits for a place; the lowest `order` is served first. Throws the signal's reason when it is aborted meanwhile. */
  async take(order: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#busy < this.#limit && this.#waiting.length === 0) {
      this.#busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal.reason as Error);
      };
      const waiter: Waiter = {
        order,
        admit: () => {
          signal.removeEventListener("abort", leave);
          resolve();
        },
      };
      const place = this.#waiting.findIndex((each) => each.order > order);
      this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, waiter);
      signal.addEventListener("abort", leave, { once: true });
      this.#admit();
    });
  }

  /** Counts a task that is at the service already, whether there is a place or not. */
  occupy(): void {
    this.#busy += 1;
  }

  release(): void {
    this.#busy -= 1;
    if (this.#limit < this.#most && this.#now() - this.#changedAt > calmMs) {
      this.#limit += 1;
      this.#changedAt = this.#now();
    }
    this.#admit();
  }

  /** The service refused one of the tasks for there being too many: the others were as many as it allows. */
  refused(): void {
    this.#limit = Math.max(1, Math.min(this.#limit, this.#busy - 1));
    this.#changedAt = this.#now();
  }

  #admit(): void {
    while (this.#busy < this.#limit && this.#waiting.length > 0) {
      this.#busy += 1;
      this.#waiting.shift()?.admit();
    }
  }
}

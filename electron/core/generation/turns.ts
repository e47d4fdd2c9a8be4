/** Owns that many jobs do not hold up the window: writings to disk come one in each round of the main loop, however many wait. */
import { setImmediate } from "node:timers/promises";

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for a round of the main loop that nobody else has. */
  next(): Promise<unknown> {
    this.#last = this.#last.then(() => setImmediate());
    return this.#last;
  }
}

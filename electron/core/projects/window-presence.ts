/** Owns which windows are there: one that waits for events, or has called not long ago. */
import type { Schedule } from "./idle-log.ts";

/** A reload, or the time from one answer to the next question, takes less. */
export const graceMs = 3000;
const windowsMax = 1000;

interface Presence {
  waits: number;
  isThere: boolean;
  cancel: () => void;
}

export class WindowPresence {
  readonly #windows = new Map<string, Presence>();
  readonly #schedule: Schedule;
  readonly #onGone: (window: string) => void;

  constructor(schedule: Schedule, onGone: (window: string) => void) {
    this.#schedule = schedule;
    this.#onGone = onGone;
  }

  isThere(window: string): boolean {
    return this.#windows.get(window)?.isThere ?? false;
  }

  /** It has called. */
  seen(window: string): void {
    const presence = this.#presence(window);
    presence.isThere = true;
    presence.cancel();
    presence.cancel = presence.waits > 0 ? () => {} : this.#schedule(graceMs, () => this.#goneFrom(window, presence));
  }

  /** It waits for events until the returned function is called. */
  waits(window: string): () => void {
    const presence = this.#presence(window);
    presence.waits += 1;
    this.seen(window);
    return () => {
      presence.waits -= 1;
      this.seen(window);
    };
  }

  close(): void {
    for (const { cancel } of this.#windows.values()) cancel();
    this.#windows.clear();
  }

  #presence(window: string): Presence {
    const known = this.#windows.get(window) ?? { waits: 0, isThere: true, cancel: () => {} };
    if (!this.#windows.has(window) && this.#windows.size >= windowsMax) this.#forgetOne();
    this.#windows.set(window, known);
    return known;
  }

  #forgetOne(): void {
    const gone = [...this.#windows].find(([, { isThere }]) => !isThere) ?? [...this.#windows][0];
    if (gone) this.#windows.delete(gone[0]);
  }

  #goneFrom(window: string, presence: Presence): void {
    presence.isThere = false;
    this.#onGone(window);
  }
}

/** Owns when a project's log is written back: once nothing was written for some seconds, and when the project is closed. */
import type { ProjectDatabase } from "../database/open-database.ts";
import { writeLogBack } from "../database/write-log-back.ts";

/** Calls `work` after so many milliseconds; the answer cancels it. */
export type Schedule = (delayMs: number, work: () => void) => () => void;

/** Keeps no process from ending. */
export const systemSchedule: Schedule = (delayMs, work) => {
  const timer = setTimeout(work, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};

export const idleMs = 3000;

export interface IdleLogOptions {
  readonly database: ProjectDatabase;
  readonly schedule: Schedule;
  readonly onFailed: (error: unknown) => void;
}

export class IdleLog {
  readonly #options: IdleLogOptions;
  #cancel = () => {};

  constructor(options: IdleLogOptions) {
    this.#options = options;
  }

  /** Something was written. */
  wrote(): void {
    this.#cancel();
    this.#cancel = this.#options.schedule(idleMs, () => this.#writeBack());
  }

  /** Writes back what is left; another process that has the project open writes it back later. Never throws. */
  close(): void {
    this.#cancel();
    this.#attempt();
  }

  #writeBack(): void {
    // Another process is at it: later.
    if (!this.#attempt()) this.wrote();
  }

  /** A disk that fails now is no reason to try again and again: the next commit is. */
  #attempt(): boolean {
    try {
      return writeLogBack(this.#options.database);
    } catch (error) {
      this.#options.onFailed(error);
      return true;
    }
  }
}

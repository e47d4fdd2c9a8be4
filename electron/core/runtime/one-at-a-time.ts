/** Owns that work which burdens the computer is done one after another, in the order in which it was asked for. */

export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  /** Does `work` when all before it has ended, however it did. Who no longer wants it does not wait: the reason is thrown at once. */
  do<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    let isBegun = false;
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      isBegun = true;
      return work();
    });
    this.#last = turn.catch(() => undefined);
    return new Promise((resolve, reject) => {
      // Work that has begun hears of it by itself, and is waited for.
      const leave = () => !isBegun && reject(signal.reason);
      if (signal.aborted) leave();
      signal.addEventListener("abort", leave);
      turn.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }
}

/** Owns following the core's events: one long request after another by cursor, with back-off while the core is away. */
import type { AppEvent } from "../../../shared/rpc/runtime-contract.ts";
import type { CoreClient } from "./client.ts";

export interface EventListener {
  onEvents(events: readonly AppEvent[]): void;
  /** Events were missed: everything must be fetched again. */
  onReset(): void;
  onReachable(reachable: boolean): void;
}

/** Waits `delayMs`, or until `signal` aborts. */
type Wait = (delayMs: number, signal: AbortSignal) => Promise<void>;

const backOffMs = [500, 1000, 2000, 4000] as const;
/** The core answers within 25 s even when nothing happens; silence for longer means that it is gone. */
const silenceMs = 40_000;

/** Follows until the returned function is called. */
export function followEvents(client: CoreClient, listener: EventListener, wait: Wait = waitFor): () => void {
  const stop = new AbortController();
  void run(client, listener, wait, stop.signal);
  return () => stop.abort();
}

async function run(client: CoreClient, listener: EventListener, wait: Wait, signal: AbortSignal): Promise<void> {
  let cursor = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const answer = await client.call(
        "events.after",
        { cursor },
        AbortSignal.any([signal, AbortSignal.timeout(silenceMs)]),
      );
      if (signal.aborted) return;
      const missed = answer.reset || (failures > 0 && cursor === 0);
      cursor = answer.cursor;
      failures = 0;
      listener.onReachable(true);
      if (missed) listener.onReset();
      if (answer.events.length > 0) listener.onEvents(answer.events);
    } catch {
      if (signal.aborted) return;
      listener.onReachable(false);
      await wait(backOffMs[Math.min(failures, backOffMs.length - 1)] as number, signal);
      failures += 1;
    }
  }
}

function waitFor(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

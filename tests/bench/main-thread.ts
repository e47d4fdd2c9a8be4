/** Owns reading from a browser's trace how long a page's main thread ran. */
import type { Browser, Page } from "@playwright/test";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Thread time in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Main-thread milliseconds that the page runs for while `work` goes on: thread time of all tasks of the busiest renderer. */
export async function mainThreadMsOf(browser: Browser, page: Page, work: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  await work();
  const trace = await browser.stopTracing();
  const { traceEvents } = JSON.parse(trace.toString("utf8")) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain");
  const sums = mains.map(({ pid, tid }) =>
    traceEvents
      .filter((event) => event.ph === "X" && event.name.endsWith("RunTask") && event.pid === pid && event.tid === tid)
      .reduce((sum, event) => sum + (event.tdur ?? 0), 0),
  );
  const busiest = Math.max(0, ...sums);
  if (busiest === 0) throw new Error("the trace tells nothing of the main thread");
  return busiest / 1000;
}

/** Owns reading from a browser's trace how long a page's main thread ran. */
import type { Browser, Page } from "@playwright/test";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Thread time in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Main-thread milliseconds that the page runs for while `work` goes on: thread time of all tasks of the busiest renderer. */
export async function mainThreadMsOf(browser: Browser, page: Page, work: () => Promise<void>): Promise<number> {
  return (await watchMainThread(browser, page, work)).spentMs;
}

export interface MainThreadWork {
  /** Thread time of all tasks. */
  readonly spentMs: number;
  /** For each stretch from a mark to the next `until`, the thread time of tasks in it, as far as they lie in it. */
  readonly msBetween: (from: string, until: string) => number[];
}

/** What the page's main thread does while `work` goes on. */
export async function watchMainThread(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<MainThreadWork> {
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });
  await work();
  const trace = await browser.stopTracing();
  const { traceEvents } = JSON.parse(trace.toString("utf8")) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain");
  const threads = mains.map(({ pid, tid }) => {
    const events = traceEvents.filter((event) => event.pid === pid && event.tid === tid);
    const tasks = events.filter(({ ph, name }) => ph === "X" && name.endsWith("RunTask"));
    return { events, tasks, spentMs: tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000 };
  });
  const [busiest] = threads.toSorted((left, right) => right.spentMs - left.spentMs);
  if (!busiest || busiest.spentMs === 0) throw new Error("the trace tells nothing of the main thread");
  const { events, tasks, spentMs } = busiest;
  const stretches = (from: string, until: string) => {
    const marks = events.filter(({ name }) => name === from || name === until).toSorted((a, b) => a.ts - b.ts);
    return marks.flatMap((mark, index) => {
      const next = marks[index + 1];
      return mark.name === from && next?.name === until ? [[mark.ts, next.ts] as const] : [];
    });
  };
  const msBetween = (from: string, until: string) =>
    stretches(from, until).map(([start, end]) => {
      const parts = tasks.map(({ ts, dur = 0, tdur = 0 }) => {
        const within = Math.max(0, Math.min(ts + dur, end) - Math.max(ts, start));
        return dur === 0 ? 0 : (within / dur) * tdur;
      });
      return parts.reduce((sum, part) => sum + part, 0) / 1000;
    });
  return { spentMs, msBetween };
}

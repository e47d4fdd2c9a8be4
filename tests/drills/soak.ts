/** Owns the soak: a working day after another in accelerated time, with windows that look on, and what the process and the disk have after each hour. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Clock } from "../../electron/core/generation/service-context.ts";
import { windowHeader } from "../../shared/rpc/session.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { environmentOf } from "../support/services/every-service.ts";
import { startPixio } from "../support/services/pixio.ts";
import type { Count, Drill } from "./drill.ts";
import { inFolder, openDrillCore } from "./drill-core.ts";
import { filmProfileOf, isOver, jobWhen, startJob } from "./paid-job.ts";
import { workAtRandom } from "./random-steps.ts";

const minuteMs = 60_000;
const editsPerStep = 10;
const stepMs = 5 * minuteMs;
const jobEverySteps = 24;

/** What is had at a time, in the unit that its name says. */
interface Sample {
  readonly heapMb: number;
  readonly files: number;
  readonly timers: number;
  readonly listeners: number;
  readonly events: number;
  readonly dataMb: number;
  /** Without the videos of takes, which are the user's own. */
  readonly projectMb: number;
}

/** How much more there may be after a day, measured past the first quarter, when everything has been loaded. */
const growthMax: Sample = { heapMb: 24, files: 8, timers: 12, listeners: 4, events: 0, dataMb: 8, projectMb: 160 };
/** The ring of events holds this many. */
const eventsMax = 1000;

/** Time that passes when it is told to; whoever sleeps wakes when it has. */
class SoakClock implements Clock {
  #nowMs = Date.now();
  readonly #sleeping = new Set<() => void>();
  readonly random = Math.random;

  now(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const untilMs = this.#nowMs + ms;
    return new Promise((resolve, reject) => {
      const done = (end: () => void) => {
        this.#sleeping.delete(look);
        signal.removeEventListener("abort", stop);
        end();
      };
      const look = () => this.#nowMs >= untilMs && done(resolve);
      const stop = () => done(() => reject(signal.reason));
      this.#sleeping.add(look);
      signal.addEventListener("abort", stop);
    });
  }

  pass(ms: number): void {
    this.#nowMs += ms;
    for (const look of [...this.#sleeping]) look();
  }
}

export const drillSoak: Drill = ({ long, seed, hours = long ? 24 : 0.5 }) =>
  inFolder(async (home) => {
    const clock = new SoakClock();
    const service = await startPixio({ film: { seconds: 1, widthPx: 160, heightPx: 90, audio: false } });
    const core = openDrillCore(home, { clock, env: { ...process.env, ...environmentOf("pixio", service) } });
    const samples: Sample[] = [];
    const closing = new AbortController();
    let edits = 0;
    let jobs = 0;
    let asked = 0;
    try {
      await core.resumeJobs();
      const planFile = await writePlanFor(filmProfileOf("pixio"), home);
      const { projectId } = await core.call("projects.createFromPlan", { planFile });
      // One that nobody edits, so that it can always be generated.
      const { projectId: toGenerate } = await core.call("projects.createFromPlan", { planFile });
      const { folder, media } = await core.call("project.get", { projectId });
      const { cursor } = await core.call("events.after", { cursor: 0 });
      const windows = ["window-of-one", "window-of-two"].map((window) => lookOn(core, window, closing.signal));
      const steps = Math.ceil((hours * 60 * minuteMs) / stepMs);
      for (let step = 0; step < steps; step += 1) {
        await workAtRandom(
          core,
          projectId,
          { seed: seed * 10_000 + step, media: media.map(({ id }) => id), goesOn: (done) => done < editsPerStep },
          { onAnswered: () => (edits += 1) },
        );
        if (step % jobEverySteps === 0) {
          asked += 1;
          jobs += await generate(core, toGenerate, clock);
        }
        clock.pass(stepMs);
        // Backups and what waited for this moment are under way now.
        await setTimeout(1);
        if (!long || step % 12 === 11) samples.push(await sampleOf(core, home, folder, cursor));
        if (long && step % 12 === 11) console.log(`hour ${(step + 1) / 12}: ${JSON.stringify(samples.at(-1))}`);
      }
      closing.abort();
      await Promise.all(windows);
    } finally {
      closing.abort();
      await core.close();
      await service.close();
    }
    return [
      { name: `edits in ${hours} hours of accelerated time`, count: edits, of: edits, must: null },
      { name: "generations that became takes", count: jobs, of: asked, must: "all" },
      ...(Object.keys(growthMax) as (keyof Sample)[]).map((key) => growthOf(key, samples, hours)),
    ] satisfies Count[];
  });

/** A window that waits for events, and looks again at each. */
async function lookOn(core: ReturnType<typeof openDrillCore>, window: string, signal: AbortSignal): Promise<void> {
  let cursor = 0;
  while (!signal.aborted) {
    const headers = { "content-type": "application/json", [windowHeader]: window };
    const body = JSON.stringify({ cursor });
    const request = new Request("http://shotline/rpc/events.after", { method: "POST", headers, body, signal });
    const answer = await (await core.fetch(request)).json().catch(() => null);
    cursor = (answer as { value?: { cursor: number } } | null)?.value?.cursor ?? cursor;
    // As a page does between two questions.
    await setTimeout(20);
  }
}

/** Generates the pass of the plan; gives how many takes came of it. */
async function generate(core: ReturnType<typeof openDrillCore>, projectId: string, clock: SoakClock): Promise<number> {
  const jobId = await startJob(core.call, projectId);
  const over = jobWhen(core.call, projectId, jobId, isOver);
  let state = "";
  void over.then((job) => {
    state = job.state;
  });
  while (state === "") {
    await setTimeout(5);
    clock.pass(5000);
  }
  return state === "done" ? 1 : 0;
}

async function sampleOf(
  core: ReturnType<typeof openDrillCore>,
  home: string,
  folder: string,
  cursor: number,
): Promise<Sample> {
  const collect = gc();
  // Twice: what is finalized by the first is freed by the second.
  for (let round = 0; round < 2; round += 1) {
    collect();
    await setTimeout(10);
  }
  const { events, reset } = await core.call("events.after", { cursor });
  const names = ["exit", "unhandledRejection", "uncaughtException", "warning", "SIGINT", "SIGTERM", "beforeExit"];
  return {
    heapMb: process.memoryUsage().heapUsed / 1024 ** 2,
    files: openFiles(),
    timers: process.getActiveResourcesInfo().length,
    listeners: names.reduce((sum, name) => sum + process.listenerCount(name), 0),
    events: reset ? eventsMax : events.length,
    dataMb: sizeOf(join(home, "data")),
    projectMb: sizeOf(folder, (path) => !path.includes(`${join(folder, "media/takes")}`)),
  };
}

function gc(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

/** Only Linux tells. */
function openFiles(): number {
  return process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0;
}

function sizeOf(folder: string, counts: (path: string) => boolean = () => true): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && counts(path)) bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes / 1024 ** 2;
}

/** First, last and most of it; broken when its line over time rises faster than it may in a day. */
function growthOf(key: keyof Sample, samples: readonly Sample[], hours: number): Count {
  const settled = samples.slice(Math.floor(samples.length / 4)).map((sample) => sample[key]);
  const perDay = key === "events" ? 0 : slopeOf(settled) * (samples.length / hours) * 24;
  const [first = 0] = settled;
  const most = Math.max(...settled);
  const told = [first, settled.at(-1) ?? 0, most, perDay].map((value) => value.toFixed(1));
  const figures = `${key}: first ${told[0]}, last ${told[1]}, most ${told[2]}, ${told[3]} more a day`;
  // A short run says whether something runs away, and no more.
  const isTold = hours >= 2;
  const tooMuch = key === "events" ? most > eventsMax : isTold && perDay > growthMax[key];
  return {
    name: `${figures} (limit ${key === "events" ? eventsMax : growthMax[key]})`,
    count: tooMuch ? 1 : 0,
    of: 1,
    must: "none",
  };
}

/** Of the straight line through the values, a step apart, that is nearest to them. */
function slopeOf(values: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length);
  const [center, middle] = [(values.length - 1) / 2, mean(values)];
  const spread = values.reduce((sum, _, at) => sum + (at - center) ** 2, 0);
  return spread === 0 ? 0 : values.reduce((sum, value, at) => sum + (at - center) * (value - middle), 0) / spread;
}

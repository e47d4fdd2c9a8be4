import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test, vi } from "vitest";
import { listStills } from "../../electron/core/projects/still-rows.ts";
import { QueueRig } from "../support/queue-rig.ts";
import { startFal } from "../support/services/fal.ts";
import { startKlingSimulator } from "../support/services/kling.ts";
import { startPixio } from "../support/services/pixio.ts";
import { PlainService } from "../support/services/plain-service.ts";
import { startReplicate } from "../support/services/replicate.ts";
import type { ServiceSimulator } from "../support/services/service-simulator.ts";
import { smallFilm } from "../support/start-rig.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { providerOf } from "./crash-drill-scenarios.ts";

vi.setConfig({ testTimeout: 600_000 });

/** Every point with SHOTLINE_DRILL=full; else this many of each service's, evenly spread. */
const sampled = 7;
const isFull = process.env["SHOTLINE_DRILL"] === "full";
const atOnce = 3;
const endStates = ["done", "failed", "cancelled", "unconfirmed"];

/** Sends a job in a process of its own, which kills itself at the point; null when it did. */
async function sendIn(
  scenario: string,
  folder: string,
  { url, key }: ServiceSimulator,
  point: number,
): Promise<{ points: string[]; state: string } | null> {
  const script = join(import.meta.dirname, "crash-drill-child.ts");
  const child = spawn(process.execPath, [script, scenario, folder, url, key, String(point)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const said = await text(child.stdout);
  const [code, signal] = (await ended) as [number | null, string | null];
  if (signal === "SIGKILL") return null;
  expect(code).toBe(0);
  return JSON.parse(said) as { points: string[]; state: string };
}

/** What became of the job, once the app was started again and nobody killed it; null when the job was never added. */
async function afterRestart(scenario: string, folder: string, service: ServiceSimulator) {
  const rig = new QueueRig({ folder, provider: providerOf(scenario), service });
  try {
    const projectId = await rig.projects.open(join(folder, "Film.shotline"));
    await rig.queue.attach(projectId);
    const [added] = await rig.queue.list(projectId);
    if (!added) return null;
    const { id } = added;
    let job = await rig.until(projectId, id, ({ state }) => endStates.includes(state));
    const asked = job.state === "unconfirmed";
    if (asked) {
      // The user looks at the service's own list, as the job says.
      await rig.queue.decide(projectId, id, service.charges.length === 0 ? "resend" : "give-up");
      job = await rig.until(projectId, id, ({ state }) => endStates.includes(state));
    }
    const { takes } = await rig.projects.view(projectId);
    const stills = listStills(await rig.projects.database(projectId));
    const [entry] = await rig.queue.ledger(projectId);
    const madeByJob = stills.filter(({ origin }) => origin.by === "job" && origin.jobId === id);
    const results = takes.filter((take) => take.jobId === id).length + madeByJob.length;
    return { job, asked, charges: service.charges.length, results, ledger: entry?.state };
  } finally {
    await rig.close();
  }
}

/** Points to be killed at, one after the other: the app is started again after each. */
interface Kills {
  readonly points: readonly number[];
  /** What the first one is. */
  readonly name: string;
}

interface Outcome extends Kills {
  readonly found: Awaited<ReturnType<typeof afterRestart>>;
}

interface DrilledService {
  readonly start: () => Promise<ServiceSimulator>;
  /** Whether the user may have to be asked. */
  readonly asks: boolean;
  /** Whether it is drilled every time. */
  readonly quick: boolean;
}

const film = { film: smallFilm };
const plain = () => new PlainService().start(film);
const services: Readonly<Record<string, DrilledService>> = {
  "a service that can be asked": { start: plain, asks: false, quick: true },
  "a service that cannot be asked": { start: plain, asks: true, quick: true },
  "a service that answers at once": { start: plain, asks: true, quick: false },
  Kling: { start: () => startKlingSimulator(film), asks: false, quick: true },
  "fal.ai": { start: () => startFal(film), asks: true, quick: false },
  "Pixio, a still": { start: () => startPixio(film), asks: false, quick: false },
  Pixio: { start: () => startPixio(film), asks: false, quick: false },
  Replicate: { start: () => startReplicate(film), asks: true, quick: false },
};

describe.each(Object.entries(services))("killed at any point with %s", (scenario, { start, asks, quick }) => {
  test.skipIf(!isFull && !quick)("a job is paid for once and becomes one take, or the user is asked", async () => {
    const root = temporaryFolder();
    const template = join(root, "template");
    const maker = new QueueRig({ folder: template, provider: providerOf(scenario), service: { url: "", key: "" } });
    await maker.createProject(join(template, "Film.shotline"));
    await maker.close();

    /** A service of its own each time: some can only be asked about a task by what was sent, which is always the same here. */
    async function drill(kills: Kills): Promise<Outcome> {
      const service = await start();
      const folder = join(root, `points-${kills.points.join("-")}`);
      cpSync(template, folder, { recursive: true });
      for (const point of kills.points) await sendIn(scenario, folder, service, point);
      const found = await afterRestart(scenario, folder, service);
      rmSync(folder, { recursive: true, force: true });
      await service.close();
      return { ...kills, found };
    }

    const first = await start();
    const dry = join(root, "dry");
    cpSync(template, dry, { recursive: true });
    const counted = await sendIn(scenario, dry, first, 0);
    await first.close();
    expect(counted?.state).toBe("done");
    const names = counted?.points ?? [];
    expect(names.length).toBeGreaterThan(40);
    const count = names.length;
    const every = isFull ? 1 : count / sampled;
    const single = names
      .map((name, index): Kills => ({ points: [index + 1], name }))
      .filter((_, index) => Math.floor((index + 1) / every) !== Math.floor(index / every));
    const double = Array.from({ length: isFull ? 30 : 2 }, (_, index): Kills => {
      const first = (index * 37 + 23) % count;
      return { points: [first + 1, ((index * 53 + 11) % count) + 1], name: names[first] ?? "" };
    });
    const chosen = [...single, ...double];

    const outcomes: Outcome[] = [];
    const lane = async () => {
      for (let next = chosen.shift(); next; next = chosen.shift()) outcomes.push(await drill(next));
    };
    await Promise.all(Array.from({ length: atOnce }, lane));

    for (const { points, name, found } of outcomes) {
      if (found === null) continue; // Killed before the job was added: nothing was asked for.
      const { job, asked, charges, results, ledger } = found;
      const where = { points, name, problem: job.problem };
      expect({ ...where, charges }).toEqual({ ...where, charges: 1 });
      if (asked && job.state === "cancelled") expect({ ...where, ledger }).toEqual({ ...where, ledger: "unknown" });
      else expect({ ...where, state: job.state, results }).toEqual({ ...where, state: "done", results: 1 });
    }
    if (!asks) expect(outcomes.some(({ found }) => found?.asked)).toBe(false);
    const words = outcomes.map(({ found }) => (found === null ? "not added" : found.asked ? "asked" : "done"));
    const told = [...new Set(words)].map((word) => `${words.filter((each) => each === word).length} ${word}`);
    console.info(`${scenario}: ${single.length} of ${count} points, ${double.length} twice: ${told.join(", ")}`);
  });
});

/** Owns the drill of sleep: the app's process stands still in the midst of a paid job, as in a computer that sleeps, and goes on. */
import { setTimeout } from "node:timers/promises";
import { createRandom } from "../support/footage/random.ts";
import { startHost } from "../support/host.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { environmentOf } from "../support/services/every-service.ts";
import { startKlingSimulator } from "../support/services/kling.ts";
import type { Count, Drill } from "./drill.ts";
import { inFolder } from "./drill-core.ts";
import { faultsOfPaid, filmProfileOf, isOver, jobWhen, startJob } from "./paid-job.ts";

/** Longer than any time limit of a request; the short form only stands still. */
const longSleepMs = 75_000;
const shortSleepMs = 1500;

/** Falls asleep so long after the job was started; gives what is wrong once it is over. */
async function sleepOnce(home: string, afterMs: number, sleepMs: number): Promise<string[]> {
  // A service that would charge for a second request.
  const service = await startKlingSimulator({ film: { seconds: 1, widthPx: 160, heightPx: 90, audio: false } });
  const host = await startHost(home, environmentOf("kling", service));
  try {
    const planFile = await writePlanFor(filmProfileOf("kling"), home);
    const { projectId } = await host.call("projects.createFromPlan", { planFile });
    const jobId = await startJob(host.call, projectId);
    await setTimeout(afterMs);
    host.pause();
    await setTimeout(sleepMs);
    host.goOn();
    const job = await jobWhen(host.call, projectId, jobId, isOver);
    const { database, problems } = await host.call("project.verify", { projectId });
    return [
      ...(await faultsOfPaid(host.call, projectId, job, service)),
      ...(database === "ok" ? [] : [database]),
      ...problems.map(({ message }) => message),
    ];
  } finally {
    host.goOn();
    await host.close();
    await service.close();
  }
}

export const drillSleep: Drill = async ({ long, seed }) => {
  const random = createRandom(seed);
  const rounds = long ? 12 : 1;
  const results = await Promise.all(
    Array.from({ length: rounds }, () => {
      const afterMs = random.between(0, 1200);
      return inFolder(async (home) => {
        const faults = await sleepOnce(home, afterMs, long ? longSleepMs : shortSleepMs);
        return faults.length === 0 ? [] : [`asleep after ${afterMs.toFixed(0)} ms: ${faults.join("; ")}`];
      });
    }),
  );
  const broken = results.flat();
  const name = "jobs that slept in the midst of their work, ended, charged once, as one take";
  return [{ name, count: rounds - broken.length, of: rounds, must: "all", broken }] satisfies Count[];
};

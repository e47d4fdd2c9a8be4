/** Owns measuring what backups cost in the largest project: how long one takes, what edits meanwhile wait, and how long the list takes. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createCore } from "../../electron/core/core.ts";
import { writeFullPlan } from "../support/made-plans.ts";
import type { Figure } from "./figure.ts";

const passes = 1000;
const backupsMade = 10;

/** One edit after another of 6,000 shots, first alone and then while backups are made. */
export async function measureBackups(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "shotline-backups-"));
  const core = createCore({
    ...{ dataDir: join(folder, "data"), projectsFolder: join(folder, "projects"), pageFolder: null, vault: null },
    ...{ resourcesFolder: join(import.meta.dirname, "../../resources"), version: "bench", grants: null },
    ...{ env: process.env, log: () => {} },
  });
  try {
    const planFile = writeFullPlan(folder, "Full", passes);
    const { projectId } = await core.call("projects.createFromPlan", { planFile });
    const { folder: project, project: plan } = await core.call("project.get", { projectId });
    const shots = plan.passes.flatMap((pass) => pass.shots);
    let revision = 0;
    /** How long each edit took, and the longest that the loop stood still, in ms. */
    const editUntil = async (isDone: () => boolean) => {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const times: number[] = [];
      while (!isDone()) {
        const shotId = shots[(revision * 37) % shots.length]?.id ?? "";
        const edit = { type: "shot.describe", shotId, fields: { action: `Rain, ${revision}` } } as const;
        const startedAt = performance.now();
        ({ revision } = await core.call("edits.apply", { projectId, baseRevision: revision, edit }));
        times.push(performance.now() - startedAt);
        await new Promise((resolve) => setImmediate(resolve));
      }
      delay.disable();
      times.sort((one, other) => one - other);
      const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
      return { p99, longest: times.at(-1) ?? Number.NaN, stood: delay.max / 1e6 };
    };
    const alone = await editUntil(() => revision >= 300);
    const durations: number[] = [];
    let made = false;
    const making = (async () => {
      for (let count = 0; count < backupsMade; count += 1) {
        const startedAt = performance.now();
        await core.call("backups.make", { projectId });
        durations.push(performance.now() - startedAt);
      }
      made = true;
    })();
    const beside = await editUntil(() => made);
    await making;
    // What a busy machine does not change: how long the thread of the edits itself works for a backup.
    const own: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const goal = revision + 1;
      await editUntil(() => revision >= goal);
      const before = process.threadCpuUsage();
      await core.call("backups.make", { projectId });
      const { user, system } = process.threadCpuUsage(before);
      own.push((user + system) / 1000);
    }
    const [first = Number.NaN, ...later] = durations;
    const ms = (name: string, figure: number): Figure => ({ name, figure, unit: "ms", aim: "", holds: null });
    const startedAt = performance.now();
    await core.call("backups.list", { projectId });
    const firstList = performance.now() - startedAt;
    const listedAt = performance.now();
    await core.call("backups.list", { projectId });
    return [
      {
        name: "database of 6,000 shots",
        figure: statSync(join(project, "project.db")).size / 1e6,
        unit: "MB",
        aim: "",
        holds: null,
      },
      ms("backup, with the start of its thread", first),
      ms("backup, the longest of the others", Math.max(...later)),
      ms("edit alone, 99th percentile", alone.p99),
      ms("edit alone, longest", alone.longest),
      ms("edit while backups are made, 99th percentile", beside.p99),
      ms("edit while backups are made, longest", beside.longest),
      ms("loop stood still, alone", alone.stood),
      ms("loop stood still, while backups are made", beside.stood),
      ms("work for a backup in the thread of the edits, the most of 5", Math.max(...own)),
      ms("list of 15 backups", firstList),
      ms("list of 15 backups, again", performance.now() - listedAt),
    ];
  } finally {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

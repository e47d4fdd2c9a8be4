/** Owns the drill of clocks: the computer's time jumps by hours and by years, back and forth, while a project is edited, backed up and generated. */
import { setTimeout } from "node:timers/promises";
import type { Core } from "../../electron/core/core.ts";
import { mediaSignedMs, signedUntil } from "../../shared/rpc/session.ts";
import { createRandom } from "../support/footage/random.ts";
import { writePlanFor } from "../support/planned-for.ts";
import { environmentOf } from "../support/services/every-service.ts";
import { startPixio } from "../support/services/pixio.ts";
import type { Count, Drill } from "./drill.ts";
import { inFolder, openDrillCore, planDigest } from "./drill-core.ts";
import { faultsOfPaid, filmProfileOf, isOver, jobWhen, startJob } from "./paid-job.ts";

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const jumps = [hourMs, -3 * hourMs, 30 * 24 * hourMs, -yearMs, 10 * yearMs, -25 * yearMs, 40 * yearMs];

/** Edits and backs up after each jump; gives what is wrong. */
async function workThrough(core: Core, projectId: string, jump: () => number, rounds: number): Promise<string[]> {
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = new Date(jump()).toISOString();
    const { project, revision: baseRevision } = await core.call("project.get", { projectId });
    const shotId = project.passes[0]?.shots[0]?.id ?? "";
    const edit = { type: "shot.describe", shotId, fields: { action: `A driver waits, round ${round}` } } as const;
    const { revision } = await core.call("edits.apply", { projectId, baseRevision, edit });
    await core.call("backups.make", { projectId });
    const { backups } = await core.call("backups.list", { projectId });
    if (!backups.some((each) => each.revision === revision)) faults.push(`${at}: what was just backed up is gone`);
    const history = await core.call("history.list", { projectId });
    const isInOrder = history.every((row, index) => index === 0 || row.revision < (history[index - 1]?.revision ?? 0));
    if (!isInOrder || history[0]?.revision !== revision) faults.push(`${at}: the history is out of order`);
    const until = signedUntil(Date.parse(at));
    const goodForMs = until - Date.parse(at);
    if (goodForMs < mediaSignedMs || goodForMs > 2 * mediaSignedMs)
      faults.push(`${at}: an address good for ${goodForMs} ms`);
  }
  return faults;
}

export const drillClock: Drill = ({ long, seed }) =>
  inFolder(async (home) => {
    const random = createRandom(seed);
    const service = await startPixio({ film: { seconds: 1, widthPx: 160, heightPx: 90, audio: false } });
    let offsetMs = 0;
    let jumped = 0;
    const jump = () => {
      offsetMs = random.pick(jumps);
      jumped += 1;
      return Date.now() + offsetMs;
    };
    const clock = {
      now: () => Date.now() + offsetMs,
      random: Math.random,
      // It jumps whenever somebody waits.
      sleep: async (ms: number, signal: AbortSignal) => {
        await setTimeout(Math.min(ms, 10), undefined, { signal });
        jump();
      },
    };
    const core = openDrillCore(home, { clock, env: { ...process.env, ...environmentOf("pixio", service) } });
    try {
      const planFile = await writePlanFor(filmProfileOf("pixio"), home);
      const { projectId } = await core.call("projects.createFromPlan", { planFile });
      const faults = await workThrough(core, projectId, jump, long ? 200 : 8);
      const job = await jobWhen(core.call, projectId, await startJob(core.call, projectId), isOver);
      const jobFaults = await faultsOfPaid(core.call, projectId, job, service);
      const { folder, project } = await core.call("project.get", { projectId });
      await core.close();
      const restFaults = await faultsOfRestart(home, folder, planDigest(project));
      const broken = [...faults, ...jobFaults, ...restFaults];
      return [
        { name: "jumps of the clock, by up to 40 years either way", count: jumped, of: jumped, must: null },
        {
          name: "faults: history, backups, addresses, the job and its charge, the next start",
          count: broken.length,
          of: jumped,
          must: "none",
          broken,
        },
      ] satisfies Count[];
    } finally {
      await core.close();
      await service.close();
    }
  });

/** At the true time, the project opens as it was left and is whole. */
async function faultsOfRestart(home: string, folder: string, digest: string): Promise<string[]> {
  const core = openDrillCore(home);
  try {
    const { projectId } = await core.call("projects.open", { folder });
    const { project } = await core.call("project.get", { projectId });
    const { database, problems } = await core.call("project.verify", { projectId });
    return [
      ...(planDigest(project) === digest ? [] : ["another plan after the next start"]),
      ...(database === "ok" ? [] : [database]),
      ...problems.map(({ message }) => message),
    ];
  } catch (error) {
    return [`the next start: ${core.errorData(error).message}`];
  } finally {
    await core.close();
  }
}

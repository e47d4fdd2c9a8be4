/** Owns the kill drill: random edits in processes that are killed without a word, and what the next start finds. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import type { Core } from "../../electron/core/core.ts";
import { buildPlan } from "../support/builders.ts";
import { createRandom, type Random } from "../support/footage/random.ts";
import { makeStill } from "../support/services/film.ts";
import type { Count, Drill } from "./drill.ts";
import { drillEnvironment, inFolder, openDrillCore, planDigest } from "./drill-core.ts";

interface Heard {
  /** The digest of each revision that was answered for, over all processes. */
  readonly answered: Map<number, string>;
  /** What was asked for last, and may or may not have come true. */
  asked: { revision: number; digest: string | null };
  last: number;
}

/** Edits until `count` more were answered, then kills it a moment of chance later. */
async function editUntilKilled(home: string, folder: string, count: number, random: Random, heard: Heard) {
  const script = join(import.meta.dirname, "kill-child.ts");
  const child = spawn(process.execPath, [script, home, folder, String(random.whole(1, 1e9))], {
    stdio: ["ignore", "pipe", "inherit"],
    env: drillEnvironment(),
  });
  const ended = once(child, "exit");
  const moment = random.between(0, 12);
  let answers = 0;
  for await (const line of createInterface(child.stdout)) {
    const [word, revision, digest = "-"] = line.split(" ");
    if (word === "asked") heard.asked = { revision: Number(revision), digest: digest === "-" ? null : digest };
    if (word === "answered") {
      heard.last = Number(revision);
      heard.answered.set(heard.last, digest);
      answers += 1;
      if (answers === count) void wait(moment).then(() => child.kill("SIGKILL"));
    }
  }
  const [code, signal] = await ended;
  return { answers, fault: signal === "SIGKILL" ? null : `the process ended by itself (${code})` };
}

/** What is wrong after a restart, in a sentence; null when nothing is. */
async function faultOf(core: Core, projectId: string, heard: Heard): Promise<string | null> {
  const { revision, project } = await core.call("project.get", { projectId });
  const digest = planDigest(project);
  if (revision < heard.last) return `revision ${heard.last} was answered, ${revision} is there`;
  if (revision === heard.last && digest !== heard.answered.get(revision)) return `revision ${revision} is another plan`;
  if (revision > heard.last) {
    const { asked } = heard;
    if (revision !== asked.revision) return `revision ${revision} was never asked for`;
    const isKnown = asked.digest === null ? [...heard.answered.values()].includes(digest) : asked.digest === digest;
    if (!isKnown) return `revision ${revision} is half of what was asked for`;
    heard.last = revision;
    heard.answered.set(revision, digest);
  }
  const { database, problems } = await core.call("project.verify", { projectId });
  return database === "ok" && problems.length === 0 ? null : `verify: ${database} ${JSON.stringify(problems)}`;
}

async function makeProject(home: string): Promise<{ folder: string; revision: number; digest: string }> {
  const names = ["a.jpg", "b.jpg", "c.jpg"];
  for (const [index, name] of names.entries()) {
    writeFileSync(join(home, name), (await makeStill({ widthPx: 320 + index })).bytes);
  }
  const element = { name: "Driver", kind: "character" as const, images: names };
  const planFile = join(home, "film.plan.json");
  writeFileSync(planFile, JSON.stringify({ ...buildPlan([4000, 3000, 4000]), elements: [element] }));
  const core = openDrillCore(home);
  const { projectId } = await core.call("projects.createFromPlan", { planFile });
  const { folder, revision, project } = await core.call("project.get", { projectId });
  await core.close();
  return { folder, revision, digest: planDigest(project) };
}

/** Undoes everything, then makes it all again; gives how many steps that were and whether both ends are as they were. */
async function undoAndRedo(core: Core, projectId: string, startDigest: string) {
  const walk = async (method: "history.undo" | "history.redo", revision: number): Promise<number> => {
    let at = revision;
    for (;;) {
      const { undoLabel, redoLabel } = await core.call("project.get", { projectId });
      if ((method === "history.undo" ? undoLabel : redoLabel) === null) return at;
      ({ revision: at } = await core.call(method, { projectId, baseRevision: at }));
    }
  };
  const newest = await walk("history.redo", (await core.call("project.get", { projectId })).revision);
  const { project } = await core.call("project.get", { projectId });
  const oldest = await walk("history.undo", newest);
  const isStart = planDigest((await core.call("project.get", { projectId })).project) === startDigest;
  await walk("history.redo", oldest);
  const isEnd = planDigest((await core.call("project.get", { projectId })).project) === planDigest(project);
  return { steps: oldest - newest, isStart, isEnd };
}

export const drillKills: Drill = ({ long, seed }) =>
  inFolder(
    async (home) => {
      const random = createRandom(seed);
      const [kills, edits] = long ? [70, 10_000] : [3, 60];
      const start = await makeProject(home);
      const heard: Heard = {
        answered: new Map([[start.revision, start.digest]]),
        asked: { revision: start.revision, digest: null },
        last: start.revision,
      };
      const broken: string[] = [];
      let answered = 0;
      let opened = 0;
      for (let kill = 1; kill <= kills || answered < edits; kill += 1) {
        const mean = Math.ceil(edits / kills);
        const { answers, fault } = await editUntilKilled(home, start.folder, random.whole(1, 2 * mean), random, heard);
        answered += answers;
        if (fault !== null) {
          broken.push(`kill ${kill}: ${fault}`);
          break;
        }
        const core = openDrillCore(home);
        opened += 1;
        try {
          const { projectId } = await core.call("projects.open", { folder: start.folder });
          const found = await faultOf(core, projectId, heard);
          if (found) broken.push(`kill ${kill}: ${found}`);
        } catch (error) {
          broken.push(`kill ${kill}: ${String(error)}`);
        } finally {
          await core.close();
        }
      }
      const core = openDrillCore(home);
      try {
        const { projectId } = await core.call("projects.open", { folder: start.folder });
        const { steps, isStart, isEnd } = await undoAndRedo(core, projectId, start.digest);
        return [
          { name: "edits answered before a kill", count: answered, of: answered, must: null },
          {
            name: "starts that found all that was answered, whole",
            count: opened - broken.length,
            of: opened,
            must: "all",
            broken,
          },
          {
            name: "steps undone to the first plan and made again",
            count: isStart && isEnd ? steps : 0,
            of: steps,
            must: "all",
          },
        ] satisfies Count[];
      } finally {
        await core.close();
      }
    },
    { inMemory: long },
  );

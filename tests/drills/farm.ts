/** Owns the farm drill: an existing scheduler makes many projects by the example in examples/farm, with tasks killed and stopped in between, and again. */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { buildPlan } from "../support/builders.ts";
import { createRandom, type Random } from "../support/footage/random.ts";
import { makeFilm } from "../support/services/film.ts";
import type { Count, Drill } from "./drill.ts";
import { inFolder } from "./drill-core.ts";

const example = join(import.meta.dirname, "../../examples/farm");
const command = join(import.meta.dirname, "../../electron/cli/index.ts");
const run = promisify(execFile);

/** Projects differ in as many ways; those of one kind are to come out the same. */
const kinds = 5;

interface Farm {
  readonly home: string;
  readonly names: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Runs the example for all plans; `disturb` kills and stops some of them. Gives how many it killed and stopped, and what did not succeed. */
type Scheduler = (farm: Farm, disturb: Random | null) => Promise<{ killed: number; stopped: number; failed: string[] }>;

function planFileOf({ home }: Pick<Farm, "home">, name: string): string {
  return join(home, "plans", `${name}.plan.json`);
}

/** Where the projects, hand-offs and videos of a farm are. */
function farmIn(home: string, names: readonly string[], formats: string): Farm {
  const env = {
    ...process.env,
    SHOTLINE: `${process.execPath} ${command}`,
    SHOTLINE_DATA: join(home, "data"),
    FARM: example,
    PROJECTS: join(home, "projects"),
    VIDEOS: join(home, "videos"),
    HAND_OFFS: join(home, "hand-offs"),
    FORMATS: formats,
    INIT_CWD: home,
  };
  return { home, names, env };
}

async function writeInputs({ home, names }: Farm, film: string): Promise<void> {
  mkdirSync(join(home, "plans"), { recursive: true });
  for (const [index, name] of names.entries()) {
    const kind = index % kinds;
    const plan = buildPlan(kind % 2 === 0 ? [1000, 1000, 1000] : [2000, 1000], { aspectRatio: "1:1" });
    const project = { ...plan.project, name: `Night ${kind}` };
    writeFileSync(planFileOf({ home }, name), JSON.stringify({ ...plan, project }));
    if (kind > 1) continue;
    mkdirSync(join(home, "videos", name), { recursive: true });
    copyFileSync(film, join(home, "videos", name, "1.mp4"));
  }
}

/** Ends with the exit code, 137 where it was killed. */
async function runPlain({ home, env }: Farm, name: string, moment: { ms: number; signal: NodeJS.Signals } | null) {
  const child = spawn("sh", [join(example, "project.sh"), planFileOf({ home }, name)], {
    ...{ cwd: home, env, detached: true },
    stdio: "ignore",
  });
  const stop = new AbortController();
  if (moment) {
    void wait(moment.ms, null, { signal: stop.signal }).then(
      () => process.kill(-(child.pid as number), moment.signal),
      () => {},
    );
  }
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  stop.abort();
  return code ?? (signal === "SIGKILL" ? 137 : 143);
}

/** Without a scheduler: one after the other, each stopped and killed at a moment of chance before it is left to end. */
const plain: Scheduler = async (farm, disturb) => {
  const told = { killed: 0, stopped: 0, failed: [] as string[] };
  for (const name of farm.names) {
    if (disturb) {
      if ((await runPlain(farm, name, { ms: disturb.between(200, 3000), signal: "SIGKILL" })) === 137) told.killed += 1;
      if ((await runPlain(farm, name, { ms: disturb.between(200, 3000), signal: "SIGTERM" })) === 143)
        told.stopped += 1;
    }
    const code = await runPlain(farm, name, null);
    if (code !== 0) told.failed.push(`${name}: exit code ${code}`);
  }
  return told;
};

const slurm: Scheduler = async ({ home, names, env }, disturb) => {
  mkdirSync(join(home, "logs"), { recursive: true });
  writeFileSync(join(home, "plans.txt"), `${names.map((name) => planFileOf({ home }, name)).join("\n")}\n`);
  const script = join(example, "shotline.sbatch");
  const words = ["--parsable", `--array=1-${names.length}%8`, "--cpus-per-task=1", script];
  const { SHOTLINE_DATA: _, ...own } = env;
  const { stdout } = await run("sbatch", words, {
    cwd: home,
    env: { ...own, TMPDIR: join(home, "scratch"), TRIES: "20" },
  });
  mkdirSync(join(home, "scratch"), { recursive: true });
  const id = stdout.trim();
  const told = { killed: 0, stopped: 0, failed: [] as string[] };
  const killed = new Set<string>();
  const disturbed = new Set<string>();
  for (;;) {
    await wait(1000);
    const { stdout: queue } = await run("squeue", ["-h", "-r", "-j", id, "-t", "all", "-o", "%K %T"]);
    const tasks = queue.split("\n").flatMap((line) => {
      const [task, state = ""] = line.trim().split(" ");
      // By its number in the array: the job ID of the last task is that of them all.
      return task ? [{ task, job: `${id}_${task}`, state }] : [];
    });
    const dead = tasks.filter(({ job, state }) => killed.has(job) && ["FAILED", "CANCELLED"].includes(state));
    for (const { job } of dead) {
      await run("scontrol", ["requeue", job]).catch(() => undefined);
      killed.delete(job);
    }
    if (dead.length > 0) continue;
    const running = tasks.filter(({ state }) => state === "RUNNING");
    if (running.length === 0 && !tasks.some(({ state }) => ["PENDING", "COMPLETING", "CONFIGURING"].includes(state))) {
      for (const { task, state } of tasks) if (state !== "COMPLETED") told.failed.push(`task ${task}: ${state}`);
      return told;
    }
    const [found] = running.filter(({ task }) => !disturbed.has(task));
    // About one task in three, some of them as soon as it runs.
    if (!disturb || !found || disturb.between(0, 1) > 0.1) continue;
    const { job, task } = found;
    disturbed.add(task);
    const kills = disturb.between(0, 1) < 0.6;
    await run("scancel", ["--full", `--signal=${kills ? "KILL" : "TERM"}`, job]).catch(() => undefined);
    if (kills) killed.add(job);
    told[kills ? "killed" : "stopped"] += 1;
  }
};

const parallel: Scheduler = async (farm, disturb) => {
  const told = { killed: 0, stopped: 0, failed: [] as string[] };
  const plans = farm.names.map((name) => planFileOf(farm, name));
  for (let round = 0; ; round += 1) {
    const child = spawn("sh", [join(example, "parallel.sh"), ...plans], {
      ...{ cwd: farm.home, env: farm.env, detached: true },
      stdio: "ignore",
    });
    const ended = once(child, "exit");
    const signal = round % 2 === 0 ? "SIGKILL" : "SIGTERM";
    const isDisturbed = disturb !== null && round < Math.ceil(farm.names.length / 5);
    if (isDisturbed) {
      await Promise.race([ended, wait(disturb.between(2000, 20_000))]);
      // GNU parallel gives each task a group of its own, which ends with its leader's death or is found by name of work.
      const { stdout } = await run("ps", ["-eo", "pid=,ppid="]);
      for (const pid of familyOf(child.pid as number, stdout)) {
        try {
          process.kill(pid, signal);
        } catch {
          // It has ended by itself.
        }
      }
      told[signal === "SIGKILL" ? "killed" : "stopped"] += 1;
    }
    const [code] = (await ended) as [number | null];
    if (isDisturbed) continue;
    if (code !== 0) told.failed.push(`parallel: exit code ${code}`);
    return told;
  }
};

/** A process and all below it. */
function familyOf(top: number, table: string): number[] {
  const rows = table.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const family = [top];
  for (const pid of family) for (const [child = 0, parent] of rows) if (parent === pid) family.push(child);
  return family;
}

/** What a hand-off says, without what differs each time: dates, IDs, and the place of the project. */
function contentOf(folder: string, home: string): Map<string, string> {
  const content = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name === "README.txt" || entry.name === ".shotline-export.json") continue;
    const bytes = readFileSync(path);
    const isText = /\.(?:otio|csv|edl|srt)$/.test(entry.name);
    const name = folder.slice(folder.lastIndexOf("/") + 1);
    const text = isText
      ? bytes
          .toString("utf8")
          .replaceAll(home, "HOME")
          .replaceAll(encodeURI(home), "HOME")
          .replaceAll(name, "NAME")
          .replace(/\b([a-z]+)_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "$1_ID")
      : bytes;
    content.set(path.slice(folder.length), createHash("sha256").update(text).digest("hex"));
  }
  return content;
}

/** What a second run must not change: each take of a project, and which folder the hand-off is. */
function standingOf({ home }: Farm, name: string): string {
  const database = new Database(join(home, "projects", `${name}.shotline`, "project.db"), { readonly: true });
  try {
    const takes = database.prepare("SELECT id, number, media_id FROM take ORDER BY id").all();
    return JSON.stringify([takes, statSync(join(home, "hand-offs", name)).ino]);
  } finally {
    database.close();
  }
}

/** Names of work, in projects and beside hand-offs. */
function leftoversIn(home: string): string[] {
  return ["projects", "hand-offs"].flatMap((place) =>
    readdirSync(join(home, place), { recursive: true })
      .map(String)
      .filter((name) => /\.part-/.test(name)),
  );
}

async function hasProgram(...words: [string, ...string[]]): Promise<boolean> {
  return run(words[0], words.slice(1)).then(
    () => true,
    () => false,
  );
}

async function chooseScheduler(long: boolean): Promise<{ name: string; scheduler: Scheduler }> {
  if (long && (await hasProgram("sinfo"))) return { name: "Slurm", scheduler: slurm };
  if (long && (await hasProgram("parallel", "--version"))) return { name: "GNU parallel", scheduler: parallel };
  return { name: "plain processes", scheduler: plain };
}

export const drillFarm: Drill = ({ long, seed, runs }) =>
  inFolder(async (home) => {
    const random = createRandom(seed);
    const size = runs ?? (long ? 100 : 1);
    const formats = long ? "clips,otio,csv" : "otio,csv";
    const names = Array.from({ length: size }, (_, index) => `project-${String(index + 1).padStart(3, "0")}`);
    const film = await makeFilm({ seconds: 1, widthPx: 320, heightPx: 320, audio: false });
    const farm = farmIn(join(home, "farm"), names, formats);
    await writeInputs(farm, film);
    const { name, scheduler } = await chooseScheduler(long);
    const startedAtMs = performance.now();
    const first = await scheduler(farm, random);
    const firstSeconds = Math.round((performance.now() - startedAtMs) / 1000);
    const standing = new Map(names.map((each) => [each, standingIn(farm, each)]));
    const second = await scheduler(farm, null);
    const secondSeconds = Math.round((performance.now() - startedAtMs) / 1000) - firstSeconds;
    const changed = names.filter((each) => standing.get(each) !== standingIn(farm, each));

    // One of each kind in a single run that nobody disturbs.
    const single = farmIn(join(home, "single"), names.slice(0, kinds), formats);
    await writeInputs(single, film);
    // At once, so that they also share one data folder.
    const codes = await Promise.all(single.names.map((each) => runPlain(single, each, null)));
    const alone = codes.flatMap((code, at) => (code === 0 ? [] : [`single ${single.names[at]}: exit code ${code}`]));
    const differing = names.filter((each, index) => {
      const [mine, other] = [farm, single].map(({ home: place }, at) =>
        contentOf(join(place, "hand-offs", at === 0 ? each : (names[index % kinds] as string)), place),
      );
      return (
        JSON.stringify([...(mine as Map<string, string>)].sort()) !==
        JSON.stringify([...(other as Map<string, string>)].sort())
      );
    });
    const failed = [...first.failed, ...second.failed, ...alone];
    const left = leftoversIn(farm.home);
    return [
      { name: `tasks that ${name} ran, killed`, count: first.killed, of: first.killed, must: null },
      { name: `tasks that ${name} ran, stopped`, count: first.stopped, of: first.stopped, must: null },
      { name: "seconds of the first run, of the second", count: secondSeconds, of: firstSeconds, must: null },
      {
        name: "projects made, exported and verified",
        count: size - failed.length,
        of: size,
        must: "all",
        broken: failed,
      },
      {
        name: "projects that a second run left as they were",
        count: size - changed.length,
        of: size,
        must: "all",
        broken: changed,
      },
      {
        name: "hand-offs equal in content to those of a single run",
        count: size - differing.length,
        of: size,
        must: "all",
        broken: differing,
      },
      { name: "files of work left behind", count: left.length, of: size, must: "none", broken: left },
    ] satisfies Count[];
  });

function standingIn(farm: Farm, name: string): string {
  return existsSync(join(farm.home, "hand-offs", name)) ? standingOf(farm, name) : "nothing";
}

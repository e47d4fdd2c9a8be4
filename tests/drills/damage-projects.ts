/** Owns the projects that the damage drill breaks: written, edited and with takes made for real, one closed, one killed in the midst of its work. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { createInterface } from "node:readline";
import type { Core } from "../../electron/core/core.ts";
import type { Project } from "../../shared/project/model.ts";
import { buildPlan } from "../support/builders.ts";
import { makeFilm, makeStill } from "../support/services/film.ts";
import { openDrillCore, planDigest } from "./drill-core.ts";
import { workAtRandom } from "./random-steps.ts";

/** What a whole project is, to be compared with. */
export interface Truth {
  /** The project's folder, below `home` of the cases. */
  readonly folder: string;
  readonly revision: number;
  readonly digest: string;
  readonly shots: Readonly<Record<string, string>>;
  /** Written in one shot each. */
  readonly texts: readonly string[];
  readonly takes: number;
  /** The revision of every state that there ever was. */
  readonly states: Readonly<Record<string, number>>;
}

/** Files of other times, below `spares`. */
export const olderFiles = ["early.db", "late.db"] as const;
export const strangeFiles = ["page.html", "other.db"] as const;

/** A shot as it can be compared. */
export function shotsOf(project: Project): Record<string, string> {
  const shots = project.passes.flatMap((pass) => pass.shots.map((shot) => [shot.id, JSON.stringify(shot)] as const));
  return Object.fromEntries(shots);
}

/** Makes `home` of the projects in turn and keeps a copy of each in `templates`, with what it is beside it. */
export async function makeTemplates(home: string, templates: string, edits: number, seed: number): Promise<void> {
  const states: Record<string, number> = {};
  const spares = join(templates, "spares");
  mkdirSync(spares, { recursive: true });
  const folder = await makeProject(home, states, spares, edits, seed);
  await keep(home, folder, templates, "closed", states);
  await editUntilKilled(home, folder, Math.ceil(edits / 3), seed + 9, states);
  await keep(home, folder, templates, "killed", states);
}

async function makeProject(
  home: string,
  states: Record<string, number>,
  spares: string,
  edits: number,
  seed: number,
): Promise<string> {
  const images = [60, 120, 180].map((tone) => `${tone}.jpg`);
  for (const name of images) {
    writeFileSync(join(home, name), (await makeStill({ tone: Number.parseInt(name, 10) })).bytes);
  }
  const plan = buildPlan();
  const [pass] = plan.passes;
  const passes = Array.from({ length: 8 }, (_, at) => ({
    ...(pass as (typeof plan.passes)[number]),
    ...{ name: `Pass ${at + 1}`, startFrame: images[at % 3] as string },
    shots: [0, 1, 2, 3].map((index) => ({
      durationMs: 1000,
      action: `Take the ${at}th corner, marker ${at * 4 + index} of ${seed}`,
    })),
  }));
  const elements = [{ name: "Driver", kind: "character" as const, images }];
  writeFileSync(join(home, "race.plan.json"), JSON.stringify({ ...plan, passes, elements }));
  const core = openDrillCore(home);
  const { projectId } = await core.call("projects.createFromPlan", { planFile: join(home, "race.plan.json") });
  const view = await core.call("project.get", { projectId });
  const { folder } = view;
  states[planDigest(view.project)] = view.revision;
  const film = await makeFilm({ seconds: 2, widthPx: 160, heightPx: 90, audio: true });
  for (const { id: passId } of view.project.passes.slice(0, 2)) {
    const { operationId } = await core.call("takes.import", { projectId, passId, file: film });
    await core.waitForOperation(operationId, () => undefined);
  }
  const media = view.media.map(({ id }) => id);
  const work = (more: number, from: number) =>
    workAtRandom(
      core,
      projectId,
      { seed: from, media, goesOn: (done) => done < more, keepsShots: true },
      {
        onAnswered: (revision, project) => {
          states[planDigest(project)] = revision;
        },
      },
    );
  await work(edits / 2, seed);
  copyDatabase(folder, join(spares, "early.db"));
  await makeBackup(core, projectId);
  await work(edits / 2, seed + 1000);
  copyDatabase(folder, join(spares, "late.db"));
  await writeMarkers(core, projectId, states, seed);
  await core.close();
  writeFileSync(join(spares, "page.html"), "<!doctype html><title>Sign in to your cloud</title>".repeat(40));
  await makeOther(home, join(spares, "other.db"));
  return folder;
}

/** The last edits of all: a shot of each pass says something that is said nowhere else. */
async function writeMarkers(core: Core, projectId: string, states: Record<string, number>, seed: number) {
  const { project, revision } = await core.call("project.get", { projectId });
  let baseRevision = revision;
  for (const [index, { shots }] of project.passes.entries()) {
    const edit = {
      type: "shot.describe",
      shotId: shots[0]?.id ?? "",
      fields: { action: `She brakes late, last word ${index} of ${seed}` },
    } as const;
    ({ revision: baseRevision } = await core.call("edits.apply", { projectId, baseRevision, edit }));
    states[planDigest((await core.call("project.get", { projectId })).project)] = baseRevision;
  }
}

/** The database alone, as a sync program or a person would copy it while it is open: with what is in the log left out. */
function copyDatabase(folder: string, target: string): void {
  copyFileSync(join(folder, "project.db"), target);
}

async function makeBackup(core: Core, projectId: string): Promise<void> {
  // Without backups the drill still has something to say.
  await core.call("backups.make", { projectId }).catch(() => undefined);
}

async function makeOther(home: string, target: string): Promise<void> {
  const core = openDrillCore(home);
  const { projectId } = await core.call("projects.create", { name: "Other" });
  const { folder } = await core.call("project.get", { projectId });
  await core.close();
  copyDatabase(folder, target);
  rmSync(folder, { recursive: true });
}

async function editUntilKilled(
  home: string,
  folder: string,
  edits: number,
  seed: number,
  states: Record<string, number>,
) {
  const script = join(import.meta.dirname, "kill-child.ts");
  const child = spawn(process.execPath, [script, home, folder, String(seed)], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  let answers = 0;
  for await (const line of createInterface(child.stdout)) {
    const [word, revision, digest = "-"] = line.split(" ");
    if (digest !== "-") states[digest] = Number(revision);
    if (word !== "answered") continue;
    answers += 1;
    if (answers === edits) child.kill("SIGKILL");
  }
  await ended;
}

async function keep(
  home: string,
  folder: string,
  templates: string,
  name: string,
  states: Readonly<Record<string, number>>,
) {
  cpSync(home, join(templates, name), { recursive: true, preserveTimestamps: true });
  // Looked at in a place of its own, so that what is kept stays as it was left.
  const look = join(templates, `${name}-look`);
  cpSync(home, look, { recursive: true });
  const core = openDrillCore(look);
  const { projectId } = await core.call("projects.open", { folder: join(look, relative(home, folder)) });
  const { project, revision, takes } = await core.call("project.get", { projectId });
  await core.close();
  rmSync(look, { recursive: true });
  const actions = project.passes.flatMap(({ shots }) => shots.map(({ action = "" }) => action));
  const truth: Truth = {
    folder: relative(home, folder),
    revision,
    digest: planDigest(project),
    shots: shotsOf(project),
    texts: [...new Set(actions.filter((text) => / of \d+$/.test(text)))],
    takes: takes.length,
    states: { ...states, [planDigest(project)]: revision },
  };
  writeFileSync(join(templates, `${name}.json`), JSON.stringify(truth));
}

/** Makes `home` what the template was, files in their place: what is told by a file's identity stays. */
export function restoreTemplate(template: string, home: string): void {
  const wanted = new Set(readdirSync(template, { recursive: true, encoding: "utf8" }));
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!wanted.has(relative(home, path))) rmSync(path, { recursive: true, force: true });
  }
  for (const entry of readdirSync(template, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    const to = join(home, relative(template, from));
    if (!entry.isFile()) {
      mkdirSync(to, { recursive: true });
      continue;
    }
    const bytes = readFileSync(from);
    mkdirSync(dirname(to), { recursive: true });
    if (!existsSync(to) || !readFileSync(to).equals(bytes)) writeFileSync(to, bytes);
  }
}

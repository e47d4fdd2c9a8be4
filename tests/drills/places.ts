/** Owns the drill of places: a project's folder moved, renamed, copied, packed and unpacked, closed and open, under names of every form. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Core } from "../../electron/core/core.ts";
import type { ErrorData } from "../../shared/errors/app-error.ts";
import { buildPlan } from "../support/builders.ts";
import { makeFilm, makeStill } from "../support/services/film.ts";
import type { Count, Drill } from "./drill.ts";
import { inFolder, openDrillCore, planDigest } from "./drill-core.ts";

/** A project that was edited, open in a core or left by it. */
interface Placed {
  readonly home: string;
  readonly folder: string;
  readonly core: Core;
  readonly projectId: string;
  readonly digest: string;
}

interface Move {
  /** Whether the project is open meanwhile. */
  readonly isOpen: boolean;
  /** Gives the folder where the project is to be found afterwards. */
  readonly move: (folder: string, home: string) => string;
}

const closed = (move: Move["move"]): Move => ({ isOpen: false, move });
const open = (move: Move["move"]): Move => ({ isOpen: true, move });
const elsewhere: Move["move"] = (folder, home) => rename(folder, join(home, "elsewhere", basename(folder)));
const renamed: Move["move"] = (folder) => rename(folder, join(dirname(folder), "Another name.shotline"));

const moves: Readonly<Record<string, Move>> = {
  "moved while closed": closed(elsewhere),
  "moved while open": open(elsewhere),
  "renamed while closed": closed(renamed),
  "renamed while open": open(renamed),
  "renamed while open, to capitals": open((folder) =>
    rename(folder, join(dirname(folder), `${basename(folder, ".shotline").toUpperCase()}.shotline`)),
  ),
  "copied while closed": closed(copy),
  // The log is not written back yet: what was answered last stands in it.
  "copied while open": open(copy),
  "packed and unpacked while closed": closed(throughZip),
  "packed and unpacked while open": open(throughZip),
  "its name in parts, as macOS writes it": closed((folder) =>
    rename(folder, join(dirname(folder), basename(folder).normalize("NFD"))),
  ),
  "the names of its images in parts": closed((folder) => inParts(folder, "media/images")),
  "the names of its takes in parts": closed((folder) => inParts(folder, "media/takes")),
};

function rename(from: string, to: string): string {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
  return to;
}

function copy(folder: string): string {
  const to = join(dirname(folder), "Copy.shotline");
  cpSync(folder, to, { recursive: true });
  return to;
}

/** As archives leave a folder: times of two seconds or none, and no empty folders. */
function throughZip(folder: string, home: string): string {
  const to = join(home, "unpacked");
  mkdirSync(to);
  const place = join(to, basename(folder));
  try {
    execFileSync("zip", ["-qr", join(home, "packed.zip"), basename(folder)], { cwd: dirname(folder) });
    execFileSync("unzip", ["-q", join(home, "packed.zip")], { cwd: to });
  } catch {
    // Where there is no such program, what it would leave is made by hand.
    cpSync(folder, place, { recursive: true });
  }
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) utimesSync(path, new Date("1980-01-01T00:00:00Z"), new Date("1980-01-01T00:00:00Z"));
    else if (readdirSync(path).length === 0) rmdirSync(path);
  }
  return place;
}

function inParts(folder: string, own: string): string {
  const place = join(folder, own);
  for (const name of readdirSync(place)) renameSync(join(place, name), join(place, name.normalize("NFD")));
  return folder;
}

async function place(home: string, name: string): Promise<Placed> {
  const image = "Prüfstand à Zürich.jpg";
  writeFileSync(join(home, image), (await makeStill()).bytes);
  const film = join(home, "Außenaufnahme é.mp4");
  cpSync(await makeFilm({ seconds: 1, widthPx: 128, heightPx: 72, audio: false }), film);
  const plan = {
    ...buildPlan([2000, 2000], { startFrame: image }),
    project: { name, rate: "24" as const, start: "01:00:00:00" },
  };
  writeFileSync(join(home, "plan.json"), JSON.stringify(plan));
  const core = openDrillCore(home);
  const { projectId } = await core.call("projects.createFromPlan", { planFile: join(home, "plan.json") });
  const { folder, project } = await core.call("project.get", { projectId });
  const passId = project.passes[0]?.id ?? "";
  const { operationId } = await core.call("takes.import", { projectId, passId, file: film });
  await core.waitForOperation(operationId, () => undefined);
  await edit(core, projectId, "Written before");
  return { home, folder, core, projectId, digest: planDigest((await core.call("project.get", { projectId })).project) };
}

async function edit(core: Core, projectId: string, action: string): Promise<void> {
  const { project, revision: baseRevision } = await core.call("project.get", { projectId });
  const shotId = project.passes[0]?.shots[0]?.id ?? "";
  const fields = { action };
  await core.call("edits.apply", { projectId, baseRevision, edit: { type: "shot.describe", shotId, fields } });
}

/** What is wrong after the move; empty when nothing is. */
async function faultsAfter(placed: Placed, { isOpen, move }: Move): Promise<string[]> {
  const faults: string[] = [];
  if (!isOpen) await placed.core.close();
  const found = move(placed.folder, placed.home);
  if (isOpen && !existsSync(placed.folder)) {
    // Where it was is nothing any more: an edit must not seem saved there.
    const said = await errorOf(placed.core, () => edit(placed.core, placed.projectId, "Written into nothing"));
    if (said === null) faults.push("an edit was answered as saved where the folder is gone");
    else if (said.code === "internal" || !said.next) faults.push(`said ${said.code}: ${said.message}`);
  }
  const core = isOpen ? placed.core : openDrillCore(placed.home);
  try {
    const { projectId } = await core.call("projects.open", { folder: found });
    const { project, undoLabel, takes, media } = await core.call("project.get", { projectId });
    if (planDigest(project) !== placed.digest) faults.push("another plan");
    if (undoLabel === null) faults.push("nothing to undo");
    if (takes.length !== 1 || media.some(({ missing }) => missing)) faults.push("media is missing");
    await edit(core, projectId, "Written after");
    const { database, problems } = await core.call("project.verify", { projectId });
    if (database !== "ok") faults.push(database);
    faults.push(...problems.map(({ message }) => message));
    if (existsSync(placed.folder) && found !== placed.folder) faults.push(...(await faultsOfOriginal(core, placed)));
  } catch (error) {
    faults.push(`${core.errorData(error).code}: ${core.errorData(error).message}`);
  } finally {
    await core.close();
  }
  return faults;
}

/** A copy that was edited leaves the first as it was. */
async function faultsOfOriginal(core: Core, { folder, digest }: Placed): Promise<string[]> {
  const { projectId } = await core.call("projects.open", { folder });
  const { project } = await core.call("project.get", { projectId });
  return planDigest(project) === digest ? [] : ["the copy changed the original"];
}

async function errorOf(core: Core, act: () => Promise<unknown>): Promise<ErrorData | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return core.errorData(error);
  }
}

export const drillPlaces: Drill = async ({ long }) => {
  const broken: string[] = [];
  const chosen = Object.entries(moves).filter((_, index) => long || index % 3 === 0);
  for (const [name, move] of chosen) {
    const faults = await inFolder(async (home) => faultsAfter(await place(home, "Nächte à Zürich"), move));
    if (faults.length > 0) broken.push(`${name}: ${faults.join("; ")}`);
  }
  const of = chosen.length;
  const name = "moves after which the project is whole, can be edited, and nothing was lost";
  return [{ name, count: of - broken.length, of, must: "all", broken }] satisfies Count[];
};

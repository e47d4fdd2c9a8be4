import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Core } from "../../../electron/core/core.ts";
import { inspectProject } from "../../../electron/core/recovery/inspect-project.ts";
import { putChoice } from "../../../electron/core/recovery/open-choice.ts";
import type { Project } from "../../../shared/project/model.ts";
import { buildCore } from "../../support/build-core.ts";
import { writeFullPlan } from "../../support/made-plans.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const pageBytes = 4096;

/** A closed project of 8 passes with 6 shots each, a backup at revision 2 and two edits after it. */
async function makeProject() {
  const home = temporaryFolder();
  const { core } = buildCore(home);
  const { projectId } = await core.call("projects.createFromPlan", { planFile: writeFullPlan(home, "Harbor", 8) });
  const view = () => core.call("project.get", { projectId });
  const { folder, project } = await view();
  const shots = project.passes.flatMap((pass) => pass.shots);
  const describeShot = async (index: number, mood: string) => {
    const { revision } = await view();
    const edit = { type: "shot.describe", shotId: shots[index]?.id ?? "", fields: { mood } } as const;
    await core.call("edits.apply", { projectId, baseRevision: revision, edit });
  };
  await describeShot(0, "calm");
  await describeShot(7, "tense");
  const backup = await core.call("backups.make", { projectId });
  await describeShot(14, "dark");
  await describeShot(0, "bright");
  const { project: last } = await view();
  await core.close();
  return { home, folder, last, backup: backup.id, file: join(folder, "project.db") };
}

function shotsOf(project: Project): Map<string, string> {
  return new Map(project.passes.flatMap((pass) => pass.shots.map((shot) => [shot.id, JSON.stringify(shot)])));
}

/** What of the plan is another one than it was, and how many shots say that they could not be read. */
async function compare(core: Core, projectId: string, last: Project) {
  const { project, revision } = await core.call("project.get", { projectId });
  const [before, after] = [shotsOf(last), shotsOf(project)];
  const differing = [...before].filter(([id, shot]) => after.get(id) !== shot).length;
  const empty = [...after.values()].filter((shot) =>
    shot.includes("could not be read when the project was repaired on"),
  );
  const { database } = await core.call("project.verify", { projectId });
  return { differing, empty: empty.length, revision, passes: project.passes.length, database };
}

async function refusedOpening(core: Core, folder: string): Promise<string> {
  return core.call("projects.open", { folder }).then(
    () => "opened",
    (error: unknown) => core.errorData(error).code,
  );
}

function pagesOf(file: string, kind: number): number[] {
  const bytes = readFileSync(file);
  const pages = Array.from({ length: bytes.length / pageBytes }, (_, index) => index);
  return pages.filter((page) => page > 0 && bytes[page * pageBytes] === kind);
}

function overwrite(file: string, page: number, byte: number): void {
  const bytes = readFileSync(file);
  bytes.fill(byte, page * pageBytes, (page + 1) * pageBytes);
  writeFileSync(file, bytes);
}

/** The page that holds the rows of most shots that no step of history tells of. */
function pageWithText(file: string, text: string): number {
  return Math.floor(readFileSync(file).indexOf(text) / pageBytes);
}

describe("a project is destroyed, and comes back", () => {
  test("cut off at its end: what was before is read, and what was behind is counted", async () => {
    const { home, folder, last, file } = await makeProject();
    truncateSync(file, Math.floor((statSync(file).size * 0.8) / pageBytes) * pageBytes + 1000);
    const { core } = buildCore(home);
    expect(await refusedOpening(core, folder)).toBe("project.damaged");
    const { salvage, backups, lastSaved } = await core.call("recovery.inspect", { folder });
    expect(lastSaved?.revision).toBe(4);
    expect(backups).toHaveLength(1);
    expect(salvage).toMatchObject({ passes: 8, name: "Harbor" });
    const { projectId, lost, kept } = await core.call("recovery.open", { folder, choice: { kind: "salvage" } });
    expect(lost).toEqual(salvage?.lost);
    const { differing, empty, revision, database } = await compare(core, projectId, last);
    expect(differing).toBeLessThanOrEqual(lost?.shots ?? 0);
    expect(empty).toBeLessThanOrEqual(lost?.shots ?? 0);
    expect(revision).toBeGreaterThan(4);
    expect(database).toBe("ok");
    expect(existsSync(join(folder, "backups", kept ?? ""))).toBe(true);
  });

  test("with a page of shots gone: each is an empty one with a note, and the others are as they were", async () => {
    const { home, folder, last, file } = await makeProject();
    overwrite(file, pageWithText(file, "Shot 31: "), 0);
    const { core } = buildCore(home);
    expect(await refusedOpening(core, folder)).toBe("project.damaged");
    const { projectId, lost } = await core.call("recovery.open", { folder, choice: { kind: "salvage" } });
    const { differing, empty, passes } = await compare(core, projectId, last);
    expect(lost?.shots).toBeGreaterThan(0);
    expect({ differing, empty, passes }).toEqual({ differing: lost?.shots, empty: lost?.shots, passes: 8 });
  });

  test("with a page gone whose shots the steps tell of: nothing is lost", async () => {
    const { home, folder, last, file } = await makeProject();
    // The rows of an edited pass are the newest, and lie at the end of the table.
    const rows = pagesOf(file, 13).filter((page) => readFileSync(file).includes('"mood":"bright"', page * pageBytes));
    const page = rows.find((each) => isTableOfShots(file, each)) as number;
    overwrite(file, page, 0xa5);
    const { core } = buildCore(home);
    expect(await refusedOpening(core, folder)).toBe("project.damaged");
    const { projectId } = await core.call("recovery.open", { folder, choice: { kind: "salvage" } });
    const { project } = await core.call("project.get", { projectId });
    expect(project.passes[0]).toEqual(last.passes[0]);
  });

  test("removed: its backup is opened, and what was saved last is said", async () => {
    const { home, folder, backup, file } = await makeProject();
    rmSync(file);
    const { core } = buildCore(home);
    expect(await refusedOpening(core, folder)).toBe("project.damaged");
    const found = await core.call("recovery.inspect", { folder });
    expect(found).toMatchObject({ salvage: null, asItIs: null, lastSaved: { revision: 4 }, backups: [{ id: backup }] });
    const choice = { kind: "backup", backup } as const;
    const { projectId, kept, lost } = await core.call("recovery.open", { folder, choice });
    expect({ kept, lost }).toEqual({ kept: null, lost: null });
    const { project } = await core.call("project.get", { projectId });
    expect(project.passes[1]?.shots[1]?.mood).toBe("tense");
    expect((await core.call("history.list", { projectId })).length).toBe(2);
  });

  test("older, as its log was lost: opened as it is once that is chosen, and never again asked", async () => {
    const { home, folder, file } = await makeProject();
    const { core: first } = buildCore(home);
    const old = readFileSync(file);
    const { projectId } = await first.call("projects.open", { folder });
    const edit = { type: "project.describe", fields: { name: "Pier" } } as const;
    await first.call("edits.apply", { projectId, baseRevision: 4, edit });
    await first.close();
    writeFileSync(file, old);
    const { core } = buildCore(home);
    expect(await refusedOpening(core, folder)).toBe("project.older");
    const found = await core.call("recovery.inspect", { folder });
    expect(found).toMatchObject({ asItIs: { revision: 4, name: "Harbor" }, salvage: null, lastSaved: { revision: 5 } });
    await core.call("recovery.open", { folder, choice: { kind: "asItIs" } });
    await core.close();
    expect(await refusedOpening(buildCore(home).core, folder)).toBe("opened");
  });

  test("written over with garbage: nothing is made up, and the backup is there", async () => {
    const { home, folder, file } = await makeProject();
    writeFileSync(file, Buffer.alloc(statSync(file).size, "no database "));
    const { core } = buildCore(home);
    expect(await refusedOpening(core, folder)).toBe("project.damaged");
    const { salvage, backups } = await core.call("recovery.inspect", { folder });
    expect(salvage).toBeNull();
    expect(backups).toHaveLength(1);
  });
});

test("looking at what is left changes nothing in the folder", async () => {
  const { home, folder, file } = await makeProject();
  overwrite(file, 3, 0);
  const before = readdirSync(folder, { recursive: true }).sort();
  const bytes = readFileSync(file);
  await buildCore(home).core.call("recovery.inspect", { folder });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test("a repaired project can be undone and edited, and leaves no work behind", async () => {
  const { home, folder, last, file } = await makeProject();
  overwrite(file, pagesOf(file, 5)[0] ?? 1, 0);
  const { core } = buildCore(home);
  expect(await refusedOpening(core, folder)).toBe("project.damaged");
  const { projectId, lost } = await core.call("recovery.open", { folder, choice: { kind: "salvage" } });
  expect(lost).toEqual({ passes: 0, shots: 0, older: 0, elements: 0, takes: 0, history: 0 });
  expect((await compare(core, projectId, last)).differing).toBe(0);
  const { revision } = await core.call("project.get", { projectId });
  await core.call("history.undo", { projectId, baseRevision: revision });
  const { project } = await core.call("project.get", { projectId });
  expect(project.passes[0]?.shots[0]?.mood).toBe("calm");
  expect(readdirSync(folder).filter((name) => name.includes(".part-") || name.includes("next-"))).toEqual([]);
});

function isTableOfShots(file: string, page: number): boolean {
  const text = readFileSync(file).toString("latin1", page * pageBytes, (page + 1) * pageBytes);
  return text.includes("shot_") && text.includes('"mood":"bright"') && !text.includes('"kind":"pass"');
}

test("what can't be put together is not offered, and is told as damage when it is asked for", async () => {
  const { home, folder, file } = await makeProject();
  overwrite(file, pageWithText(file, "Shot 31: "), 0);
  let broken = false;
  const parts = {
    dataDir: join(home, "data"),
    images: { checkImage: () => Promise.reject(new Error("Not looked at.")) },
    isReadableJob: () => true,
    now: () => {
      if (broken) throw new TypeError("Not a day.");
      return new Date();
    },
  };
  expect((await inspectProject(folder, parts)).salvage).not.toBeNull();
  broken = true;
  const { salvage, backups } = await inspectProject(folder, parts);
  expect({ salvage, backups: backups.length }).toEqual({ salvage: null, backups: 1 });
  const before = readFileSync(file);
  await expect(putChoice(folder, { kind: "salvage" }, parts)).rejects.toMatchObject({ code: "project.damaged" });
  expect(readFileSync(file).equals(before)).toBe(true);
});

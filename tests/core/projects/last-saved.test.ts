import {
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../electron/core/database/open-database.ts";
import { ProjectService } from "../../../electron/core/projects/project-service.ts";
import {
  lastSaved,
  readRecord,
  recordInFolder,
  recordsOf,
  writeRecord,
} from "../../../electron/core/projects/saved-files.ts";
import { SavedKeeper } from "../../../electron/core/projects/saved-keeper.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import { buildProject, buildTimedPass } from "../../support/builders.ts";
import { buildMedia, now, onForgotten, openService, writeProject } from "../../support/open-projects.ts";
import { buildStart, draws, editFrom } from "../../support/random-edits.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const resize = (deltaMs: number): Edit => ({
  ...{ type: "shot.resize", shotId: "shot_00A1", edge: "end", mode: "ripple", deltaMs },
});

/** A project after three edits, all of them in the log alone; `crashed` is its folder as a crash leaves it. */
async function edited() {
  const folder = temporaryFolder();
  const project = join(folder, "Film.shotline");
  writeProject(project, buildProject([buildTimedPass("A", [4000, 3000, 4000])]));
  const before = join(folder, "before");
  const { service } = openService(join(folder, "data"));
  const id = await service.open(project);
  cpSync(project, before, { recursive: true });
  for (const revision of [0, 1, 2]) await service.applyEdit(id, revision, resize(revision % 2 === 0 ? 1000 : -1000));
  const crashed = join(folder, "Crashed.shotline");
  cpSync(project, crashed, { recursive: true });
  return { folder, project, before, crashed, service, id, dataDir: join(folder, "data") };
}

/** Opens it as another installation does, or as the one of `dataDir`. */
const opening = (project: string, dataDir = temporaryFolder()) => openService(dataDir).service.open(project);

const older = {
  code: "project.older",
  message: expect.stringMatching(
    /^This project is older than what was last saved: revision 3 of \w+ \d+, \d\d:\d\d is missing, revision 0 is there\.$/,
  ),
  next: expect.stringContaining("Choose what to open"),
};

describe("a project that lost its log", () => {
  test.each<[string, (log: string) => void]>([
    ["deleted", (log) => rmSync(log)],
    ["cut off at its start", (log) => truncateSync(log, 0)],
    ["cut off in its header", (log) => truncateSync(log, 20)],
    ["zeroed", (log) => writeFileSync(log, Buffer.alloc(statSync(log).size))],
    ["full of something else", (log) => writeFileSync(log, Buffer.alloc(statSync(log).size, 0xa5))],
  ])("%s is called older, by the record in its folder", async (_how, damage) => {
    const { crashed } = await edited();
    damage(join(crashed, "project.db-wal"));
    await expect(opening(crashed)).rejects.toMatchObject(older);
    // Nothing was changed by asking.
    await expect(opening(crashed)).rejects.toMatchObject(older);
  });

  test("in part is called older by what is missing", async () => {
    const { crashed } = await edited();
    const log = join(crashed, "project.db-wal");
    truncateSync(log, statSync(log).size - 100);
    await expect(opening(crashed)).rejects.toMatchObject({
      code: "project.older",
      message: expect.stringContaining("revision 3"),
    });
  });

  test("opens as it is when the user chooses that, and stands from then on", async () => {
    const { crashed } = await edited();
    rmSync(join(crashed, "project.db-wal"));
    const { service } = openService(temporaryFolder());
    const id = await service.open(crashed, { accept: "asItIs" });
    expect(await service.view(id)).toMatchObject({ revision: 0 });
    service.close();
    await opening(crashed);
  });

  test("opens without a word when the log is whole", async () => {
    const { crashed } = await edited();
    const { service } = openService(temporaryFolder());
    expect(await service.view(await service.open(crashed))).toMatchObject({ revision: 3 });
  });
});

describe("this installation", () => {
  test("knows what was saved last of a folder that was set back, with the record in it", async () => {
    const { project, before, service, dataDir } = await edited();
    service.close();
    rmSync(project, { recursive: true });
    cpSync(before, project, { recursive: true });
    await expect(opening(project, dataDir)).rejects.toMatchObject(older);
    expect(lastSaved(project, dataDir)).toEqual({ revision: 3, at: now().toISOString() });
    // Another one cannot know.
    await opening(project);
  });

  test("knows it of a database that was set back where it lies, when the record in the folder is gone", async () => {
    const { project, before, service, dataDir } = await edited();
    service.close();
    rmSync(recordInFolder(project));
    writeFileSync(join(project, "project.db"), readFileSync(join(before, "project.db")));
    await expect(opening(project, dataDir)).rejects.toMatchObject(older);
  });

  test("takes no other project for an older one", async () => {
    const { project, crashed, before, service, folder, dataDir } = await edited();
    service.close();
    // An older copy elsewhere, a new project of the same name, and the newest one moved.
    await opening(before, dataDir);
    await opening(crashed, dataDir);
    renameSync(project, join(folder, "Moved.shotline"));
    await opening(join(folder, "Moved.shotline"), dataDir);
    writeProject(project, buildProject([buildTimedPass("B", [1000])]));
    await opening(project, dataDir);
  });
});

test("rows that are not what was saved are damage, though the database is whole", async () => {
  const { crashed } = await edited();
  const { service } = openService(temporaryFolder());
  const id = await service.open(crashed);
  const database = await service.database(id);
  database.exec(`UPDATE shot SET detail = json_set(detail, '$.action', 'Somebody else') WHERE position = 1`);
  service.close();
  await expect(opening(crashed)).rejects.toMatchObject({
    code: "project.damaged",
    message: expect.stringContaining("parts of the plan are not what was saved"),
  });
});

test("a shot that a flipped bit has changed is damage", async () => {
  const { project, service } = await edited();
  service.close();
  const file = join(project, "project.db");
  const bytes = readFileSync(file);
  const at = bytes.indexOf("SC010");
  bytes.write("SC011", at);
  writeFileSync(file, bytes);
  await expect(opening(project)).rejects.toMatchObject({
    code: "project.damaged",
    message: expect.stringContaining("parts of the plan are not what was saved"),
  });
});

test("takes and images that are missing are called older, at the same revision", async () => {
  const { project, service, id } = await edited();
  service.close();
  cpSync(project, `${project}.older`, { recursive: true });
  const again = openService(temporaryFolder()).service;
  await again.open(project);
  await again.addMedia(id, buildMedia("f".repeat(64)));
  again.close();
  writeFileSync(join(project, "project.db"), readFileSync(join(`${project}.older`, "project.db")));
  await expect(opening(project)).rejects.toMatchObject({
    code: "project.older",
    message: expect.stringContaining("images"),
  });
});

test("a copy that is only looked at is compared with what was saved before it was made", async () => {
  const { crashed, service, id, project, dataDir } = await edited();
  const before = recordsOf(project, dataDir);
  await service.applyEdit(id, 3, resize(1000));
  const database = openDatabase(crashed);
  const keeper = new SavedKeeper({ folder: project, dataDir, database, now, onFailed: onForgotten });
  keeper.open({ before });
  expect(() => keeper.open()).toThrow("This project is older than what was last saved");
  database.close();
});

describe("a record", () => {
  test.each<[string, (path: string) => void]>([
    ["gone", (path) => rmSync(path)],
    ["cut off", (path) => truncateSync(path, 100)],
    ["empty", (path) => truncateSync(path, 0)],
    ["of other text", (path) => writeFileSync(path, '{"revision":900}')],
    ["too long to read", (path) => writeFileSync(path, "[".repeat(5_000_000))],
    [
      "changed by hand",
      (path) => writeFileSync(path, readFileSync(path, "utf8").replace('"revision":3', '"revision":9')),
    ],
  ])("that is %s is not believed, and written anew", async (_how, damage) => {
    const { crashed } = await edited();
    const path = recordInFolder(crashed);
    damage(path);
    expect(readRecord(path)).toBeNull();
    await opening(crashed);
    expect(readRecord(path)).toMatchObject({ revision: 3 });
  });

  test("that somebody made up leads to the choice, and to nothing worse", async () => {
    const { crashed } = await edited();
    const record = readRecord(recordInFolder(crashed));
    if (!record) throw new Error("There is no record.");
    writeRecord(recordInFolder(crashed), { ...record, revision: Number.MAX_SAFE_INTEGER });
    await expect(opening(crashed)).rejects.toMatchObject({ code: "project.older" });
    await openService(temporaryFolder()).service.open(crashed, { accept: "asItIs" });
  });

  test("that is a link leads nowhere", async () => {
    const { crashed, folder } = await edited();
    const outside = join(folder, "diary.txt");
    writeFileSync(outside, "dear diary");
    rmSync(recordInFolder(crashed));
    symlinkSync(outside, recordInFolder(crashed));
    await expect(opening(crashed)).rejects.toMatchObject({ code: "project.damaged" });
    expect(readFileSync(outside, "utf8")).toBe("dear diary");
  });
});

/** A service whose timers only the test lets go off. */
function openScheduled(dataDir: string) {
  const waiting: (() => void)[] = [];
  const service = new ProjectService({
    recent: { list: async () => [], remember: async () => {} },
    ...{ now, dataDir, version: "test", onChanged: () => {}, onFailed: onForgotten, onForgotten, onLeft: onForgotten },
    schedule: (_delayMs, work) => {
      waiting.push(work);
      return () => void waiting.splice(waiting.indexOf(work), 1);
    },
  });
  return { service, waiting };
}

describe("the log", () => {
  test("is written back after some idle seconds, and at the end", async () => {
    const { folder, project } = await edited();
    const { service, waiting } = openScheduled(join(folder, "other"));
    const copy = join(folder, "Copy.shotline");
    cpSync(project, copy, { recursive: true });
    const log = join(copy, "project.db-wal");
    const id = await service.open(copy);
    await service.applyEdit(id, 3, resize(1000));
    await service.applyEdit(id, 4, resize(1000));
    expect(statSync(log).size).toBeGreaterThan(0);
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    expect(statSync(log).size).toBe(0);
    await service.applyEdit(id, 5, resize(1000));
    service.close();
    expect(existsSync(log) && statSync(log).size > 0).toBe(false);
  });

  test("waits while another process reads, and is written back later", async () => {
    const { folder, crashed } = await edited();
    const { service, waiting } = openScheduled(join(folder, "other"));
    const id = await service.open(crashed);
    const reader = openService(join(folder, "reader")).service;
    const database = await reader.database(await reader.open(crashed));
    database.exec("BEGIN; SELECT count(*) FROM shot");
    database.prepare("SELECT count(*) FROM shot").get();
    await service.applyEdit(id, 3, resize(1000));
    waiting.shift()?.();
    expect(waiting).toHaveLength(1);
    expect(statSync(join(crashed, "project.db-wal")).size).toBeGreaterThan(0);
    database.exec("COMMIT");
    waiting.shift()?.();
    expect(statSync(join(crashed, "project.db-wal")).size).toBe(0);
    service.close();
  });
});

test("no edit, undo, second process, move or copy is ever taken for a loss", { timeout: 60_000 }, async () => {
  const step = fc.constantFrom("edit", "edit", "edit", "undo", "redo", "media", "switch", "reopen", "move", "copy");
  await fc.assert(
    fc.asyncProperty(draws, fc.array(step, { maxLength: 20 }), async (list, steps) => {
      const folder = temporaryFolder();
      let project = join(folder, "p");
      writeProject(project, buildStart());
      const open = (dataDir: string) => openService(join(folder, dataDir)).service;
      let services = [open("one"), open("two")] as const;
      const endAll = () => {
        for (const each of services) each.close();
        services = [open("one"), open("two")];
      };
      let turn = 0;
      for (const [index, what] of steps.entries()) {
        const service = services[turn % 2] as ProjectService;
        const id = await service.open(project);
        const view = await service.view(id);
        const draw = list[index % Math.max(1, list.length)];
        const refused = (error: { code?: string }) => expect(error.code).toBe("edit.refused");
        if (what === "edit" && draw) {
          await service.applyEdit(id, view.revision, editFrom(view.project, draw, index)).catch(refused);
        } else if (what === "undo" || what === "redo") await service[what](id, view.revision).catch(refused);
        else if (what === "media") await service.addMedia(id, buildMedia(String(index).padStart(64, "a")));
        else if (what === "switch") turn += 1;
        else if (what === "reopen") endAll();
        else if (what === "move") {
          endAll();
          renameSync(project, join(folder, `moved-${index}`));
          project = join(folder, `moved-${index}`);
        } else if (what === "copy") {
          endAll();
          cpSync(project, join(folder, `copy-${index}`), { recursive: true });
          await services[0].open(join(folder, `copy-${index}`));
        }
      }
      endAll();
      for (const service of services) await service.open(project);
      endAll();
      for (const service of services) service.close();
    }),
    { numRuns: 15 },
  );
});

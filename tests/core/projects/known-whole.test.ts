import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../electron/core/database/open-database.ts";
import { recallWhole } from "../../../electron/core/projects/known-whole.ts";
import { buildProject, buildShot, buildTimedPass } from "../../support/builders.ts";
import { openService, writeProject } from "../../support/open-projects.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A project large enough to be remembered, as this installation left it after an edit. */
async function left({ remembers = true } = {}) {
  const home = temporaryFolder();
  const [folder, dataDir] = [join(home, "Film.shotline"), join(home, "data")];
  const pass = buildTimedPass("A", [4000, 3000]);
  const action = "Anna waits in the rain";
  writeProject(folder, buildProject([{ ...pass, shots: [buildShot("A1", { durationMs: 4000, action })] }]));
  const database = new Database(join(folder, "project.db"));
  const insert = database.prepare("INSERT INTO hand_off (folder, cut, at) VALUES ('out', ?, '2026-11-22')");
  try {
    insert.run(JSON.stringify("x".repeat(4_100_000)));
  } finally {
    database.close();
  }
  const { service } = openService(dataDir);
  const id = await service.open(folder);
  await service.applyEdit(id, 0, { type: "shot.describe", shotId: "shot_00A1", fields: { mood: "calm" } });
  const view = await service.view(id);
  service.close({ remembers });
  return { folder, dataDir, id, view };
}

type Left = Awaited<ReturnType<typeof left>>;

function isRecalled({ folder, dataDir, id }: Left, version = "test"): boolean {
  const database = openDatabase(folder);
  try {
    return recallWhole({ folder, dataDir, version }, id, database) !== null;
  } finally {
    database.close();
  }
}

function remembered({ dataDir }: Left): string | undefined {
  const [name] = readdirSync(join(dataDir, "last-saved")).filter((each) => each.endsWith(".whole"));
  return name && join(dataDir, "last-saved", name);
}

/** Turns a bit of a file where `text` stands. */
function turnBit(file: string, text: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(text);
  expect(at).toBeGreaterThan(0);
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(file, bytes);
}

describe("a large database that was looked through when it was closed", () => {
  test("is known when it is opened again, and shows and takes edits as before", async () => {
    const project = await left();
    expect(isRecalled(project)).toBe(true);
    const { service } = openService(project.dataDir);
    await service.open(project.folder);
    expect(await service.view(project.id)).toEqual(project.view);
    await service.undo(project.id, 1);
    service.close();
    // What was remembered is of another state now, and the plan's digest goes on from it.
    expect(isRecalled(project)).toBe(false);
    const again = openService(project.dataDir).service;
    await again.open(project.folder);
    expect((await again.view(project.id)).project.passes[0]?.shots[0]).not.toHaveProperty("mood");
  });

  test("is looked through when a bit of it is another one", async () => {
    const project = await left();
    turnBit(join(project.folder, "project.db"), "Anna waits in the rain");
    expect(isRecalled(project)).toBe(false);
    const opening = openService(project.dataDir).service.open(project.folder);
    await expect(opening).rejects.toMatchObject({ code: "project.damaged" });
  });

  test("is older where it was set back, also to what is remembered", async () => {
    const project = await left();
    const file = join(project.folder, "project.db");
    copyFileSync(file, `${file}.before`);
    const { service } = openService(project.dataDir);
    await service.open(project.folder);
    await service.undo(project.id, 1);
    service.close();
    copyFileSync(`${file}.before`, file);
    expect(isRecalled(project)).toBe(true);
    const opening = openService(project.dataDir).service.open(project.folder);
    await expect(opening).rejects.toMatchObject({ code: "project.older" });
  });

  test("is looked through by another version, and where what is remembered is damaged", async () => {
    const project = await left();
    expect(isRecalled(project, "2.0.0")).toBe(false);
    turnBit(remembered(project) as string, "Anna waits in the rain");
    expect(isRecalled(project)).toBe(false);
    await openService(project.dataDir).service.open(project.folder);
  });

  test("is looked through where a log lies beside it", async () => {
    const project = await left();
    writeFileSync(join(project.folder, "project.db-wal"), "x");
    // A database that would let SQLite take the log for nothing.
    const other = new Database(":memory:");
    other.exec("CREATE TABLE project (revision); INSERT INTO project VALUES (1)");
    expect(recallWhole({ ...project, version: "test" }, project.id, other)).toBe(null);
    other.close();
  });
});

test("is not remembered when it was damaged while it was open, or by a process that does not stay", async () => {
  const project = await left({ remembers: false });
  expect(remembered(project)).toBe(undefined);
  const { service } = openService(project.dataDir);
  await service.open(project.folder);
  turnBit(join(project.folder, "project.db"), "Anna waits in the rain");
  service.close({ remembers: true });
  expect(remembered(project)).toBe(undefined);
  expect(existsSync(join(project.folder, "project.db"))).toBe(true);
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { endedStates, jobStates } from "../../../shared/generation/job.ts";
import { buildCore } from "../../support/build-core.ts";
import { writeDatabase } from "../../support/database-text.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/projects");
const versions = readdirSync(fixtures).map((name) => Number(/^version-(\d+)\.sql$/.exec(name)?.[1]));

type Row = Record<string, unknown>;

/** The row with its JSON read, as a later version may say more in it. */
function readJson(row: Row): Row {
  const isJson = (value: unknown) => typeof value === "string" && /^[[{]/.test(value);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isJson(value) ? JSON.parse(String(value)) : value]),
  );
}

/** What every table of a database holds, a row an object. */
function contentOf(file: string): Record<string, Row[]> {
  const database = new Database(file, { readonly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    const rowsOf = (name: string) => database.prepare(`SELECT * FROM ${name}`).all() as Row[];
    return Object.fromEntries((tables.pluck().all() as string[]).map((name) => [name, rowsOf(name)]));
  } finally {
    database.close();
  }
}

/** A core with the project of a fixture, opened through it; `before` is what its database held until then. */
async function openFixture(version: number) {
  const folder = temporaryFolder();
  const project = join(folder, "Old.shotline");
  writeDatabase(project, readFileSync(join(fixtures, `version-${version}.sql`), "utf8"));
  const before = contentOf(join(project, "project.db"));
  const { core } = buildCore(folder);
  const { projectId } = await core.call("projects.open", { folder: project });
  return { core, project, before, projectId };
}

test("every version that an app has written is kept, with something in each of its tables", () => {
  expect(versions.toSorted()).toEqual(versions.map((_, index) => index + 1));
  for (const version of versions) {
    const folder = join(temporaryFolder(), "p");
    writeDatabase(folder, readFileSync(join(fixtures, `version-${version}.sql`), "utf8"));
    for (const [table, rows] of Object.entries(contentOf(join(folder, "project.db")))) {
      expect(rows.length, `rows of ${table} in version ${version}`).toBeGreaterThan(0);
    }
  }
});

describe.each(versions)("a project of version %i", (version) => {
  test("opens with its plan, media and takes, and loses no value of any table", async () => {
    const { core, project, before, projectId } = await openFixture(version);
    const view = await core.call("project.get", { projectId });
    expect(view.project).toMatchObject({ name: "Night race", rate: "29.97df", start: "00:58:00;02" });
    // From the sixth on, a scene of a script comes behind them.
    expect(view.project.passes.map(({ shots }) => shots.length)).toEqual(version < 6 ? [3, 1] : [3, 1, 1]);
    expect(view.project.passes[0]?.shots[0]).toMatchObject({ number: 10, mood: "calm", dialogue: [{ speaker: "" }] });
    expect(view.project.elements.map(({ name, images }) => [name, images.length])).toEqual([
      ["Driver", 2],
      ["Vóz_2", 1],
    ]);
    expect(view.takes).toHaveLength(before["take"]?.length ?? 0);
    expect(view.media.every(({ missing }) => missing)).toBe(true);
    await core.close();
    const after = contentOf(join(project, "project.db"));
    for (const [table, rows] of Object.entries(before)) {
      expect(after[table]?.map(readJson), table).toMatchObject(rows.map(readJson));
    }
  });

  test("is taken back and made again from its own history, and edited", async () => {
    const { core, projectId } = await openFixture(version);
    const { revision, undoLabel, redoLabel } = await core.call("project.get", { projectId });
    expect([undoLabel, redoLabel]).toEqual([
      expect.stringContaining(version < 6 ? "SH0010" : "Import"),
      "Remove @Vóz_2",
    ]);
    const redone = await core.call("history.redo", { projectId, baseRevision: revision });
    const undone = await core.call("history.undo", { projectId, baseRevision: redone.revision });
    const fields = { name: "Night race II" };
    const edit = { type: "project.describe" as const, fields };
    await core.call("edits.apply", { projectId, baseRevision: undone.revision, edit });
    expect((await core.call("project.get", { projectId })).project.name).toBe("Night race II");
    expect((await core.call("history.list", { projectId })).length).toBeGreaterThan(2);
    expect((await core.call("project.verify", { projectId })).database).toBe("ok");
  });

  test("has its jobs in the states in which they stood, with their logs, requests and ledger", async () => {
    const { core, before, projectId } = await openFixture(version);
    const jobs = await core.call("jobs.list", { projectId });
    expect(jobs.map(({ id, state }) => [id, state]).sort()).toEqual(
      (before["job"] ?? []).map(({ id, state }) => [id, state]).sort(),
    );
    // The first version knew no jobs.
    expect(jobs.map(({ state }) => state).sort()).toEqual(version === 1 ? [] : [...jobStates].sort());
    for (const { id: jobId, state } of jobs) {
      const log = await core.call("jobs.log", { projectId, jobId });
      expect(log.map(({ message }) => message)).toEqual(
        (before["job_log"] ?? []).filter((row) => row["job_id"] === jobId).map((row) => row["message"]),
      );
      const { profile, body } = await core.call("jobs.request", { projectId, jobId });
      expect(profile).toBe(version >= 6 && state === "queued" ? "gemini/nano-banana-pro" : "kling/kling-3.0");
      // What has not ended is compiled again from the plan before it is sent here.
      if (!endedStates.includes(state)) continue;
      expect(body).toMatchObject({ prompt: expect.stringContaining("A car at night.") });
    }
    const { entries, spent } = await core.call("ledger.list", { projectId });
    expect(entries.map(({ jobId, state }) => [jobId, state]).sort()).toEqual(
      (before["ledger"] ?? []).map((row) => [row["job_id"], row["state"]]).sort(),
    );
    expect(spent).toHaveLength(version === 1 ? 0 : 1);
  });

  test("has the copy from before the update among its backups, and it opens as a project", async () => {
    const { core, project, projectId } = await openFixture(version);
    const { backups } = await core.call("backups.list", { projectId });
    const copies = readdirSync(project).filter((name) => name.startsWith("project.before-"));
    expect(backups.map(({ id, reason }) => [`${id}.db`, reason])).toEqual(copies.map((name) => [name, "update"]));
    const before = (await core.call("project.get", { projectId })).project;
    for (const { id: backup } of backups) {
      const { projectId: copy } = await core.call("backups.open", { projectId, backup });
      const name = `${before.name}, before the update`;
      expect((await core.call("project.get", { projectId: copy })).project).toEqual({ ...before, id: copy, name });
    }
  });

  test("is copied once before it is changed, and opens again as it then is", async () => {
    const { core, project, projectId } = await openFixture(version);
    const before = await core.call("project.get", { projectId });
    await core.close();
    const again = buildCore();
    const { projectId: id } = await again.core.call("projects.open", { folder: project });
    expect((await again.core.call("project.get", { projectId: id })).project).toEqual(before.project);
    const copies = readdirSync(project).filter((name) => name.startsWith("project.before-"));
    const newest = new Database(join(project, "project.db"), { readonly: true });
    const isOlder = version < (newest.pragma("user_version", { simple: true }) as number);
    newest.close();
    expect(copies).toHaveLength(isOlder ? 1 : 0);
    for (const name of copies) expect(Object.keys(contentOf(join(project, name))).length).toBeGreaterThan(0);
    expect(existsSync(join(project, "project.db-journal"))).toBe(false);
  });
});

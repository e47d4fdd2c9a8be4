import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { buildCore } from "../support/build-core.ts";
import { makeProject, writeRaw } from "../support/tampered.ts";

const endless = "WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more)";

/** Everything that opening a project in the window asks. */
async function openAndLook(folder: string, home?: string) {
  const { core } = buildCore(home);
  await core.resumeJobs();
  const { projectId } = await core.call("projects.open", { folder });
  await core.call("project.get", { projectId });
  await core.call("jobs.list", { projectId });
  await core.call("ledger.list", { projectId });
  await core.call("history.list", { projectId });
  await core.call("plan.check", { projectId });
}

const big = (megabytes: number) => `hex(zeroblob(${megabytes * 500_000}))`;
const shotRows = (count: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
   INSERT INTO shot (id, pass_id, position, duration_ms, detail)
   SELECT printf('shot_%08d', i), (SELECT id FROM pass), i, 1000, '{}' FROM n`;

describe("a database that is not as ours", { timeout: 15_000 }, () => {
  test.each([
    [
      "an endless view in the place of a table",
      `DROP TABLE hand_off; CREATE VIEW hand_off AS ${endless} SELECT n AS seq, '' AS folder, '' AS at, '{}' AS cut FROM more`,
    ],
    [
      "an endless view in the place of the jobs",
      `DROP TABLE job_log; DROP TABLE ledger; DROP TABLE job; CREATE VIEW job AS ${endless} SELECT n AS id FROM more`,
    ],
    [
      "a trigger that changes what is written",
      "CREATE TRIGGER also AFTER UPDATE ON project BEGIN UPDATE shot SET duration_ms = 1; END",
    ],
    ["a table of another program", "CREATE TABLE bookmark (url TEXT)"],
    ["a column more", "ALTER TABLE shot ADD COLUMN extra TEXT"],
    ["a generated column", "ALTER TABLE shot ADD COLUMN extra TEXT AS (upper(detail))"],
    ["an index over a function", "CREATE INDEX slow ON shot (length(detail))"],
    ["a virtual table", "CREATE VIRTUAL TABLE search USING fts5(words)"],
    ["a table less", "DROP TABLE hand_off"],
    ["a version that it has not", "PRAGMA user_version = 1"],
    ["no version at all", "PRAGMA user_version = 0"],
  ])("%s is refused before any of it is read", async (_what, sql) => {
    const { folder } = await makeProject();
    writeRaw(folder, sql);
    await expect(openAndLook(folder)).rejects.toMatchObject({
      code: "project.damaged",
      message: expect.stringContaining("does not have Shotline's schema"),
      next: expect.any(String),
    });
  });
});

describe("rows that no project has", { timeout: 20_000 }, () => {
  test.each([
    ["shot", "10⁶ shots", shotRows(1_000_000)],
    ["pass", "more shots in a pass than there can be", shotRows(500)],
    ["shot", "40 MB in one shot", `UPDATE shot SET detail = json_object('action', ${big(40)})`],
    ["shot", "a text that is too long", `UPDATE shot SET detail = json_object('action', ${big(1)})`],
    ["shot", "a field that nobody knows", `UPDATE shot SET detail = '{"run":"me"}'`],
    ["shot", "no JSON", "UPDATE shot SET detail = '{'"],
    ["shot", "JSON that is no object", "UPDATE shot SET detail = '[1]'"],
    ["shot", "a length below nothing", "UPDATE shot SET duration_ms = -5"],
    ["pass", "an aspect that nobody knows", `UPDATE pass SET detail = json_set(detail, '$.aspectRatio', '7:1')`],
    ["pass", "no shots", "DELETE FROM shot"],
    ["element", "a name that is none", "UPDATE element SET name = '<script>'"],
    ["project", "a rate that nobody knows", "UPDATE project SET rate = '12'"],
    ["project", "a name of many lines", "UPDATE project SET name = 'a' || char(10) || 'b'"],
    ["project", "no row of its own", "DELETE FROM project"],
    ["media", "a width of nothing", "UPDATE media SET width_px = 0"],
    [
      "take",
      "a take of nothing",
      "INSERT INTO take (id, pass_id, number, profile, media_id, frames, request, created_at) VALUES ('take_00000001', 'p', 1, 'x', 'y', 1, '{}', 'now')",
    ],
    [
      "history",
      "a step without a label of this length",
      `INSERT INTO history (revision, label, changes, at) VALUES (1, ${big(1)}, '[]', 'now')`,
    ],
  ])("are refused by the table %s: %s", async (table, _what, sql) => {
    const { folder } = await makeProject();
    writeRaw(folder, sql);
    await expect(openAndLook(folder)).rejects.toMatchObject({
      code: "project.damaged",
      message: expect.stringMatching(new RegExp(`table ${table}\\b`)),
      next: expect.any(String),
    });
  });

  test("in history do not keep a project from opening, and are refused when they are undone", async () => {
    const { folder } = await makeProject();
    writeRaw(
      folder,
      `INSERT INTO history (revision, label, changes, at) VALUES (1, 'Change', '[{"kind":"pass","id":"x","before":null,"after":{}}]', 'now')`,
    );
    const { core } = buildCore();
    const { projectId } = await core.call("projects.open", { folder });
    const { revision } = await core.call("project.get", { projectId });
    await expect(core.call("history.undo", { projectId, baseRevision: revision })).rejects.toMatchObject({
      code: "project.damaged",
      message: expect.stringContaining("table history"),
    });
  });

  test("in the ledger make no sum overflow", async () => {
    const { folder } = await makeProject();
    const rows = [1, 2, 3].map(
      (
        at,
      ) => `INSERT INTO job (id, pass_id, pass_name, output, profile, provider, account, state, progress, frozen, created_at, updated_at)
        VALUES ('job_0000000${at}', 'pass_00000001', 'One', 'film', 'fal/kling-v3-pro', 'fal', 'fal-1', 'done', '{}', '{}', 'now', 'now');
        INSERT INTO ledger (job_id, state, currency, estimate_micros, at) VALUES ('job_0000000${at}', 'owed', 'USD', 9000000000000000000, 'now');`,
    );
    writeRaw(folder, rows.join("\n"));
    await expect(openAndLook(folder)).rejects.toMatchObject({ code: "project.damaged" });
  });
});

describe("a file that is no database", { timeout: 15_000 }, () => {
  test.each<[string, (file: string) => void]>([
    ["is empty", (file) => writeFileSync(file, "")],
    [
      "is of another program",
      (file) => void new Database(file.replace("project.db", "other.db")).exec("CREATE TABLE a (b)").close(),
    ],
    [
      "holds noise behind a good header",
      (file) => {
        const noise = Buffer.alloc(65_536, 0xa5);
        noise.write("SQLite format 3\0", 0, "latin1");
        writeFileSync(file, noise);
      },
    ],
  ])("is refused where it %s", async (_what, write) => {
    const { folder } = await makeProject();
    write(join(folder, "project.db"));
    const other = join(folder, "other.db");
    if (existsSync(other)) cpSync(other, join(folder, "project.db"));
    await expect(openAndLook(folder)).rejects.toMatchObject({ code: "project.damaged", next: expect.any(String) });
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { applicationId, migrate, versionOf } from "../../../electron/core/database/migrate.ts";
import { initial } from "../../../electron/core/database/migrations/0001-initial.ts";
import { openDatabase, schemaVersion } from "../../../electron/core/database/open-database.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return String((error as { code?: string }).code);
  }
  return "none";
}

function fresh() {
  const folder = temporaryFolder();
  return { folder, database: openDatabase(folder, { create: true }) };
}

const media = `INSERT INTO media VALUES (printf('%064d', 1), 'image', 'media/a.png', 'a', 'png', 1, 1, 1, 'now')`;
const pass = `INSERT INTO pass VALUES ('pass_1', 0, 'SC010', 'One', 'animatic', NULL, NULL, '{}')`;
const job = (id: string, state: string, remoteId: string) =>
  `INSERT INTO job VALUES ('${id}', 'pass_1', 'One', 'film', 'fal/kling-v3-pro', 'fal', 'fal-1', '${state}', '{}', '{}', NULL, ${remoteId}, 'now', 'now', NULL, NULL, NULL, NULL)`;
const ledger = `INSERT INTO ledger (job_id, state, at) VALUES ('job_1', 'owed', 'now')`;
const take = (number: number, jobId: string) =>
  `INSERT INTO take VALUES ('take_${number}', 'pass_1', ${number}, 'fal/kling-v3-pro', printf('%064d', 1), 1, '{}', 'now', ${jobId}, NULL, NULL, NULL)`;
const shot = `INSERT INTO shot VALUES ('shot_1', 'pass_1', 0, 1000, NULL, NULL, '{}')`;

test("a path that begins with a space names another folder than the one without it", () => {
  const before = process.cwd();
  process.chdir(temporaryFolder());
  try {
    for (const name of [" Race.shotline", "Race.shotline"]) {
      mkdirSync(name);
      openDatabase(name, { create: true }).close();
      expect(existsSync(join(name, "project.db"))).toBe(true);
    }
    const database = openDatabase(" Race.shotline");
    expect(database.name).toBe(join(process.cwd(), " Race.shotline", "project.db"));
    database.close();
  } finally {
    process.chdir(before);
  }
});

describe("a fresh project database", () => {
  test("has strict tables only, and knows whose it is", () => {
    const { database } = fresh();
    const tables = database.prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").all() as {
      name: string;
      strict: number;
    }[];
    const own = tables.filter((table) => !table.name.startsWith("sqlite_"));
    const first = ["element", "element_image", "history", "media", "pass", "project", "shot", "take"];
    const second = ["job", "job_log", "ledger", "registered"];
    const third = ["hand_off"];
    const fifth = ["sound_file"];
    const sixth = ["script", "still"];
    const all = [...first, ...second, ...third, ...fifth, ...sixth];
    expect(own.map((table) => table.name).sort()).toEqual(all.sort());
    for (const table of own) expect([table.name, table.strict]).toEqual([table.name, 1]);
    expect(database.pragma("application_id", { simple: true })).toBe(applicationId);
    expect(versionOf(database)).toBe(schemaVersion);
    database.close();
  });

  test("writes ahead, waits for the disk, and keeps references", () => {
    const { database } = fresh();
    const settings = ["journal_mode", "synchronous", "foreign_keys"].map((each) =>
      database.pragma(each, { simple: true }),
    );
    expect(settings).toEqual(["wal", 2, 1]);
    database.close();
  });

  test.each<[string, string]>([
    ["a second project row", "INSERT INTO project VALUES (2, 'n', '24', '01:00:00:00', 0, NULL)"],
    ["a project without a name", "INSERT INTO project VALUES (1, '', '24', '01:00:00:00', 0, NULL)"],
    ["a negative revision", "INSERT INTO project VALUES (1, 'n', '24', '01:00:00:00', -1, NULL)"],
    ["a text for a revision", "INSERT INTO project VALUES (1, 'n', '24', '01:00:00:00', 'x', NULL)"],
    ["media whose id is no hash", "INSERT INTO media VALUES ('a', 'image', 'f', 'n', 'png', 1, 1, 1, 'now')"],
    ["media of another kind", media.replace("'image'", "'sound'")],
    ["empty media", media.replace("1, 1, 1", "0, 1, 1")],
    ["a file stored twice", media.replace("'%064d', 1", "'%064d', 2")],
    ["a pass without a scene", pass.replace("'SC010'", "''").replace("pass_1", "pass_2")],
    ["a pass with a frame that is not stored", pass.replace("NULL, NULL", "'x', NULL").replace("pass_1", "pass_2")],
    ["a pass whose detail is not JSON", pass.replace("{}", "{").replace("pass_1", "pass_2")],
    [
      "a shot without length",
      shot.replace("1000", "0").replace("pass_1', 0", "pass_1', 1").replace("shot_1", "shot_2"),
    ],
    ["a shot of no pass", shot.replace("pass_1", "pass_9").replace("shot_1", "shot_2")],
    ["two shots in one place", shot.replace("shot_1", "shot_2")],
    ["a shot with a fraction of a millisecond", shot.replace("1000", "1000.5").replace("pass_1', 0", "pass_1', 1")],
    ["a name of an element twice", "INSERT INTO element VALUES ('e2', 0, 'DRIVER', '{}')"],
    ["an image that is not stored", "INSERT INTO element_image VALUES ('e1', 0, 'x')"],
    [
      "a take without film",
      "INSERT INTO take VALUES ('t', 'pass_1', 1, 'animatic', 'x', 1, '{}', 'now', NULL, NULL, NULL, NULL)",
    ],
    ["a take of a job that is not there", take(1, "'job_9'")],
    ["measured cuts that are not JSON", `${take(1, "NULL")}; UPDATE take SET cuts = '['`],
    ["a sound without samples", `INSERT INTO sound_file VALUES (printf('%064d', 1), 'f', 'n', 'wav', 1, 0, 'now')`],
    ["a retake that is not JSON", "UPDATE job SET retake = '{'"],
    ["a job in a state that nobody knows", job("job_2", "asleep", "NULL")],
    ["a job at work that no service has named", job("job_2", "running", "NULL")],
    ["two entries for one job", `INSERT INTO ledger (job_id, state, at) VALUES ('job_1', 'intent', 'now')`],
    ["an entry of no job", `INSERT INTO ledger (job_id, state, at) VALUES ('job_9', 'intent', 'now')`],
    ["a negative amount", "UPDATE ledger SET charged_micros = -1"],
    ["a currency that nobody knows", "UPDATE ledger SET currency = 'EUR'"],
    [
      "history that is half undone",
      "INSERT INTO history (revision, label, changes, undone, at) VALUES (1, 'l', '[]', 2, 'now')",
    ],
  ])("refuses %s", (_, statement) => {
    const { database } = fresh();
    database.exec(`${media}; ${pass}; ${shot}; INSERT INTO element VALUES ('e1', 0, 'Driver', '{}')`);
    database.exec(`${job("job_1", "running", "'r1'")}; ${ledger}`);
    expect(codeOf(() => database.exec(statement))).toMatch(/^SQLITE_CONSTRAINT/);
    database.close();
  });

  test("lets a job become one take, and no second one", () => {
    const { database } = fresh();
    database.exec(
      `${media}; ${pass}; ${job("job_1", "downloading", "'r1'")}; ${take(1, "'job_1'")}; ${take(2, "NULL")}`,
    );
    expect(codeOf(() => database.exec(take(3, "'job_1'")))).toBe("SQLITE_CONSTRAINT_UNIQUE");
    database.close();
  });

  test("finds the live jobs through an index, however many have ended", () => {
    const { database } = fresh();
    const query = "EXPLAIN QUERY PLAN SELECT id FROM job WHERE state NOT IN ('done', 'failed', 'cancelled')";
    const steps = (database.prepare(query).all() as { detail: string }[]).map((row) => row.detail);
    expect(steps).toEqual([expect.stringContaining("USING INDEX job_live")]);
    database.close();
  });

  test("takes the shots along when a pass goes, and keeps media that are in use", () => {
    const { database } = fresh();
    database.exec(`${media}; ${pass}; ${shot}; UPDATE pass SET start_frame = (SELECT id FROM media)`);
    expect(codeOf(() => database.exec("DELETE FROM media"))).toBe("SQLITE_CONSTRAINT_FOREIGNKEY");
    database.exec("DELETE FROM pass");
    expect(database.prepare("SELECT count(*) FROM shot").pluck().get()).toBe(0);
    database.close();
  });

  test("finds the next undo and redo through an index, however long the history", () => {
    const { database } = fresh();
    for (const [undone, order] of [
      [0, "DESC"],
      [1, "ASC"],
    ]) {
      const query = `EXPLAIN QUERY PLAN SELECT * FROM history WHERE undone = ${undone} ORDER BY seq ${order} LIMIT 1`;
      const steps = (database.prepare(query).all() as { detail: string }[]).map((row) => row.detail);
      expect(steps).toEqual([expect.stringContaining("USING INDEX history_undone")]);
    }
    database.close();
  });
});

describe("opening refuses", () => {
  test("a folder without a project, and makes nothing there", () => {
    const folder = temporaryFolder();
    expect(codeOf(() => openDatabase(folder))).toBe("project.missing");
    expect(codeOf(() => openDatabase(join(folder, "nowhere")))).toBe("project.missing");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a file whose header lets nobody write, as damaged", () => {
    const { folder, database } = fresh();
    database.close();
    const file = join(folder, "project.db");
    const bytes = readFileSync(file);
    bytes.writeUInt8(66, 18);
    writeFileSync(file, bytes);
    expect(codeOf(() => openDatabase(folder))).toBe("project.damaged");
  });

  test("a project of a newer version, and leaves it as it is", () => {
    const { folder, database } = fresh();
    database.pragma(`user_version = ${schemaVersion + 1}`);
    database.close();
    expect(codeOf(() => openDatabase(folder))).toBe("project.newer");
    const again = new Database(join(folder, "project.db"));
    expect(versionOf(again)).toBe(schemaVersion + 1);
    again.close();
  });

  test.each<[string, (file: string) => void]>([
    [
      "a file that is no database",
      (file) => writeFileSync(file, "Dear diary, this is not a database at all. ".repeat(50)),
    ],
    ["an empty file", (file) => writeFileSync(file, "")],
    [
      "another application's database",
      (file) => {
        const other = new Database(file);
        other.exec("CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES ('x')");
        other.close();
      },
    ],
  ])("%s, and leaves it as it is", (_, write) => {
    const folder = temporaryFolder();
    const file = join(folder, "project.db");
    write(file);
    const before = readFileSync(file);
    expect(codeOf(() => openDatabase(folder))).toBe("project.damaged");
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe("migrating", () => {
  const steps = [
    "CREATE TABLE shot (id TEXT PRIMARY KEY) STRICT; INSERT INTO shot VALUES ('one')",
    "ALTER TABLE shot ADD COLUMN name TEXT; UPDATE shot SET name = 'Shot ' || id",
    "CREATE INDEX shot_name ON shot (name)",
  ];

  function older() {
    const folder = temporaryFolder();
    const database = new Database(join(folder, "project.db"));
    migrate(database, folder, steps.slice(0, 1));
    return { folder, database };
  }

  test("runs what the database has not seen, with the old rows kept, after a copy", () => {
    const { folder, database } = older();
    expect(readdirSync(folder).filter((name) => name.includes("before"))).toEqual([]);
    migrate(database, folder, steps);
    expect(versionOf(database)).toBe(3);
    expect(database.prepare("SELECT * FROM shot").all()).toEqual([{ id: "one", name: "Shot one" }]);
    database.close();
    const copy = new Database(join(folder, "project.before-3.db"), { readonly: true });
    expect(versionOf(copy)).toBe(1);
    expect(copy.prepare("SELECT * FROM shot").all()).toEqual([{ id: "one" }]);
    copy.close();
  });

  test("gives a project of the first version its jobs and ledger, and keeps its takes", () => {
    const folder = temporaryFolder();
    const old = new Database(join(folder, "project.db"));
    migrate(old, folder, [initial]);
    old.exec(`${media}; ${pass}; ${shot}`);
    old.exec("INSERT INTO take VALUES ('take_1', 'pass_1', 1, 'animatic', (SELECT id FROM media), 96, '{}', 'now')");
    old.close();
    const database = openDatabase(folder);
    expect(versionOf(database)).toBe(schemaVersion);
    expect(database.prepare("SELECT id, frames, job_id FROM take").all()).toEqual([
      { id: "take_1", frames: 96, job_id: null },
    ]);
    expect(database.prepare("SELECT count(*) FROM job").pluck().get()).toBe(0);
    database.close();
    expect(existsSync(join(folder, `project.before-${schemaVersion}.db`))).toBe(true);
  });

  test("changes nothing at all when one of them fails, and succeeds when it is tried again", () => {
    const { folder, database } = older();
    expect(() => migrate(database, folder, [...steps.slice(0, 2), "CREATE TABLE shot (x)"])).toThrow("already exists");
    expect(versionOf(database)).toBe(1);
    expect(database.prepare("SELECT * FROM shot").all()).toEqual([{ id: "one" }]);
    database.exec("INSERT INTO shot VALUES ('two')");
    migrate(database, folder, steps);
    expect(database.prepare("SELECT count(*) FROM shot").pluck().get()).toBe(2);
    database.close();
  });

  test("makes no copy of a project that is up to date", () => {
    const { folder, database } = older();
    migrate(database, folder, steps.slice(0, 1));
    expect(existsSync(join(folder, "project.before-1.db"))).toBe(false);
    database.close();
  });

  test("leaves no half copy under the copy's name", () => {
    const { folder, database } = older();
    writeFileSync(join(folder, "project.before-3.db.part"), "half of an earlier try");
    migrate(database, folder, steps);
    const copy = new Database(join(folder, "project.before-3.db"), { readonly: true });
    expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
    copy.close();
    database.close();
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { backupId, hashOf } from "../../electron/core/recovery/backup-files.ts";
import { listBackupFiles } from "../../electron/core/recovery/list-backups.ts";
import { buildCore } from "../support/build-core.ts";
import { inventory, makeProject, type Tampered } from "../support/tampered.ts";

interface Place extends Tampered {
  /** A whole backup that was made by the app. */
  readonly whole: string;
}

async function makeBackedUp(): Promise<Place> {
  const made = await makeProject();
  const { core } = buildCore();
  const { projectId } = await core.call("projects.open", { folder: made.folder });
  const { id } = await core.call("backups.make", { projectId });
  await core.close();
  return { ...made, whole: join(made.folder, "backups", `${id}.db`) };
}

const laterDate = new Date("2027-01-01T00:00:00Z");

/** Puts bytes there as somebody would who knows how backups are named: with the right hash. */
function plant({ folder }: Tampered, bytes: Buffer): string {
  const id = backupId(laterDate, 7, "asked", hashOf(bytes));
  writeFileSync(join(folder, "backups", `${id}.db`), bytes);
  return id;
}

/** A backup of the app's with somebody's SQL run on it. */
function changedBy(place: Place, sql: string): Buffer {
  const file = join(place.home, "changed.db");
  writeFileSync(file, readFileSync(place.whole));
  const database = new Database(file);
  database.unsafeMode(true);
  database.pragma("ignore_check_constraints = ON");
  database.pragma("foreign_keys = OFF");
  database.pragma("writable_schema = ON");
  database.exec(sql);
  database.close();
  return readFileSync(file);
}

function otherDatabase(place: Place, sql: string): Buffer {
  const file = join(place.home, "other.db");
  const database = new Database(file);
  database.exec(sql);
  database.close();
  return readFileSync(file);
}

const hostile: readonly (readonly [what: string, bytesOf: (place: Place) => Buffer])[] = [
  ["is no database", () => Buffer.from("not a database".repeat(1000))],
  ["is empty", () => Buffer.alloc(0)],
  ["is cut off", (place) => readFileSync(place.whole).subarray(0, 20_000)],
  ["is of another app", (place) => otherDatabase(place, "CREATE TABLE bookmarks (url TEXT)")],
  [
    "has a trigger",
    (place) => changedBy(place, "CREATE TRIGGER t AFTER UPDATE ON project BEGIN DELETE FROM pass; END"),
  ],
  [
    "has a view in a table's place",
    (place) => changedBy(place, "DROP TABLE still; CREATE VIEW still AS SELECT 1 AS id"),
  ],
  ["has a table of its own", (place) => changedBy(place, "CREATE TABLE more (id TEXT)")],
  ["is of a newer version", (place) => changedBy(place, "PRAGMA user_version = 99")],
  ["has a plan that is none", (place) => changedBy(place, `UPDATE shot SET detail = '[]'`)],
  ["has a picture outside of the project", (place) => changedBy(place, "DELETE FROM media")],
  [
    "has no numbers left for its history",
    (place) => changedBy(place, `INSERT INTO history VALUES (${2n ** 63n - 1n}, 0, 'Last', '[]', 0, '2026-11-28')`),
  ],
  ["has a row that is far too long", (place) => changedBy(place, "UPDATE project SET name = hex(zeroblob(2000000))")],
];

describe("a file among the backups", () => {
  test("that is no whole backup of ours is left out, and can't be restored or opened", async () => {
    const place = await makeBackedUp();
    const { core, lines } = buildCore();
    const { projectId } = await core.call("projects.open", { folder: place.folder });
    const { revision: baseRevision, project } = await core.call("project.get", { projectId });
    const code = (work: Promise<unknown>) =>
      work.then(
        () => "none",
        (error: unknown) => core.errorData(error).code,
      );
    for (const [what, bytesOf] of hostile) {
      const backup = plant(place, bytesOf(place));
      const before = inventory(place.home);
      const { backups, damaged } = await listBackupFiles(place.folder);
      expect(backups, what).toHaveLength(1);
      expect(damaged, what).toEqual([`${backup}.db`]);
      const refused = /^project\.(?:damaged|newer)$/;
      expect(await code(core.call("backups.restore", { projectId, baseRevision, backup })), what).toMatch(refused);
      expect(await code(core.call("backups.open", { projectId, backup })), what).toMatch(refused);
      expect((await core.call("project.get", { projectId })).project, what).toEqual(project);
      expect(Object.keys(inventory(place.home)).filter((path) => !(path in before))).toEqual([]);
      rmSync(join(place.folder, "backups", `${backup}.db`));
    }
    expect(lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("that is larger than any backup is not read", async () => {
    const place = await makeBackedUp();
    const id = plant(place, Buffer.from("x"));
    truncateSync(join(place.folder, "backups", `${id}.db`), 4_000_000_000);
    expect(await listBackupFiles(place.folder)).toMatchObject({ backups: [{}], damaged: [`${id}.db`] });
  });

  test("that is a link is left out, and so is one with a second name; neither is a project opened with", async () => {
    for (const link of [symlinkSync, linkSync]) {
      const place = await makeBackedUp();
      const outside = join(place.home, "outside.db");
      const bytes = readFileSync(place.whole);
      writeFileSync(outside, bytes);
      const id = backupId(laterDate, 7, "asked", hashOf(bytes));
      link(outside, join(place.folder, "backups", `${id}.db`));
      expect(await listBackupFiles(place.folder)).toMatchObject({ backups: [{}], damaged: [`${id}.db`] });
    }
    const place = await makeBackedUp();
    symlinkSync(place.home, join(place.folder, "backups", "home"));
    const { core } = buildCore();
    const refused = await core.call("projects.open", { folder: place.folder }).catch((error: unknown) => error);
    expect(core.errorData(refused)).toMatchObject({
      code: "project.damaged",
      message: expect.stringContaining("is a link"),
    });
  });

  test("whose name is no name of a backup is neither read nor removed", async () => {
    const place = await makeBackedUp();
    for (const name of ["notes.txt", "..db", "2026-99-99T99-99-99Z-r1-asked-0123456789ab.db"]) {
      writeFileSync(join(place.folder, "backups", name), "mine");
    }
    const before = readdirSync(join(place.folder, "backups"));
    const { core } = buildCore();
    await core.resumeJobs();
    const { projectId } = await core.call("projects.open", { folder: place.folder });
    await core.call("edits.apply", {
      ...{ projectId, baseRevision: 0 },
      edit: { type: "project.describe", fields: { name: "Other" } },
    });
    await core.close();
    expect(readdirSync(join(place.folder, "backups"))).toEqual(expect.arrayContaining(before));
    for (const backup of ["../project", "..", "project", "2026-99-99T99-99-99Z-r1-asked-0123456789ab"]) {
      const again = buildCore().core;
      const { projectId } = await again.call("projects.open", { folder: place.folder });
      const refused = await again.call("backups.open", { projectId, backup }).catch((error: unknown) => error);
      expect(again.errorData(refused).code).toMatch(/^(?:input\.invalid|not-found)$/);
    }
  });
});

test("a backup of another project brings its plan and leaves every file where it is", async () => {
  const place = await makeBackedUp();
  const { core } = buildCore();
  const { projectId } = await core.call("projects.create", { name: "Mine", folder: join(place.home, "Mine.shotline") });
  const { folder } = await core.call("project.get", { projectId });
  mkdirSync(join(folder, "backups"));
  const id = plant({ ...place, folder }, readFileSync(place.whole));
  const { revision } = await core.call("backups.restore", { projectId, baseRevision: 0, backup: id });
  const view = await core.call("project.get", { projectId });
  expect(view.project.name).toBe("Night race");
  expect(view.media).toMatchObject([{ id: place.mediaId, missing: true }]);
  expect(existsSync(join(folder, place.image))).toBe(false);
  await core.call("history.undo", { projectId, baseRevision: revision });
  expect((await core.call("project.get", { projectId })).project.name).toBe("Mine");
});

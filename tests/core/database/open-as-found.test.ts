import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { closeDatabase, openAsFound, placeOfCopy } from "../../../electron/core/database/open-as-found.ts";
import { openDatabase, type ProjectDatabase } from "../../../electron/core/database/open-database.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const nobody = 65_534;

function newProject(): string {
  const home = temporaryFolder();
  chmodSync(home, 0o755);
  const folder = join(home, "p");
  mkdirSync(folder);
  openDatabase(folder, { create: true }).close();
  return folder;
}

/** Does something as a user who may write nowhere but in the folder for temporary files. */
function asNobody<Result>(context: TestContext, work: () => Result): Result {
  if (process.getuid?.() !== 0) return context.skip("only root can become somebody else");
  process.seteuid?.(nobody);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return String((error as { code?: string }).code);
  }
  return "none";
}

function expectCopy(folder: string, database: ProjectDatabase): void {
  const place = placeOfCopy(database) ?? "";
  expect(readdirSync(folder)).toEqual(["project.db"]);
  expect(database.readonly).toBe(true);
  expect(codeOf(() => database.exec("UPDATE project SET revision = 1"))).toBe("SQLITE_READONLY");
  expect(database.prepare("SELECT count(*) FROM project").pluck().get()).toBe(0);
  expect(existsSync(join(place, "project.db"))).toBe(true);
  closeDatabase(database);
  expect(existsSync(place)).toBe(false);
}

test("a database that can be written to is opened itself", () => {
  const folder = newProject();
  const database = openAsFound(folder);
  onTestFinished(() => closeDatabase(database));
  expect([database.readonly, placeOfCopy(database)]).toEqual([false, null]);
});

test("one that the system calls writable and the disk does not is looked at in a copy", (context) => {
  const folder = newProject();
  // The system answers for who started the process, the disk for who it is now.
  expectCopy(
    folder,
    asNobody(context, () => openAsFound(folder)),
  );
});

test("one that cannot even be read says so in a sentence, and leaves no copy", (context) => {
  const folder = newProject();
  chmodSync(join(folder, "project.db"), 0o600);
  const refusal = asNobody(context, () => {
    try {
      return openAsFound(folder);
    } catch (error) {
      return error;
    }
  });
  expect(refusal).toMatchObject({ code: "disk.denied", message: `Can't read the project in ${folder}.` });
});

test("a fault that is no refusal of the disk's is thrown as it is, not answered with a copy", () => {
  const folder = newProject();
  // A folder in the place of the log of writing: SQLite can open nothing there.
  mkdirSync(join(folder, "project.db-wal"));
  expect(codeOf(() => openAsFound(folder))).toMatch(/^SQLITE_CANTOPEN/);
  expect(readdirSync(folder).sort()).toEqual(["project.db", "project.db-wal"]);
});

test("what is no project is told of as ever", () => {
  const folder = temporaryFolder();
  expect(codeOf(() => openAsFound(folder))).toBe("project.missing");
  writeFileSync(join(folder, "project.db"), "Dear diary. ".repeat(500));
  expect(codeOf(() => openAsFound(folder))).toBe("project.damaged");
  expect(readFileSync(join(folder, "project.db"), "utf8")).toMatch(/^Dear diary/);
});

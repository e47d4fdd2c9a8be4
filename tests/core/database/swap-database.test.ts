import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finishSwap, swapDatabase } from "../../../electron/core/database/swap-database.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A folder as a swap finds it: an old database with its log, and a new one that is whole. */
function makeFolder() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "backups"));
  for (const name of ["project.db", "project.db-wal", "project.db-shm"])
    writeFileSync(join(folder, name), `old ${name}`);
  const fresh = join(folder, "fresh.db");
  writeFileSync(fresh, "new");
  return { folder, fresh };
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");

test("the new database stands in the old one's place, and the old one is kept with its log", () => {
  const { folder, fresh } = makeFolder();
  swapDatabase(folder, fresh, "kept-1");
  expect(read(folder, "project.db")).toBe("new");
  expect(read(folder, "backups/kept-1.db")).toBe("old project.db");
  expect(read(folder, "backups/kept-1.db-wal")).toBe("old project.db-wal");
  expect(readdirSync(folder).sort()).toEqual(["backups", "project.db", "recovery.lock"]);
});

test("a swap that ended before the old database was moved is taken back", () => {
  const { folder, fresh } = makeFolder();
  renameSync(fresh, join(folder, "project.next-kept-1.db"));
  finishSwap(folder);
  expect(read(folder, "project.db")).toBe("old project.db");
  expect(read(folder, "project.db-wal")).toBe("old project.db-wal");
  expect(existsSync(join(folder, "project.next-kept-1.db"))).toBe(false);
});

test.each([[["project.db"]], [["project.db", "project.db-wal"]]])(
  "a swap that ended with %j moved is done to its end, and no old log is left beside the new database",
  (moved) => {
    const { folder, fresh } = makeFolder();
    renameSync(fresh, join(folder, "project.next-kept-1.db"));
    for (const name of moved)
      renameSync(join(folder, name), join(folder, "backups", name.replace("project", "kept-1")));
    finishSwap(folder);
    expect(read(folder, "project.db")).toBe("new");
    expect(read(folder, "backups/kept-1.db-wal")).toBe("old project.db-wal");
    expect(readdirSync(folder).filter((name) => name.startsWith("project"))).toEqual(["project.db"]);
  },
);

test("where no swap was begun, nothing is touched, and a link is none", () => {
  const { folder, fresh } = makeFolder();
  symlinkSync(fresh, join(folder, "project.next-kept-1.db"));
  finishSwap(folder);
  expect(read(folder, "project.db")).toBe("old project.db");
  expect(existsSync(join(folder, "recovery.lock"))).toBe(false);
});

import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TableReader } from "../../../../electron/core/database/salvage/read-tables.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { expectedRows, openRows, readRows, tables, writeRows } from "./rows-rig.ts";

test.each([512, 1024, 4096, 65_536])("every row of every table is read, with pages of %i bytes", async (pageSize) => {
  const folder = temporaryFolder();
  writeRows(folder, { pageSize, textLength: 2500 });
  expect(await readRows(folder)).toEqual(expectedRows(folder));
});

test("what is in the log alone is read, and a whole database is known to be whole", async () => {
  const folder = temporaryFolder();
  const database = openRows(folder);
  const expected = expectedRows(folder);
  database.prepare("UPDATE project SET revision = 99").run();
  database.prepare("DELETE FROM job_log").run();
  const read = await readRows(folder);
  expect(read["shot"]).toEqual(expected["shot"]);
  expect(read["project"]?.[0]).toContain('"revision":99');
  expect(read["job_log"]).toEqual([]);
  const reader = await TableReader.open(folder);
  expect(tables.filter((table) => !reader?.isWhole(table))).toEqual([]);
  expect(reader?.entries("sqlite_autoindex_shot_1")).toHaveLength(60);
  reader?.close();
  database.close();
});

test("without its first page, a database still gives all its rows", async () => {
  const folder = temporaryFolder();
  writeRows(folder, { textLength: 2500 });
  const expected = expectedRows(folder);
  damage(folder, (bytes) => bytes.fill(0, 0, 4096));
  expect(await readRows(folder)).toEqual(expected);
});

test("with the pages that lead to others gone, the rows are found by their shape", async () => {
  const folder = temporaryFolder();
  writeRows(folder, { passes: 60 });
  const expected = expectedRows(folder);
  damage(folder, (bytes) => {
    for (let at = 4096; at < bytes.length; at += 4096) if (bytes[at] === 5) bytes.fill(0xff, at, at + 4096);
  });
  const { element_image: _, ledger, registered, ...rest } = await readRows(folder);
  expect(rest).toEqual(Object.fromEntries(Object.entries(expected).filter(([table]) => table in rest)));
});

test("of a database that was cut, all before the cut is read, and no table is called whole that is not", async () => {
  const folder = temporaryFolder();
  writeRows(folder, { passes: 60 });
  const expected = expectedRows(folder);
  truncateSync(join(folder, "project.db"), Math.floor(readFileSync(join(folder, "project.db")).length / 2) - 100);
  const read = await readRows(folder);
  expect(read["shot"]?.length).toBeGreaterThan(50);
  for (const table of tables) for (const row of read[table] ?? []) expect(expected[table]).toContain(row);
  const reader = await TableReader.open(folder);
  expect(reader?.isWhole("history")).toBe(false);
  reader?.close();
});

test("a broken frame of the log costs its own page, and what ended behind it is read", async () => {
  const folder = temporaryFolder();
  const database = openRows(folder);
  database.prepare("UPDATE pass SET name = 'Renamed' WHERE id = 'pass_0003'").run();
  const expected = expectedRows(folder);
  const log = readFileSync(join(folder, "project.db-wal"));
  // A byte of the first page's free room.
  log[32 + 24 + 3000] = 7;
  const copy = temporaryFolder();
  writeFileSync(join(copy, "project.db-wal"), log);
  expect(await readRows(copy)).toEqual(expected);
  database.close();
});

test("deleted rows stay deleted while the list of free pages can be read", async () => {
  const folder = temporaryFolder();
  const database = openRows(folder, { passes: 60 });
  database.prepare("DELETE FROM shot WHERE pass_id > 'pass_0010'").run();
  database.close();
  expect((await readRows(folder))["shot"]).toEqual(expectedRows(folder)["shot"]);
});

test("there is nothing to read where no file is, nor in files of nothing", async () => {
  const folder = temporaryFolder();
  expect(await TableReader.open(folder)).toBeNull();
  writeFileSync(join(folder, "project.db"), "");
  expect(await TableReader.open(folder)).toBeNull();
  rmSync(join(folder, "project.db"));
});

function damage(folder: string, change: (bytes: Buffer) => void): void {
  const file = join(folder, "project.db");
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
}

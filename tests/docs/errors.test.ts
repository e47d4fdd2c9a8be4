import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorCodes } from "../../shared/errors/app-error.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/errors.md"), "utf8");
/** The cells of each row that a code begins. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test("docs/errors.md has each error code once, and none that does not exist", () => {
  const told = rows.map(([code]) => code?.replaceAll("`", ""));
  expect(told.toSorted()).toEqual([...errorCodes].sort());
});

test("docs/errors.md gives each code a cause and a cure, as sentences", () => {
  for (const row of rows) {
    expect(row, row[0]).toHaveLength(3);
    for (const cell of row.slice(1)) expect(cell, row[0]).toMatch(/^[A-Z].{9,}\.$/);
  }
});

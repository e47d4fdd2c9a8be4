/** Cells pasted into the shot list and copied out of it come from anywhere and go anywhere. */
import { expect, test } from "vitest";
import { pasteCells } from "../../renderer/src/shot-list/cell-edits.ts";
import { formatTable, parseTable, pastedCharsMax } from "../../renderer/src/shot-list/clipboard-table.ts";
import type { ColumnId } from "../../renderer/src/shot-list/columns.ts";
import { editSchema } from "../../shared/edits/edit.ts";
import type { Shot } from "../../shared/project/model.ts";

const shot: Shot = { id: "shot_0001", durationMs: 3000 };
const columns: ColumnId[] = ["length", "size", "action", "dialogue"];
const paste = (text: string, column: ColumnId = "action") =>
  pasteCells(
    parseTable(text),
    { shots: [shot], columns: [column] },
    { shots: [shot], columns: columns.slice(columns.indexOf(column)) },
  );

test("what a spreadsheet would run as a formula goes out as text", () => {
  for (const cell of ['=HYPERLINK("http://example.com","x")', "+1+cmd", "-2", "@SUM(A1)"]) {
    expect(formatTable([[cell]])).toMatch(/^"?'/);
    expect(parseTable(formatTable([[cell]]))).toEqual([[cell]]);
  }
});

test("a text made to hold up the reader is read in a moment, and what is too much is refused whole", () => {
  // Read in steps that grow with its square, each of these would not end before the test's time does.
  for (const unit of ['"', '""', '"\t', "\t", "\r", 'a"\n']) {
    const cells = parseTable(unit.repeat(pastedCharsMax / 25 / unit.length));
    expect(cells.length).toBeGreaterThan(0);
  }
  expect(paste("x\n".repeat(100_000))).toMatchObject({ ok: false });
  expect(paste("x".repeat(20_001))).toMatchObject({ ok: false });
  expect(paste(`"${"A: b\n".repeat(101)}"`, "dialogue")).toMatchObject({ ok: false });
});

test("names of the language and characters of control change nothing but the cell", () => {
  for (const text of ["__proto__", "constructor", "toString"]) expect(paste(text, "size")).toMatchObject({ ok: false });
  const made = paste("\u202eevil\u0000 👩‍🚀 \ud800 end");
  expect(made.ok && made.edit && Object.keys((editSchema.parse(made.edit) as { fields: object }).fields)).toEqual([
    "action",
  ]);
});

test.each(["1e309", "0x10", "NaN", "Infinity", "99999999999", "1:99:00"])("%s is no length", (text) => {
  expect(paste(text, "length")).toMatchObject({ ok: false });
});

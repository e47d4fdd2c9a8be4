/** Owns the shot list's cells on the clipboard: what is copied of the selected ones, and what is pasted from the first of them on. */
import type { Take } from "../../../shared/takes/take.ts";
import { showProblem } from "../state/problems.ts";
import { pasteCells } from "./cell-edits.ts";
import { formatTable, parseTable, pastedCharsMax } from "./clipboard-table.ts";
import { type Column, type ColumnId, readCell } from "./columns.ts";
import { applyCells } from "./grid-edits.ts";
import type { CellRange, GridModel } from "./grid-model.ts";
import { describeCamera, describeTake, type ShotRow } from "./list-rows.ts";

interface Cells {
  readonly model: GridModel;
  readonly columns: readonly Column[];
  readonly range: CellRange;
}

/** The selected cells as a table. */
export function copyCells({ model, columns, range }: Cells, takes: readonly Take[]): string {
  const ids = columns.slice(range.columns[0], range.columns[1] + 1).map(({ id }) => id);
  return formatTable(
    model.shotRows.slice(range.rows[0], range.rows[1] + 1).map((row) => ids.map((id) => copiedText(row, id, takes))),
  );
}

/** A lens that the words do not say is not copied: pasted elsewhere, it would become words. */
function copiedText(row: ShotRow, id: ColumnId, takes: readonly Take[]): string {
  if (id === "number") return row.label;
  if (id === "take") return describeTake(row.pass, row.shot, takes);
  return readCell(row.shot, id) || (id === "lens" ? "" : describeCamera(row, id));
}

/** Puts a table into the cells, as one edit. */
export function pasteTable({ model, columns, range }: Cells, text: string): void {
  if (text === "") return;
  if (text.length > pastedCharsMax) {
    showProblem(tooMuchText);
    return;
  }
  const shots = model.shotRows.slice(range.rows[0]).map(({ shot }) => shot);
  const ids = columns.slice(range.columns[0]).map(({ id }) => id);
  const selected = {
    shots: shots.slice(0, range.rows[1] - range.rows[0] + 1),
    columns: ids.slice(0, range.columns[1] - range.columns[0] + 1),
  };
  applyCells(pasteCells(parseTable(text), selected, { shots, columns: ids }));
}

const tooMuchText = {
  message: `Can’t paste more than ${(pastedCharsMax / 1_000_000).toLocaleString("en-US")} million characters. Nothing was changed.`,
  next: "Copy fewer cells, then paste again.",
};

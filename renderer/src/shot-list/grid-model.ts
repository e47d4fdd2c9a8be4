/** Owns where rows and cells of the shot list are found: rows by key, shots by place, and what a selection spans. */
import type { Column, ColumnId } from "./columns.ts";
import type { ListRow, ShotRow } from "./list-rows.ts";
import { layoutRows, type RowLayout } from "./row-layout.ts";

/** Heights of the rows above shots, in pixels. */
const groupPx = 30;

export interface GridModel {
  readonly rows: readonly ListRow[];
  readonly layout: RowLayout;
  readonly shotRows: readonly ShotRow[];
  /** Places among the shots, by shot id. */
  readonly places: ReadonlyMap<string, number>;
  /** Places among all rows, by key. */
  readonly indexes: ReadonlyMap<string, number>;
}

export function modelGrid(rows: readonly ListRow[], shotPx: number): GridModel {
  const shotRows = rows.filter((row) => row.kind === "shot");
  return {
    rows,
    layout: layoutRows(rows.map((row) => (row.kind === "shot" ? shotPx : groupPx))),
    shotRows,
    places: new Map(shotRows.map((row, place) => [row.key, place])),
    indexes: new Map(rows.map((row, index) => [row.key, index])),
  };
}

export interface CellPlace {
  readonly shotId: string;
  readonly column: ColumnId;
}

/** Shots and columns between two cells, both included; places among the shots and the shown columns. */
export interface CellRange {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

export function rangeBetween(
  { places }: Pick<GridModel, "places">,
  columns: readonly Column[],
  from: CellPlace,
  to: CellPlace,
): CellRange {
  const toRow = places.get(to.shotId) ?? 0;
  const fromRow = places.get(from.shotId) ?? toRow;
  const columnAt = (id: ColumnId) =>
    Math.max(
      0,
      columns.findIndex((column) => column.id === id),
    );
  const [fromColumn, toColumn] = [columnAt(from.column), columnAt(to.column)];
  return {
    rows: [Math.min(fromRow, toRow), Math.max(fromRow, toRow)],
    columns: [Math.min(fromColumn, toColumn), Math.max(fromColumn, toColumn)],
  };
}

/** How wide a column is beside rows of a height: pictures grow with them. */
export function columnPx({ id, widthPx }: Column, shotPx: number): number {
  return id === "picture" ? Math.round(((shotPx - 8) * 16) / 9) + 16 : widthPx;
}

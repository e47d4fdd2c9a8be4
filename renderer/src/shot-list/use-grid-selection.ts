/** Owns which cells of the shot list are selected: the row is the window's selected shot, the column and what is spanned are the list's own. */
import { useMemo, useRef, useState } from "react";
import { editor, useEditor } from "../state/use-editor.ts";
import type { Column, ColumnId } from "./columns.ts";
import { type CellPlace, type CellRange, type GridModel, rangeBetween } from "./grid-model.ts";

export interface GridSelection {
  /** The cell of the keyboard; null in a list without shots. */
  readonly active: CellPlace | null;
  readonly range: CellRange | null;
  /** Selects one cell, or with `extend` all from where the selection began. */
  go(shotId: string, column: ColumnId, extend?: boolean): void;
  /** Selects from one cell to another, which the keyboard is on. */
  span(from: CellPlace, to: CellPlace): void;
  deselect(): void;
}

export function useGridSelection(model: GridModel, columns: readonly Column[]): GridSelection {
  const selectedId = useEditor((state) => state.selection.shotId);
  const passId = useEditor((state) => state.selection.passId);
  const [wanted, setWanted] = useState<ColumnId>("number");
  const [anchor, setAnchor] = useState<CellPlace | null>(null);
  const column = columns.some(({ id }) => id === wanted) ? wanted : "number";
  /** Where the keyboard was, for when the window selects no shot. */
  const last = useRef<string | null>(null);
  const shown = [selectedId, last.current].find((id) => id !== null && model.places.has(id));
  const first = model.shotRows.find(({ pass }) => pass.id === passId) ?? model.shotRows[0];
  const shotId = shown ?? first?.key ?? null;
  last.current = shotId;
  const active = useMemo(() => (shotId === null ? null : { shotId, column }), [shotId, column]);
  const from = anchor && model.places.has(anchor.shotId) ? anchor : active;
  const range = active && from ? rangeBetween(model, columns, from, active) : null;

  const select = (to: CellPlace) => {
    const row = model.shotRows[model.places.get(to.shotId) ?? -1];
    setWanted(to.column);
    if (row) editor.select({ passId: row.pass.id, shotId: row.shot.id });
  };
  return {
    active,
    range,
    go(toShotId, toColumn, extend = false) {
      setAnchor(extend ? from : null);
      select({ shotId: toShotId, column: toColumn });
    },
    span(start, to) {
      setAnchor(start);
      select(to);
    },
    deselect: () => setAnchor(null),
  };
}

/** Owns the table of the shot list: which rows are in the page, the keyboard and the pointer over its cells, the clipboard. */
// biome-ignore-all lint/a11y/useSemanticElements: a grid of which only some rows are in the page is no table's element
import { type ClipboardEvent, type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from "react";
import type { Project, Shot } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { openPass } from "../commands/commands.ts";
import { isMac } from "../commands/platform.ts";
import type { AfterEdit } from "./CellEditor.tsx";
import { clearCells, editCells, fillDown } from "./cell-edits.ts";
import { type Column, type ColumnId, columnOf } from "./columns.ts";
import { GridHead } from "./GridHead.tsx";
import { copyCells, pasteTable } from "./grid-clipboard.ts";
import { addAfter, applyCells, moveSelected, removeSelected } from "./grid-edits.ts";
import { type GridAction, gridAction } from "./grid-keys.ts";
import { type CellPlace, columnPx, type GridModel } from "./grid-model.ts";
import type { Sorting } from "./list-rows.ts";
import { PictureColumn } from "./PictureColumn.tsx";
import styles from "./ShotGrid.module.css";
import { GroupRow, ShotRowView } from "./ShotGridRow.tsx";
import type { ShotPictures } from "./shot-pictures.ts";
import type { GridSelection } from "./use-grid-selection.ts";
import { useRowsInView } from "./use-rows-in-view.ts";

/** Height of the head, as its style sheet has it. */
export const headPx = 28;

interface ShotGridProps {
  readonly project: Project;
  readonly takes: readonly Take[];
  readonly model: GridModel;
  readonly columns: readonly Column[];
  readonly rowPx: number;
  readonly sorting: Sorting | null;
  readonly selection: GridSelection;
  readonly pictures: ShotPictures;
}

interface Editing extends CellPlace {
  readonly typed: string | null;
}

export function ShotGrid({ project, takes, model, columns, rowPx, sorting, selection, pictures }: ShotGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [isInHead, setInHead] = useState(false);
  const wantsFocus = useRef(false);
  const pressed = useRef(false);
  const dragsFrom = useRef<CellPlace | null>(null);
  const { from, to, reveal } = useRowsInView(scroller, model.layout, headPx);
  const { active, range } = selection;
  const activeIndex = active ? (model.indexes.get(active.shotId) ?? -1) : -1;
  const widthPx = columns.reduce((sum, column) => sum + columnPx(column, rowPx), 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: brings a row into view when it becomes the active one, not while the user scrolls on
  useLayoutEffect(() => {
    // What was pressed with the pointer is seen already, and must not run away from under it.
    if (activeIndex >= 0 && !pressed.current) reveal(activeIndex);
  }, [active?.shotId, activeIndex]);
  useLayoutEffect(() => {
    if (!wantsFocus.current || editing) return;
    wantsFocus.current = false;
    const cell = scroller.current?.querySelector<HTMLElement>("[role=grid] [tabindex='0']");
    cell?.focus({ preventScroll: true });
    if (!pressed.current) cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    pressed.current = false;
  });
  useLayoutEffect(() => {
    const shots = model.rows.slice(from, to).filter((row) => row.kind === "shot");
    const heightPx = Math.round((rowPx - 8) * window.devicePixelRatio);
    pictures.want(project, columns.some(({ id }) => id === "picture") ? shots : [], () => heightPx);
  }, [pictures, project, columns, model, from, to, rowPx]);

  const selectedShots: readonly Shot[] = range
    ? model.shotRows.slice(range.rows[0], range.rows[1] + 1).map(({ shot }) => shot)
    : [];
  const selectedColumns = range ? columns.slice(range.columns[0], range.columns[1] + 1).map(({ id }) => id) : [];

  const go = (rows: number, sideways: number, extend = false) => {
    if (!active) return;
    pressed.current = false;
    const place = (model.places.get(active.shotId) ?? 0) + rows;
    const index = columns.findIndex(({ id }) => id === active.column) + sideways;
    wantsFocus.current = true;
    setInHead(rows === -1 && place < 0 && !extend);
    const row = model.shotRows[Math.min(model.shotRows.length - 1, Math.max(0, place))];
    const column = columns[Math.min(columns.length - 1, Math.max(0, index))];
    if (row && column) selection.go(row.key, column.id, extend);
  };

  const run = (action: GridAction) => {
    if (!active) return;
    wantsFocus.current = true;
    switch (action.kind) {
      case "go":
        return go(action.rows, action.columns, action.extend);
      case "edit":
        return setEditing({ ...active, typed: action.typed });
      case "clear":
        return applyCells(clearCells(selectedShots, selectedColumns));
      case "fillDown": {
        const above = model.shotRows[(range?.rows[0] ?? 0) - 1]?.shot;
        return applyCells(fillDown(selectedShots, above, selectedColumns));
      }
      case "add":
        return addAfter(project, active.shotId);
      case "move":
        if (!sorting)
          moveSelected(
            project,
            selectedShots.map(({ id }) => id),
            action.direction,
          );
        return;
      case "remove":
        return removeSelected(project, selectedShots, model.shotRows[(range?.rows[1] ?? 0) + 1]?.shot);
      case "deselect":
        return selection.deselect();
      case "selectRow":
        return spanRows(selectedShots[0]?.id, selectedShots.at(-1)?.id);
      case "selectAll":
        return spanRows(model.shotRows[0]?.key, model.shotRows.at(-1)?.key);
    }
  };

  const spanRows = (first: string | undefined, last: string | undefined) => {
    const [start, end] = [columns[0], columns.at(-1)];
    if (first && last && start && end)
      selection.span({ shotId: last, column: end.id }, { shotId: first, column: start.id });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!active || editing || event.nativeEvent.isComposing) return;
    if (isInHead) return;
    const pageRows = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headPx) / rowPx) - 1);
    const action = gridAction(event.nativeEvent, columnOf(active.column).edit, isMac, pageRows);
    if (!action) return;
    event.preventDefault();
    run(action);
  };

  const onPointerDown = (event: PointerEvent) => {
    if (editing && event.target instanceof Element && event.target.closest("textarea, input")) return;
    const pass = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-pass]") : null;
    if (pass?.dataset["pass"]) openPass(pass.dataset["pass"]);
    const cell = cellUnder(event.target);
    if (!cell) return;
    const isInside = selectedShots.some(({ id }) => id === cell.shotId) && selectedColumns.includes(cell.column);
    // The menu is about what is selected, where it is opened there.
    if (event.button === 2 && isInside) return;
    wantsFocus.current = true;
    pressed.current = true;
    setInHead(false);
    dragsFrom.current = event.button === 0 && !event.shiftKey ? cell : null;
    selection.go(cell.shotId, cell.column, event.shiftKey);
  };

  const onPointerOver = (event: PointerEvent) => {
    if (event.buttons !== 1 || !dragsFrom.current) return;
    const cell = cellUnder(event.target);
    if (cell) selection.span(dragsFrom.current, cell);
  };

  const onCopy = (event: ClipboardEvent) => {
    if (editing || !range) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copyCells({ model, columns, range }, takes));
  };

  const onPaste = (event: ClipboardEvent) => {
    if (editing || !range) return;
    event.preventDefault();
    pasteTable({ model, columns, range }, event.clipboardData.getData("text/plain"));
  };

  const onCommit = (text: string, after: AfterEdit) => {
    if (!editing) return;
    const row = model.shotRows[model.places.get(editing.shotId) ?? -1];
    setEditing(null);
    wantsFocus.current = after !== "stay";
    if (row) applyCells(editCells([{ shot: row.shot, column: editing.column, text }], `Change ${row.label}`));
    if (after === "down") go(1, 0);
    else if (after === "right") go(0, 1);
    else if (after === "left") go(0, -1);
  };
  const onCancel = () => {
    wantsFocus.current = true;
    setEditing(null);
  };
  const stable = useRef({ onCommit, onCancel });
  stable.current = { onCommit, onCancel };
  const [handlers] = useState(() => ({
    onCommit: (text: string, after: AfterEdit) => stable.current.onCommit(text, after),
    onCancel: () => stable.current.onCancel(),
  }));

  const pictureIndex = columns.findIndex(({ id }) => id === "picture");
  const inPage = model.rows.slice(from, to).map((row, offset) => ({ row, index: from + offset }));
  const activeRow = model.rows[activeIndex];
  // The focus stays in the page wherever the list is scrolled to.
  if (activeRow && (activeIndex < from || activeIndex >= to)) inPage.push({ row: activeRow, index: activeIndex });
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ scrollPaddingTop: headPx, scrollPaddingLeft: columns[0]?.widthPx }}
    >
      <div
        role="grid"
        aria-label="Shots"
        aria-rowcount={model.rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        style={{ width: widthPx }}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerOver={onPointerOver}
        onDoubleClick={(event) => {
          const cell = cellUnder(event.target);
          if (cell && columnOf(cell.column).edit !== "none") setEditing({ ...cell, typed: null });
        }}
        onCopy={onCopy}
        onPaste={onPaste}
      >
        <GridHead
          columns={columns}
          rowPx={rowPx}
          sorting={sorting}
          active={isInHead ? (active?.column ?? null) : null}
          onGo={(column) => {
            wantsFocus.current = true;
            if (active) selection.go(active.shotId, column);
          }}
          onLeave={() => {
            wantsFocus.current = true;
            setInHead(false);
          }}
        />
        <div role="rowgroup" className={styles.rows} style={{ height: model.layout.heightPx }}>
          {inPage.map(({ row, index }) => {
            const frame = {
              top: model.layout.tops[index] as number,
              heightPx: (model.layout.tops[index + 1] as number) - (model.layout.tops[index] as number),
              widthPx,
              position: index + 2,
            };
            if (row.kind !== "shot")
              return <GroupRow key={row.key} row={row} frame={frame} columnCount={columns.length} />;
            const place = model.places.get(row.key) ?? -1;
            const isSelected = range !== null && place >= range.rows[0] && place <= range.rows[1];
            return (
              <ShotRowView
                key={row.key}
                row={row}
                columns={columns}
                takes={takes}
                isAlone={sorting !== null}
                active={row.key === active?.shotId && !isInHead ? active.column : null}
                selectedFrom={isSelected ? range.columns[0] : -1}
                selectedTo={isSelected ? range.columns[1] : -1}
                editing={editing?.shotId === row.key ? editing : null}
                {...handlers}
                {...frame}
              />
            );
          })}
        </div>
      </div>
      {pictureIndex !== -1 && (
        <PictureColumn
          model={model}
          from={from}
          to={to}
          leftPx={columns.slice(0, pictureIndex).reduce((sum, column) => sum + columnPx(column, rowPx), 0)}
          topPx={headPx}
          widthPx={columnPx(columnOf("picture"), rowPx)}
          rowPx={rowPx}
        />
      )}
    </div>
  );
}

/** The cell of a shot that an event is about. */
function cellUnder(target: EventTarget): CellPlace | null {
  if (!(target instanceof Element)) return null;
  const column = target.closest<HTMLElement>("[data-column]")?.dataset["column"];
  const shotId = target.closest<HTMLElement>("[data-shot]")?.dataset["shot"];
  return column && shotId ? { shotId, column: column as ColumnId } : null;
}

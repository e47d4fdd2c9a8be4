/** Owns a row of the shot list: a scene, a pass, or a shot with its cells. */
// biome-ignore-all lint/a11y/useSemanticElements: a grid of which only some rows are in the page is no table's element
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is on one cell at a time, and arrows go from shot to shot
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: both roles of a cell support them
import { Lock } from "lucide-react";
import { memo } from "react";
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { labelOf, limitsOf } from "../../../shared/models/profiles.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { countOf, formatLength, type SceneSums } from "../../../shared/project/scene-lengths.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { joinClasses } from "../ui/Button.tsx";
import { type AfterEdit, CellEditor } from "./CellEditor.tsx";
import { type Column, type ColumnId, isNumber, readCell } from "./columns.ts";
import { columnPx } from "./grid-model.ts";
import { describeCamera, describeTake, type ListRow, type ShotRow } from "./list-rows.ts";
import styles from "./ShotGrid.module.css";

interface RowFrame {
  readonly top: number;
  readonly heightPx: number;
  readonly widthPx: number;
  /** From 1, the head counted. */
  readonly position: number;
}

export function GroupRow({ row, frame, columnCount }: { row: ListRow; frame: RowFrame; columnCount: number }) {
  if (row.kind === "shot") return null;
  return row.kind === "scene" ? (
    <SceneRowView sums={row.sums} columnCount={columnCount} {...frame} />
  ) : (
    <PassRowView pass={row.pass} columnCount={columnCount} {...frame} />
  );
}

const SceneRowView = memo(function SceneRowView(props: RowFrame & { sums: SceneSums; columnCount: number }) {
  const { sums, columnCount } = props;
  return (
    <div {...rowProps(props)} className={joinClasses(styles.row, styles.scene)} role="row">
      <div className={styles.group} role="rowheader" aria-colspan={columnCount}>
        <strong>{sums.scene}</strong>
        {sums.heading && <span className={styles.heading}>{sums.heading}</span>}
        <span className={styles.figures}>
          {countOf(sums.shots, "shot")} · {formatLength(sums.durationMs)}
        </span>
      </div>
    </div>
  );
});

const PassRowView = memo(function PassRowView(props: RowFrame & { pass: Pass; columnCount: number }) {
  const { pass, columnCount } = props;
  const usedMs = totalMs(pass);
  const maxMs = limitsOf(pass.profile).totalMs.max;
  return (
    <div {...rowProps(props)} className={joinClasses(styles.row, styles.pass)} role="row" data-pass={pass.id}>
      <div className={styles.group} role="rowheader" aria-colspan={columnCount}>
        <span className={styles.passName}>{pass.name}</span>
        <span className={styles.figures}>{labelOf(pass.profile)}</span>
        <span className={joinClasses(styles.figures, usedMs > maxMs && styles.over)}>
          {formatSeconds(usedMs)} of {formatSeconds(maxMs)}
          {usedMs === maxMs
            ? ", full"
            : usedMs > maxMs
              ? `, ${formatSeconds(usedMs - maxMs)} over`
              : `, ${formatSeconds(maxMs - usedMs)} left`}
        </span>
      </div>
    </div>
  );
});

function rowProps({ top, heightPx, widthPx, position }: RowFrame) {
  return {
    "aria-rowindex": position,
    style: { top, height: heightPx, width: widthPx },
  };
}

interface ShotRowProps extends RowFrame {
  readonly row: ShotRow;
  readonly columns: readonly Column[];
  readonly takes: readonly Take[];
  /** Whether the shots are not in groups, and say their scene themselves. */
  readonly isAlone: boolean;
  /** The cell that the keyboard is on; null in all rows but one. */
  readonly active: ColumnId | null;
  /** Places of the first and last selected column; -1 in a row without. */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  readonly editing: { readonly column: ColumnId; readonly typed: string | null } | null;
  readonly onCommit: (text: string, after: AfterEdit) => void;
  readonly onCancel: () => void;
}

export const ShotRowView = memo(function ShotRowView(props: ShotRowProps) {
  const { row, columns, active, editing, selectedFrom, selectedTo, heightPx } = props;
  return (
    <div
      {...rowProps(props)}
      className={joinClasses(styles.row, styles.shot, active !== null && styles.current)}
      role="row"
      data-shot={row.shot.id}
    >
      {columns.map((column, index) => {
        const isSelected = index >= selectedFrom && index <= selectedTo;
        return (
          <div
            key={column.id}
            role={column.id === "number" ? "rowheader" : "gridcell"}
            aria-colindex={index + 1}
            aria-selected={isSelected}
            aria-readonly={column.edit === "none" ? true : undefined}
            tabIndex={active === column.id ? 0 : -1}
            data-column={column.id}
            className={joinClasses(
              styles.cell,
              column.id === "number" && styles.number,
              isNumber(column) && styles.length,
              isSelected && styles.selected,
            )}
            style={{ width: columnPx(column, heightPx) }}
          >
            <CellContent {...props} column={column} />
            {editing?.column === column.id && (
              <CellEditor
                column={column}
                name={`${column.label} of ${row.label}`}
                value={readCell(row.shot, column.id)}
                typed={editing.typed}
                onCommit={props.onCommit}
                onCancel={props.onCancel}
              />
            )}
          </div>
        );
      })}
    </div>
  );
});

/** As much of a text as a cell could ever show: what is beyond costs time and is not seen. */
function shorten(text: string, { widthPx }: Column, heightPx: number): string {
  const most = Math.ceil((widthPx / narrowPx) * (heightPx / linePx));
  return text.length > most ? text.slice(0, most) : text;
}

const narrowPx = 4;
const linePx = 17;

function CellContent({ row, column, takes, isAlone, heightPx }: ShotRowProps & { column: Column }) {
  const { shot, pass, label } = row;
  switch (column.id) {
    case "picture":
      // Drawn by PictureColumn.
      return null;
    case "number":
      return (
        <>
          {isAlone && <span className={styles.sceneOf}>{pass.scene} </span>}
          {label}
          {shot.number !== undefined && (
            <Lock size={11} className={styles.lock} role="img" aria-label="Number locked" />
          )}
        </>
      );
    case "length":
      return formatSeconds(shot.durationMs);
    case "take":
      return describeTake(pass, shot, takes);
    case "height":
    case "distance":
    case "moveLength":
      return describeCamera(row, column.id);
    default: {
      const text = readCell(shot, column.id);
      if (text === "" && column.id === "lens")
        return (
          <span className={styles.blocked} title="As it is blocked; the words say no lens">
            {describeCamera(row, "lens")}
          </span>
        );
      if (text === "" || column.choices) return text;
      return <span className={styles.text}>{shorten(text, column, heightPx)}</span>;
    }
  }
}

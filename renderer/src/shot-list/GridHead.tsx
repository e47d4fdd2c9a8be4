/** Owns the head of the shot list: what the columns are called, and sorting by one of them. */
// biome-ignore-all lint/a11y/useSemanticElements: a grid of which only some rows are in the page is no table's element
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is on one cell at a time, and arrows go from shot to shot
import { ArrowDown, ArrowUp } from "lucide-react";
import type { KeyboardEvent } from "react";
import { joinClasses } from "../ui/Button.tsx";
import { type Column, type ColumnId, isNumber } from "./columns.ts";
import { columnPx } from "./grid-model.ts";
import { sortBy } from "./list-options.ts";
import type { Sorting } from "./list-rows.ts";
import styles from "./ShotGrid.module.css";

interface GridHeadProps {
  readonly columns: readonly Column[];
  readonly rowPx: number;
  readonly sorting: Sorting | null;
  /** The column whose head the keyboard is on. */
  readonly active: ColumnId | null;
  readonly onGo: (column: ColumnId) => void;
  readonly onLeave: () => void;
}

export function GridHead({ columns, rowPx, sorting, active, onGo, onLeave }: GridHeadProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const index = columns.findIndex(({ id }) => id === active);
    if (index === -1) return;
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -index, End: columns.length }[event.key];
    if (step !== undefined) onGo((columns[Math.min(columns.length - 1, Math.max(0, index + step))] as Column).id);
    else if (event.key === "ArrowDown" || event.key === "Escape") onLeave();
    else if (event.key === "Enter" || event.key === " ") sortBy((columns[index] as Column).id);
    else if (event.key !== "ArrowUp") return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow} onKeyDown={onKeyDown}>
        {columns.map((column, index) => {
          const order = sorting?.column === column.id ? (sorting.descending ? "descending" : "ascending") : "none";
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the row has the keys
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={order}
              tabIndex={active === column.id ? 0 : -1}
              className={joinClasses(
                styles.headCell,
                column.id === "number" && styles.number,
                isNumber(column) && styles.length,
              )}
              style={{ width: columnPx(column, rowPx) }}
              title={`Sort by ${column.label.toLowerCase()}`}
              onClick={() => sortBy(column.id)}
            >
              {column.label}
              {order === "ascending" && <ArrowUp size={12} />}
              {order === "descending" && <ArrowDown size={12} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Owns how the shot list and the board are shown: columns, heights and sizes remembered on this computer; filter and order for as long as the window is open. */
import { useSyncExternalStore } from "react";
import { createRememberedStore } from "../state/remembered-store.ts";
import { createStore } from "../state/store.ts";
import { type Column, type ColumnId, columns } from "./columns.ts";
import { type ListFilter, noFilter, type Sorting } from "./list-rows.ts";

export const rowHeights = { small: 30, medium: 44, large: 76 } as const;
export type RowHeight = keyof typeof rowHeights;

interface ListOptions {
  readonly shown: readonly ColumnId[];
  readonly rows: RowHeight;
  /** Width of a card of the board, in pixels. */
  readonly cardPx: number;
  readonly printsPictures: boolean;
}

export const listOptions = createRememberedStore<ListOptions>("shotline.shot-list", {
  shown: columns.filter(({ standard }) => standard).map(({ id }) => id),
  rows: "medium",
  cardPx: 200,
  printsPictures: true,
});

export function useListOptions(): ListOptions {
  return useSyncExternalStore(listOptions.subscribe, listOptions.get);
}

let lastShown: { ids: readonly ColumnId[]; isSorted: boolean; columns: readonly Column[] } | null = null;

/** Room for a scene's code before a shot's number, in pixels. */
const sceneWidthPx = 48;

/** The columns that are shown, in their order; the shots' numbers always are, and `isSorted` with their scenes. */
export function shownColumns(ids: readonly ColumnId[], isSorted = false): readonly Column[] {
  if (lastShown?.ids !== ids || lastShown.isSorted !== isSorted) {
    const shown = columns.filter(({ id }) => id === "number" || ids.includes(id));
    const widened = (column: Column) =>
      isSorted && column.id === "number" ? { ...column, widthPx: column.widthPx + sceneWidthPx } : column;
    lastShown = { ids, isSorted, columns: shown.map(widened) };
  }
  return lastShown.columns;
}

interface ListView {
  readonly filter: ListFilter;
  readonly sorting: Sorting | null;
}

export const listView = createStore<ListView>({ filter: noFilter, sorting: null });

export function useListView(): ListView {
  return useSyncExternalStore(listView.subscribe, listView.get);
}

/** Sorts by a column: up, then down, then by the script again. */
export function sortBy(column: ColumnId): void {
  const { sorting } = listView.get();
  const next = sorting?.column !== column ? { column, descending: false } : { column, descending: true };
  listView.set({ sorting: sorting?.column === column && sorting.descending ? null : next });
}

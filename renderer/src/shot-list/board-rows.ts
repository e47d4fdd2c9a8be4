/** Owns how the board lays out its cards: rows of them under their scenes and passes, and where the keyboard goes between them. */
import type { Pass, Project } from "../../../shared/project/model.ts";
import type { ListRow, SceneRow, ShotRow } from "./list-rows.ts";
import { layoutRows, type RowLayout } from "./row-layout.ts";

export interface CardRow {
  readonly kind: "cards";
  readonly key: string;
  readonly pass: Pass;
  readonly cards: readonly ShotRow[];
}

export type BoardRow = SceneRow | { readonly kind: "pass"; readonly key: string; readonly pass: Pass } | CardRow;

export interface BoardModel {
  readonly rows: readonly BoardRow[];
  readonly layout: RowLayout;
  readonly shots: readonly ShotRow[];
  /** Row and column of a card, by shot id. */
  readonly places: ReadonlyMap<string, { readonly row: number; readonly column: number }>;
}

/** Cards of the rows of the list, `across` in a row. */
export function modelBoard(
  rows: readonly ListRow[],
  across: number,
  heights: { readonly groupPx: number; readonly cardPx: (pass: Pass) => number },
): BoardModel {
  const board: BoardRow[] = [];
  let cards: ShotRow[] = [];
  for (const row of rows) {
    if (row.kind !== "shot") {
      cards = [];
      board.push(row);
      continue;
    }
    if (cards.length === 0 || cards.length === across) {
      cards = [];
      board.push({ kind: "cards", key: `cards ${row.key}`, pass: row.pass, cards });
    }
    cards.push(row);
  }
  const places = new Map<string, { row: number; column: number }>();
  for (const [index, row] of board.entries()) {
    if (row.kind === "cards")
      for (const [column, card] of row.cards.entries()) places.set(card.key, { row: index, column });
  }
  return {
    rows: board,
    layout: layoutRows(board.map((row) => (row.kind === "cards" ? heights.cardPx(row.pass) : heights.groupPx))),
    shots: rows.filter((row) => row.kind === "shot"),
    places,
  };
}

/** The card that an arrow key leads to: along the script, or to the nearest of the row above or below. */
export function cardAfter({ rows, shots, places }: BoardModel, shotId: string, key: string): ShotRow | null {
  const index = shots.findIndex((shot) => shot.key === shotId);
  const place = places.get(shotId);
  if (!place) return null;
  const along = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: shots.length - 1 }[key];
  if (along !== undefined) return shots[Math.max(0, Math.min(shots.length - 1, along))] ?? null;
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step === undefined) return null;
  for (let at = place.row + step; at >= 0 && at < rows.length; at += step) {
    const row = rows[at];
    if (row?.kind === "cards") return row.cards[Math.min(place.column, row.cards.length - 1)] ?? null;
  }
  return null;
}

/** Where a card is dropped: into a pass, before the shot that is now at `index`. */
export interface DropPlace {
  readonly passId: string;
  readonly index: number;
}

/** The index that `shot.move` needs, which counts without the shot that is moved; null when it would stay where it is. */
export function dropIndex(
  { passes }: Pick<Project, "passes">,
  shotId: string,
  { passId, index }: DropPlace,
): number | null {
  const from = passes.find(({ id }) => id === passId)?.shots.findIndex(({ id }) => id === shotId) ?? -1;
  if (from === -1) return index;
  const after = index > from ? index - 1 : index;
  return after === from ? null : after;
}

/** Into the pass above or below: at its end, or its start. */
export function passBeside({ passes }: Pick<Project, "passes">, shotId: string, direction: 1 | -1): DropPlace | null {
  const at = passes.findIndex(({ shots }) => shots.some(({ id }) => id === shotId));
  const target = at === -1 ? undefined : passes[at + direction];
  return target ? { passId: target.id, index: direction === 1 ? 0 : target.shots.length } : null;
}

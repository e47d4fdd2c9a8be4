/** Owns what typing, clearing, filling down and pasting into the shot list do to the plan: one edit, all of it or nothing. */
import type { Wall } from "../../../shared/budget/wall.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { sameData } from "../../../shared/edits/change-fields.ts";
import { batchMax, type Edit, type EditOf, type OneEdit } from "../../../shared/edits/edit.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { countOf } from "../../../shared/project/scene-lengths.ts";
import { type ColumnId, columnOf, parseLength, readCell, writeCell } from "./columns.ts";

/** A text to be put into a cell. */
export interface CellText {
  readonly shot: Shot;
  readonly column: ColumnId;
  readonly text: string;
}

/** `edit`: null when nothing changes. */
export type CellEdit =
  | { readonly ok: true; readonly edit: Edit | null }
  | { readonly ok: false; readonly message: string; readonly next: string };

/** The most characters of one cell. */
const cellCharsMax = 20_000;
const linesMax = 100;

/** Puts texts into cells as one edit; the first text that its column can't hold refuses them all. Cells that are only read are left out. */
export function editCells(cells: readonly CellText[], label: string): CellEdit {
  const changed = new Map<string, { before: Shot; after: Shot; durationMs: number }>();
  for (const { shot, column, text } of cells) {
    if (columnOf(column).edit === "none") continue;
    const entry = changed.get(shot.id) ?? { before: shot, after: shot, durationMs: shot.durationMs };
    if (text.length > cellCharsMax) return tooLong(column, text);
    if (column === "length") {
      const durationMs = parseLength(text);
      if (durationMs === null) return notUnderstood(column, text);
      changed.set(shot.id, { ...entry, durationMs });
    } else {
      const after = writeCell(entry.after, column, text);
      if (!after) return notUnderstood(column, text);
      if ((after.dialogue?.length ?? 0) > linesMax) return tooManyLines;
      changed.set(shot.id, { ...entry, after });
    }
  }
  const edits = [...changed.values()].flatMap(({ before, after, durationMs }) => [
    ...describe(before, after),
    ...resize(before, durationMs),
  ]);
  if (edits.length > batchMax) return tooManyEdits;
  const [only] = edits;
  if (!only) return { ok: true, edit: null };
  return { ok: true, edit: edits.length === 1 ? only : { type: "batch", label, edits } };
}

function describe(before: Shot, after: Shot): OneEdit[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Shot)[]);
  const fields = Object.fromEntries(
    [...keys].filter((key) => !sameData(before[key], after[key])).map((key) => [key, after[key] ?? null]),
  ) as EditOf<"shot.describe">["fields"];
  return Object.keys(fields).length === 0 ? [] : [{ type: "shot.describe", shotId: before.id, fields }];
}

function resize({ id, durationMs: beforeMs }: Shot, durationMs: number): OneEdit[] {
  if (durationMs === beforeMs) return [];
  return [{ type: "shot.resize", shotId: id, edge: "end", deltaMs: durationMs - beforeMs, mode: "ripple" }];
}

/** What stops a part of an edit short of what was asked for; null when all of it is done. A batch itself does not say. */
export function wallOf(project: Project, edit: Edit): Wall | null {
  let current = project;
  for (const each of edit.type === "batch" ? edit.edits : [edit]) {
    const result = applyEdit(current, each);
    if (!result.ok) return result.refusal;
    if (result.stoppedBy) return result.stoppedBy;
    current = result.project;
  }
  return null;
}

/** Fills the cells of the first shot into those below it; a single shot takes what the shot above it (`above`) has. */
export function fillDown(shots: readonly Shot[], above: Shot | undefined, columns: readonly ColumnId[]): CellEdit {
  const [first, ...rest] = shots;
  const source = rest.length === 0 ? above : first;
  const targets = rest.length === 0 ? shots : rest;
  if (!source) return { ok: true, edit: null };
  const label = `Fill down ${nameColumns(columns)} of ${countOf(targets.length, "shot")}`;
  return editCells(
    targets.flatMap((shot) => columns.map((column) => ({ shot, column, text: readCell(source, column) }))),
    label,
  );
}

/** Empties cells; lengths stay. */
export function clearCells(shots: readonly Shot[], columns: readonly ColumnId[]): CellEdit {
  const emptied = columns.filter((column) => column !== "length");
  const cells = shots.flatMap((shot) => emptied.map((column) => ({ shot, column, text: "" })));
  return editCells(cells, `Clear ${nameColumns(emptied)} of ${countOf(shots.length, "shot")}`);
}

/** A single value goes into all cells that are selected; several go where they lie, from the first selected cell on. */
export function pasteCells(
  values: readonly (readonly string[])[],
  selected: { readonly shots: readonly Shot[]; readonly columns: readonly ColumnId[] },
  following: { readonly shots: readonly Shot[]; readonly columns: readonly ColumnId[] },
): CellEdit {
  const single = values.length === 1 && values[0]?.length === 1 ? (values[0][0] as string) : null;
  if (single !== null) {
    const cells = selected.shots.flatMap((shot) => selected.columns.map((column) => ({ shot, column, text: single })));
    return editCells(cells, `Paste into ${countOf(cells.length, "cell")}`);
  }
  const width = Math.max(0, ...values.map((row) => row.length));
  if (values.length > following.shots.length || width > following.columns.length) {
    const room = `${countOf(following.shots.length, "row")} and ${countOf(following.columns.length, "column")}`;
    const message = `Can’t paste ${countOf(values.length, "row")} and ${countOf(width, "column")} here: from this cell on, the list has ${room}.`;
    return { ok: false, message, next: "Add shots or show more columns first, or paste further up or left." };
  }
  const cells = values.flatMap((row, down) =>
    row.map((text, right) => ({
      shot: following.shots[down] as Shot,
      column: following.columns[right] as ColumnId,
      text,
    })),
  );
  return editCells(cells, `Paste into ${countOf(values.length, "shot")}`);
}

function nameColumns(ids: readonly ColumnId[]): string {
  const names = ids.filter((id) => columnOf(id).edit !== "none").map((id) => columnOf(id).label.toLowerCase());
  return names.length > 3 ? countOf(names.length, "column") : names.join(", ");
}

function notUnderstood(column: ColumnId, text: string): CellEdit {
  const { label, choices } = columnOf(column);
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const next = choices
    ? `Use one of ${choices.map((choice) => choice.label).join(", ")}.`
    : "Enter seconds, such as 3 or 2.5.";
  return { ok: false, message: `Can’t use “${shown}” as ${label.toLowerCase()}. Nothing was changed.`, next };
}

function tooLong(column: ColumnId, text: string): CellEdit {
  const message = `Can’t put ${text.length.toLocaleString("en-US")} characters into ${columnOf(column).label.toLowerCase()}: a cell holds at most ${cellCharsMax.toLocaleString("en-US")}.`;
  return { ok: false, message, next: "Shorten the text, then try again." };
}

const tooManyLines: CellEdit = {
  ok: false,
  message: `Can’t put more than ${linesMax} lines of dialogue into a shot.`,
  next: "Split the dialogue between several shots.",
};

const tooManyEdits: CellEdit = {
  ok: false,
  message: `Can’t change more than ${batchMax.toLocaleString("en-US")} shots at once.`,
  next: "Select fewer rows.",
};

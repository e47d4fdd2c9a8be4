/** Owns what a shot list changes in shots that are there: the fields that its row says otherwise, and lengths as far as they fit. */
import { formatSeconds } from "../budget/wall.ts";
import { applyEdit } from "../edits/apply-edit.ts";
import { sameData } from "../edits/change-fields.ts";
import type { OneEdit } from "../edits/edit.ts";
import { fieldName } from "../edits/shot-edits.ts";
import { labelOf } from "../models/profiles.ts";
import { shotLabel, shotNumbers } from "../project/layout.ts";
import type { Project, Shot } from "../project/model.ts";
import type { Remark } from "./draft.ts";
import type { ListRow } from "./list-reading.ts";
import { formatDialogue, formatLanguages } from "./list-values.ts";

/** A row that knows its scene. */
export interface PlannedRow extends ListRow {
  readonly scene: string;
}

export interface FieldChange {
  /** In words, such as `camera` or `length`. */
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface UpdatedShot {
  /** Where its row begins in the list. */
  readonly line: number;
  /** `SH0010`. */
  readonly label: string;
  readonly scene: string;
  readonly changes: readonly FieldChange[];
}

/** The edits of matched shots, and what they change in words; lengths that do not fit get a remark. */
export function updatesOf(project: Project, matched: ReadonlyMap<PlannedRow, Shot>, remarks: Remark[]) {
  const edits: OneEdit[] = [];
  const updated: UpdatedShot[] = [];
  const numbers = shotNumbers(project.passes);
  const lengths = lengthEdits(project, matched, remarks);
  for (const [row, shot] of matched) {
    const { durationMs, ...said } = row.shot;
    const changes: FieldChange[] = [];
    const fields: Record<string, unknown> = {};
    for (const key of Object.keys(said) as (keyof typeof said)[]) {
      const next = key === "camera" ? { ...shot.camera, ...said.camera } : said[key];
      if (saysTheSame(key, shot[key], next)) continue;
      fields[key] = next;
      changes.push({ field: fieldName(key), from: wordsOf(key, shot[key]), to: wordsOf(key, next) });
    }
    if (changes.length > 0) edits.push({ type: "shot.describe", shotId: shot.id, fields } as OneEdit);
    if (lengths.shotIds.has(shot.id)) {
      changes.push({ field: "length", from: formatSeconds(shot.durationMs), to: formatSeconds(durationMs) });
    }
    const label = shotLabel(numbers.get(shot.id) ?? 0);
    if (changes.length > 0) updated.push({ line: row.line, label, scene: row.scene, changes });
  }
  return { edits: [...edits, ...lengths.edits], updated };
}

function saysTheSame(key: string, now: unknown, next: unknown): boolean {
  if (typeof now === "string" && typeof next === "string") return now.replace(/\r\n?/g, "\n") === next;
  if (key === "transition") return (now ?? "cut") === next;
  if (key === "slowMotion") return (now ?? false) === next;
  if (key !== "dialogue") return sameData(now, next);
  const [one, other] = [now ?? [], next] as NonNullable<Shot["dialogue"]>[];
  return (
    formatDialogue(one ?? []) === formatDialogue(other ?? []) &&
    formatLanguages(one ?? []) === formatLanguages(other ?? [])
  );
}

/** A value of a field as a person reads it. */
function wordsOf(key: string, value: unknown): string {
  if (value === undefined || value === null) return key === "transition" ? "cut" : "";
  if (key === "dialogue") return formatDialogue(value as NonNullable<Shot["dialogue"]>);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object")
    return Object.values(value)
      .filter((each) => typeof each !== "object")
      .join(", ");
  return String(value);
}

/** New lengths, pass by pass where all of them fit its model; otherwise the pass keeps its lengths. */
function lengthEdits(project: Project, matched: ReadonlyMap<PlannedRow, Shot>, remarks: Remark[]) {
  const wanted = new Map<string, PlannedRow>();
  for (const [row, shot] of matched)
    if (row.isTimed && row.shot.durationMs !== shot.durationMs) wanted.set(shot.id, row);
  const edits: OneEdit[] = [];
  const shotIds = new Set<string>();
  for (const pass of project.passes) {
    const changed = pass.shots.filter(({ id }) => wanted.has(id));
    if (changed.length === 0) continue;
    const deltas = changed.map(({ id, durationMs }) => ({
      id,
      deltaMs: (wanted.get(id)?.shot.durationMs ?? 0) - durationMs,
    }));
    // Shorter ones first make room; longer ones first keep the pass's minimum.
    const orders = [deltas.toSorted((a, b) => a.deltaMs - b.deltaMs), deltas.toSorted((a, b) => b.deltaMs - a.deltaMs)];
    const possible = orders
      .map((order) =>
        order.map(
          ({ id, deltaMs }): OneEdit => ({ type: "shot.resize", shotId: id, edge: "end", deltaMs, mode: "ripple" }),
        ),
      )
      .find((each) => reaches(project, each, wanted));
    if (possible) {
      edits.push(...possible);
      for (const { id } of changed) shotIds.add(id);
      continue;
    }
    const row = wanted.get(changed[0]?.id ?? "");
    const message = `The new lengths do not fit ${labelOf(pass.profile)}; the pass keeps its lengths.`;
    remarks.push({ line: row?.line ?? 0, text: `${pass.scene} ${pass.name}`, message });
  }
  return { edits, shotIds };
}

function reaches(project: Project, edits: readonly OneEdit[], wanted: ReadonlyMap<string, PlannedRow>): boolean {
  const [first] = edits;
  const pass =
    first?.type === "shot.resize"
      ? project.passes.find(({ shots }) => shots.some(({ id }) => id === first.shotId))
      : undefined;
  if (!pass) return false;
  const result = applyEdit({ ...project, passes: [pass] }, { type: "batch", label: "Resize", edits: [...edits] });
  const shots = result.ok ? (result.project.passes[0]?.shots ?? []) : [];
  return (
    shots.length > 0 &&
    shots.every(({ id, durationMs }) => !wanted.has(id) || wanted.get(id)?.shot.durationMs === durationMs)
  );
}

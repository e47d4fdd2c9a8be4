/** Owns what a shot list that was read does to a project: shots that it names change, the others are added, nothing is removed. One edit. */
import { nearestAspect } from "../animatic/frame-size.ts";
import { checkBudget } from "../budget/check.ts";
import { formatSeconds } from "../budget/wall.ts";
import type { Edit, OneEdit } from "../edits/edit.ts";
import { roomFor } from "../edits/shot-edits.ts";
import { labelOf, limitsOf } from "../models/profiles.ts";
import { shotNumbers } from "../project/layout.ts";
import type { Pass, Project, Shot } from "../project/model.ts";
import { addDraft, type DraftPass, type DraftShot, type Remark } from "./draft.ts";
import { fillPasses } from "./fill-passes.ts";
import { matchByWords } from "./list-matches.ts";
import type { ListReading, ListRow } from "./list-reading.ts";
import { type PlannedRow, type UpdatedShot, updatesOf } from "./list-updates.ts";

/** What a pass of a list is like where the list does not say. */
export type PassLike = Pick<Pass, "scene" | "profile" | "aspectRatio" | "resolution">;

export interface ListPlan {
  /** Null when the list changes nothing. */
  readonly edit: Edit | null;
  /** New passes, and passes that get new shots. */
  readonly added: readonly { readonly scene: string; readonly pass: string; readonly shots: readonly DraftShot[] }[];
  readonly updated: readonly UpdatedShot[];
  /** The rows of new shots. */
  readonly addedRows: readonly PlannedRow[];
  /** Rows whose shots are in the project as they are. */
  readonly unchanged: number;
  readonly remarks: readonly Remark[];
}

type NewId = (kind: "pass" | "shot" | "element") => string;

export function planList(
  project: Project,
  reading: ListReading,
  like: PassLike,
  label: string,
  newId: NewId,
): ListPlan {
  const rows = filledDown(reading.rows, like);
  const named = shotsByName(project);
  const remarks: Remark[] = [...reading.remarks];
  const matched = new Map<PlannedRow, Shot>();
  for (const row of rows) {
    const name = row.number === null ? "" : nameOf(row.scene, row.pass, row.number);
    const shot = named.get(name);
    if (!shot) continue;
    matched.set(row, shot);
    // A second row of the same name is another shot.
    named.delete(name);
  }
  if (reading.kind === "table") {
    const hasScenes = reading.rows.some(({ scene }) => scene !== null);
    for (const [row, shot] of matchByWords(project, rows, matched, hasScenes)) matched.set(row, shot);
  }
  const updates = updatesOf(project, matched, remarks);
  const inserts = insertsOf(project, rows, matched, newId);
  const rest = rows.filter((row) => !matched.has(row) && !inserts.rows.has(row));
  const passes = passesOf(project, rest, like, remarks);
  const draft = addDraft(project, { passes, elements: [], remarks: [] }, label, newId);
  const edits: OneEdit[] = [...updates.edits, ...inserts.edits, ...(draft?.type === "batch" ? draft.edits : [])];
  const blank = passes.length > 0 && project.passes.length === 1 ? project.passes.find(isBlank) : undefined;
  if (blank) edits.push({ type: "pass.remove", passId: blank.id });
  return {
    edit: edits.length === 0 ? null : { type: "batch", label, edits },
    added: [...inserts.added, ...passes.map(({ scene, name, shots }) => ({ scene, pass: name, shots }))],
    updated: updates.updated,
    addedRows: rows.filter((row) => !matched.has(row)),
    unchanged: matched.size - updates.updated.length,
    remarks: remarks.toSorted((one, other) => one.line - other.line),
  };
}

/** The list with only those of its rows that `isChosen` takes by their lines; every row knows its scene and pass itself. */
export function chooseRows(reading: ListReading, like: PassLike, isChosen: (line: number) => boolean): ListReading {
  const hasScenes = reading.rows.some(({ scene }) => scene !== null);
  const rows = filledDown(reading.rows, like).map((row) => (hasScenes ? row : { ...row, scene: null }));
  return { ...reading, rows: rows.filter(({ line }) => isChosen(line)) };
}

/** Spreadsheets say a scene and a pass once, in the first of their rows. */
function filledDown(rows: readonly ListRow[], like: PassLike): PlannedRow[] {
  let scene = like.scene;
  let pass: string | null = null;
  return rows.map((row) => {
    if (row.scene !== null && row.scene !== scene) {
      scene = row.scene;
      pass = null;
    }
    pass = row.pass ?? pass;
    return { ...row, scene, pass };
  });
}

function nameOf(scene: string, pass: string | null, number: number): string {
  return JSON.stringify([scene, pass, number]);
}

/** By scene, pass and number; also by scene and number alone, for lists without passes. */
function shotsByName({ passes }: Project): Map<string, Shot> {
  const numbers = shotNumbers(passes);
  return new Map(
    passes.flatMap(({ scene, name, shots }) =>
      shots.flatMap((shot): [string, Shot][] => {
        const number = numbers.get(shot.id) ?? 0;
        return [
          [nameOf(scene, name, number), shot],
          [nameOf(scene, null, number), shot],
        ];
      }),
    ),
  );
}

/** A pass that a new project begins with: one shot that nobody has said anything of. */
function isBlank({ id: _id, shots: [shot, ...others], ...pass }: Pass): boolean {
  if (!shot || others.length > 0 || pass.startFrame || pass.endFrame || pass.takes || pass.circledTake) return false;
  const { id, durationMs, ...said } = shot;
  return Object.keys(said).length === 0;
}

/** New rows of passes that are there, behind the row before them, as far as these have room. */
function insertsOf(
  project: Project,
  rows: readonly PlannedRow[],
  matched: ReadonlyMap<PlannedRow, Shot>,
  newId: NewId,
) {
  const edits: OneEdit[] = [];
  const taken = new Set<PlannedRow>();
  const added = new Map<Pass, DraftShot[]>();
  const grown = new Map<string, Pass>();
  let before = null as { passId: string; shotId: string } | null;
  const passById = new Map(project.passes.map((pass) => [pass.id, pass]));
  const passOf = new Map(project.passes.flatMap((pass) => pass.shots.map((shot) => [shot, pass] as const)));
  const named = new Map(project.passes.toReversed().map((pass) => [JSON.stringify([pass.scene, pass.name]), pass]));
  for (const row of rows) {
    const shot = matched.get(row);
    const behind: Pass | undefined = row.pass === null ? passById.get(before?.passId ?? "") : undefined;
    const own: Pass | undefined = shot
      ? passOf.get(shot)
      : behind?.scene === row.scene
        ? behind
        : named.get(JSON.stringify([row.scene, row.pass]));
    if (!own || isBlank(own)) continue;
    if (shot) {
      before = { passId: own.id, shotId: shot.id };
      continue;
    }
    const pass: Pass = grown.get(own.id) ?? own;
    if (roomFor(pass, row.shot.durationMs) !== null) continue;
    const after =
      before?.passId === own.id ? pass.shots.findIndex(({ id }) => id === before?.shotId) : pass.shots.length - 1;
    const made: Shot = { ...newShot(row), id: newId("shot") };
    edits.push({ type: "shot.add", passId: own.id, index: after + 1, shot: made });
    grown.set(own.id, { ...pass, shots: pass.shots.toSpliced(after + 1, 0, made) });
    before = { passId: own.id, shotId: made.id };
    taken.add(row);
    added.set(own, [...(added.get(own) ?? []), row.shot]);
  }
  return { edits, rows: taken, added: [...added].map(([{ scene, name }, shots]) => ({ scene, pass: name, shots })) };
}

/** A shot says no more than it has to: a cut, and normal speed, are what it is without a word. */
function newShot({ shot }: Pick<ListRow, "shot">): DraftShot {
  const { transition, slowMotion, ...rest } = shot;
  return {
    ...rest,
    ...(transition === undefined || transition === "cut" ? {} : { transition }),
    ...(slowMotion ? { slowMotion } : {}),
  };
}

/** Rows that follow one another in one scene, pass, model and shape make a pass, or as many as their model needs. */
function passesOf(project: Project, rows: readonly PlannedRow[], like: PassLike, remarks: Remark[]): DraftPass[] {
  const locked = lockedNumbers(project, rows);
  const groups: PlannedRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1)?.at(-1);
    const isSame =
      last &&
      last.scene === row.scene &&
      last.pass === row.pass &&
      (row.profile ?? last.profile) === last.profile &&
      (row.aspectRatio ?? last.aspectRatio) === last.aspectRatio;
    if (isSame) groups.at(-1)?.push(row);
    else groups.push([row]);
  }
  let count = project.passes.length;
  return groups.flatMap((group) => {
    const [first] = group as [PlannedRow];
    const profile = first.profile ?? like.profile;
    const limits = limitsOf(profile);
    const shots = group.map((row) => {
      const number = locked.get(row);
      return { ...newShot(row), ...(number === undefined ? {} : { number }), row };
    });
    const fits =
      checkBudget(
        shots.map(({ durationMs }) => durationMs),
        limits,
      ).length === 0;
    const filled = fits ? [shots] : fillPasses(shots, limits);
    const { resolutions, aspectRatios } = limits;
    const resolution = resolutions.includes(like.resolution) ? like.resolution : (resolutions[0] ?? like.resolution);
    return filled.map((chunk, at): DraftPass => {
      count += 1;
      const name =
        first.pass === null ? `Pass ${count}` : at === 0 ? first.pass : `${first.pass.slice(0, 190)} ${at + 1}`;
      const heading = first.heading === null ? {} : { heading: first.heading };
      const content = chunk.map(({ row, ...shot }) => {
        tellLength(row, shot.durationMs, profile, remarks);
        return shot;
      });
      return {
        scene: first.scene,
        name,
        profile,
        aspectRatio: first.aspectRatio ?? nearestAspect(like.aspectRatio, aspectRatios) ?? like.aspectRatio,
        resolution,
        ...heading,
        shots: content,
      };
    });
  });
}

function tellLength({ line, isTimed, shot }: PlannedRow, durationMs: number, profile: string, remarks: Remark[]): void {
  if (!isTimed || durationMs === shot.durationMs) return;
  const label = labelOf(profile);
  const message = `The length becomes ${formatSeconds(durationMs)}, which ${label} needs.`;
  remarks.push({ line, text: formatSeconds(shot.durationMs), message });
}

/** The numbers of a new scene's shots, where the order alone would give others. */
function lockedNumbers(project: Project, rows: readonly PlannedRow[]): Map<PlannedRow, number> {
  const known = new Set(project.passes.filter((pass) => !isBlank(pass)).map(({ scene }) => scene));
  const locked = new Map<PlannedRow, number>();
  for (const scene of new Set(rows.map((row) => row.scene))) {
    if (known.has(scene)) continue;
    const own = rows.filter((row) => row.scene === scene);
    if (own.every(({ number }, at) => number === null || number === (at + 1) * 10)) continue;
    const taken = new Set<number>();
    for (const row of own) {
      if (row.number === null || taken.has(row.number)) continue;
      taken.add(row.number);
      locked.set(row, row.number);
    }
  }
  return locked;
}

/** Owns what the steps of a damaged project's history tell: how each pass, element and the order of both was last, and before that. */
import { sameData } from "../../../shared/edits/change-fields.ts";
import { type Change, changeSchema, outlineOf } from "../../../shared/edits/history.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { Row, TableReader } from "../database/salvage/read-tables.ts";
import { historyRowSchema } from "../projects/stored-rows.ts";
import { jsonOf } from "./found-rows.ts";

/** What a pass, an element or the outline was, the newest first; null where it was not there. */
export type States = readonly (object | null)[];

export interface FoundStep {
  readonly seq: number;
  readonly revision: number;
  readonly label: string;
  readonly undone: boolean;
  readonly at: string;
  readonly changes: readonly Change[];
}

export interface FoundHistory {
  /** The newest first. */
  readonly steps: readonly FoundStep[];
  /** How many there were, as far as anything tells. */
  readonly known: number;
  /** By `pass ID`, `element ID` and `outline`. */
  readonly states: ReadonlyMap<string, States>;
}

/** Text of steps that is read; older ones are given up. */
const charactersMax = 200_000_000;

export function findHistory(reader: TableReader): FoundHistory {
  const isWhole = reader.isWhole("history");
  const rows = reader.rows("history").filter(({ isInTree }) => isInTree || !isWhole);
  const found = rows.sort(
    (one, other) => (other.rowid ?? 0) - (one.rowid ?? 0) || Number(other.isInTree) - Number(one.isInTree),
  );
  const steps: FoundStep[] = [];
  let left = charactersMax;
  for (const each of found) {
    if (left < 0) break;
    if (each.rowid === null || steps.at(-1)?.seq === each.rowid) continue;
    const row = reader.read(each);
    left -= typeof row?.["changes"] === "string" ? row["changes"].length : 0;
    const step = row && readStep(row);
    if (step) steps.push(step);
  }
  const indexed = new Set(reader.entries("history_undone").map(({ values }) => values[1])).size;
  const known = Math.max(indexed, new Set(found.map(({ rowid }) => rowid)).size);
  return { steps, known, states: statesOf(steps) };
}

function readStep(row: Row): FoundStep | null {
  const about = historyRowSchema.safeParse(row);
  const changes = jsonOf(row["changes"]);
  if (!about.success || !Array.isArray(changes)) return null;
  // What is in them is read through its own schema when it is taken; a step of another shape is none.
  const isKnown = changes.every(
    (change: { kind?: unknown; id?: unknown; before?: unknown; after?: unknown } | null) =>
      (change?.kind === "outline" || change?.kind === "pass" || change?.kind === "element") &&
      typeof change.before === "object" &&
      typeof change.after === "object" &&
      (change.kind === "outline" || [change.before, change.after].every((state) => isOf(state, change.id))),
  );
  return isKnown ? { ...about.data, changes: changes as Change[] } : null;
}

/** A state under another's id would be there twice. */
function isOf(state: unknown, id: unknown): boolean {
  return state === null || (state as { id?: unknown } | undefined)?.id === id;
}

function statesOf(steps: readonly FoundStep[]): Map<string, (object | null)[]> {
  const states = new Map<string, (object | null)[]>();
  // What was undone is known as well, but never the newest.
  const undone = new Map<string, (object | null)[]>();
  for (const { changes, undone: isUndone } of steps) {
    for (const change of changes) {
      const key = change.kind === "outline" ? "outline" : `${change.kind} ${change.id}`;
      const into = isUndone ? undone : states;
      const known = into.get(key) ?? [];
      into.set(key, known);
      // Of steps that were undone, what was before the first of them holds.
      if (isUndone) known.unshift(change.before, change.after);
      else known.push(change.after, change.before);
    }
  }
  for (const [key, known] of undone)
    states.set(key, [...known.slice(0, 1), ...(states.get(key) ?? []), ...known.slice(1)]);
  return states;
}

/**
 * The newest steps that undo and redo can go back over from `project` without touching what they do not name: each must lead to what
 * the one after it began with. `rebuilt` are keys of what was put together anew, and differs for that reason.
 */
export function stepsThatHold(history: FoundHistory, project: Project, rebuilt: ReadonlySet<string>): FoundStep[] {
  const now = new Map<string, object | null>([["outline", outlineOf(project)]]);
  for (const pass of project.passes) now.set(`pass ${pass.id}`, pass);
  for (const element of project.elements) now.set(`element ${element.id}`, element);
  const back = takeWhileHolding(
    history.steps.filter(({ undone }) => !undone),
    now,
    rebuilt,
    "after",
  );
  const ahead = takeWhileHolding(history.steps.filter(({ undone }) => undone).reverse(), now, rebuilt, "before");
  return [...back, ...ahead].sort((one, other) => other.seq - one.seq);
}

function takeWhileHolding(
  steps: readonly FoundStep[],
  from: ReadonlyMap<string, object | null>,
  rebuilt: ReadonlySet<string>,
  side: "before" | "after",
): FoundStep[] {
  const now = new Map(from);
  const given = new Set<string>();
  const taken: FoundStep[] = [];
  for (const step of steps) {
    if (!changeSchema.array().safeParse(step.changes).success) break;
    const other = side === "after" ? "before" : "after";
    const holds = step.changes.every((change) => {
      const key = change.kind === "outline" ? "outline" : `${change.kind} ${change.id}`;
      const isFirst = rebuilt.has(key) && !given.has(key);
      return isFirst || sameData(now.get(key) ?? null, change[side]);
    });
    if (!holds) break;
    for (const change of step.changes) {
      const key = change.kind === "outline" ? "outline" : `${change.kind} ${change.id}`;
      now.set(key, change[other]);
      given.add(key);
    }
    taken.push(step);
  }
  return taken;
}

/** Owns where shots go that an editor put elsewhere: beside the neighbours that they have in the list, a whole pass in one piece. */
import { findShot } from "../../edits/shot-edits.ts";
import type { Pass, Project } from "../../project/model.ts";
import { type Attempt, type Progress, type Task, tryEdit } from "./accept-tasks.ts";
import { longestRun } from "./match-clips.ts";

/** A shot that changes places, with the line that says so. */
export interface Move {
  readonly lineId: string;
  readonly shotId: string;
  readonly name: string;
}

/** Shots of the list that stand outside the longest run which still has the plan's order. */
export function reorderedShots(project: Project, listOrder: readonly string[]): Set<string> {
  return outOfOrder(
    project.passes.flatMap(({ shots }) => shots.map(({ id }) => id)),
    listOrder,
  );
}

/** Shots of `listOrder` that stand outside the longest run which still has the order of `shotIds`. */
export function outOfOrder(shotIds: readonly string[], listOrder: readonly string[]): Set<string> {
  const places = new Map(shotIds.map((id, place) => [id, place]));
  const known = listOrder.filter((id) => places.has(id));
  const run = new Set(longestRun(known, (id) => places.get(id) as number));
  return new Set(known.filter((id) => !run.has(id)));
}

/** The list's order of shots, and which of them do not stand in it yet; those are no neighbour to anybody. */
export class ListOrder {
  readonly #order: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #astray: Set<string>;

  constructor(project: Project, order: readonly string[]) {
    this.#order = order;
    this.#places = new Map(order.map((id, place) => [id, place]));
    this.#astray = reorderedShots(project, order);
  }

  settled(shotId: string): void {
    this.#astray.delete(shotId);
  }

  /** The passes and shots between which the list has the shots from `first` to `last`. */
  neighbours(project: Project, first: string, last = first): { before: Neighbour | null; after: Neighbour | null } {
    const find = (id: string): Neighbour | null => (this.#astray.has(id) ? null : neighbourOf(project, id));
    const from = this.#places.get(first) ?? 0;
    const to = this.#places.get(last) ?? from;
    const firstOf = (ids: readonly string[]) => {
      for (const id of ids) {
        const found = find(id);
        if (found) return found;
      }
      return null;
    };
    return { before: firstOf(this.#order.slice(0, from).reverse()), after: firstOf(this.#order.slice(to + 1)) };
  }

  /** Whether the list has these shots one right after the other. */
  inOnePiece(shotIds: readonly string[]): boolean {
    const from = this.#places.get(shotIds[0] ?? "");
    return from !== undefined && shotIds.every((id, index) => this.#order[from + index] === id);
  }
}

interface Neighbour {
  readonly pass: Pass;
  readonly passIndex: number;
  readonly shotId: string;
}

function neighbourOf(project: Project, shotId: string): Neighbour | null {
  const found = findShot(project, shotId);
  return found && { pass: found.pass, passIndex: project.passes.indexOf(found.pass), shotId };
}

/** Moves the passes of which every shot is moved to between two other passes, as one edit each; gives the moves that are left. */
export function moveWholePasses(progress: Progress, order: ListOrder, moves: readonly Move[]): Move[] {
  const byShot = new Map(moves.map((move) => [move.shotId, move]));
  const done = new Set<Move>();
  for (const { id, shots } of [...progress.project.passes]) {
    const own = shots.flatMap((shot) => byShot.get(shot.id) ?? []);
    const shotIds = shots.map((shot) => shot.id);
    if (own.length < shots.length || !order.inOnePiece(shotIds)) continue;
    const { before, after } = order.neighbours(progress.project, shotIds[0] as string, shotIds.at(-1) as string);
    if ((before ?? after) === null || before?.pass.id === after?.pass.id) continue;
    const rest = progress.project.passes.filter((pass) => pass.id !== id);
    const index = before ? rest.indexOf(before.pass) + 1 : 0;
    const edit = { type: "pass.move", passId: id, index } as const;
    const tried = tryEdit(progress.project, edit, "");
    if (typeof tried === "string") continue;
    if (tried.project !== progress.project) progress.edits.push(edit);
    progress.project = tried.project;
    for (const move of own) {
      done.add(move);
      order.settled(move.shotId);
      progress.applied.add(move.lineId);
      progress.exact.add(move.lineId);
      progress.sentences.set(move.lineId, `${move.name} moved with its whole pass.`);
    }
  }
  return moves.filter((move) => !done.has(move));
}

/** Puts one shot beside a neighbour, in its own pass if that is possible; into another when there is room. */
export function moveTask(order: ListOrder, { lineId, shotId, name }: Move, nameOf: (shotId: string) => string): Task {
  const stays = (project: Project, reason: string): Attempt => ({
    ...{ edit: null, project, clean: false },
    sentence: `${name} was not moved. ${reason}`,
  });
  function attempt(project: Project): Attempt {
    const own = neighbourOf(project, shotId);
    if (!own) return stays(project, "It is no longer in the project.");
    const { before, after } = order.neighbours(project, shotId);
    const there = { edit: null, project, clean: true, sentence: `${name} moved.` };
    const stands =
      own.passIndex > (before?.passIndex ?? -1) && own.passIndex < (after?.passIndex ?? project.passes.length);
    if (stands) return there;
    const beside = [before, after].filter((each): each is Neighbour => each !== null);
    const ranked = beside.toSorted((left, right) => distance(left, own) - distance(right, own));
    let partly: Attempt | null = null;
    let reason = "";
    for (const neighbour of ranked) {
      const rest = neighbour.pass.shots.filter(({ id }) => id !== shotId);
      const index = rest.findIndex(({ id }) => id === neighbour.shotId) + (neighbour === before ? 1 : 0);
      const edit = { type: "shot.move", shotId, passId: neighbour.pass.id, index } as const;
      const tried = tryEdit(project, edit, shotId);
      if (typeof tried === "string") {
        reason ||= tried;
        continue;
      }
      if (tried.project === project) return there;
      const lengths = tried.others.map(
        (shot) => ` ${nameOf(shot.id)} was lengthened to keep its pass at the model's minimum.`,
      );
      const made = { edit, project: tried.project, sentence: `${name} moved.${lengths.join("")}` };
      if (lengths.length === 0) return { ...made, clean: true };
      partly ??= { ...made, clean: false };
    }
    return partly ?? stays(project, reason);
  }
  return { lineId, attempt, taken: () => order.settled(shotId) };
}

function distance(neighbour: Neighbour, own: Neighbour): number {
  return neighbour.pass.id === own.pass.id ? 0 : 1;
}

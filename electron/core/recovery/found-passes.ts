/** Owns putting the passes of a damaged project together, shot by shot. What nothing tells is an empty shot with a note, and is counted. */
import type { z } from "zod";
import { lengthsForShots } from "../../../shared/budget/check.ts";
import { sameData } from "../../../shared/edits/change-fields.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { type Pass, passSchema, projectLimits, type Shot, shotSchema } from "../../../shared/project/model.ts";
import type { Row, TableReader } from "../database/salvage/read-tables.ts";
import { newId } from "../projects/project-folder.ts";
import { addFromSteps, newestOf, orderIn, type PlanOptions, pick, placeOf, valid } from "./choose-state.ts";
import type { FoundHistory, States } from "./found-history.ts";
import { keepOnce, type PutTogether } from "./found-once.ts";
import { idsInIndex, objectOf, rowsById, shotsInIndex } from "./found-rows.ts";

const headSchema: z.ZodType<Record<string, unknown>> = passSchema.omit({ shots: true });

interface FoundPasses {
  readonly found: Pass[];
  readonly lost: number;
  readonly lostShots: number;
  /** Of the shots that are lost, those that are in a pass as empty ones. */
  readonly empty: number;
  /** Shots that nothing proves to be the newest. */
  readonly older: number;
}

/** `rebuilt` gets the keys of passes that are another one than the steps know. */
export function findPasses(
  reader: TableReader,
  history: FoundHistory,
  options: PlanOptions,
  rebuilt: Set<string>,
): FoundPasses {
  const [passesInTree, shotsInTree] = [new Set<string>(), new Set<string>()];
  const rows = rowsById(reader, "pass", passesInTree);
  const shotRows = rowsById(reader, "shot", shotsInTree);
  const shots = new Map<string, Map<number, Shot>>();
  for (const row of shotRows.values()) {
    const [passId, position, shot] = [String(row["pass_id"]), Number(row["position"]), shotOf(row)];
    if (!shot || position < 0 || position >= projectLimits.shotsPerPass) continue;
    const of = shots.get(passId) ?? new Map<number, Shot>();
    shots.set(passId, of);
    if (!of.has(position)) of.set(position, shot);
  }
  const indexed = shotsInIndex(reader);
  // Rows that are all there can still be older than the steps, where those are all there as well.
  const isWhole = reader.isWhole("pass") && reader.isWhole("shot") && !reader.isWhole("history");
  const known = new Set([...idsInIndex(reader, "pass"), ...indexed.keys()]);
  const ids = new Set(rows.keys());
  // No shot is without its pass: of passes that are all there, what is left over was deleted.
  if (!reader.isWhole("pass")) for (const id of [...shots.keys(), ...known]) ids.add(id);
  addFromSteps(ids, history, "pass", reader.isWhole("pass"));
  const order = orderIn(history, "passIds");
  const found: (PutTogether & { place: number })[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    const parts = { id, row, shots: shots.get(id) ?? new Map(), indexed: indexed.get(id) ?? new Map() };
    const states = history.states.get(`pass ${id}`) ?? [];
    const made = makePass(parts, states, isWhole, options);
    if (!made) continue;
    const { pass, empty } = made;
    const isProven = (shot: Shot, at: number) => shotsInTree.has(shot.id) && sameData(parts.shots.get(at), shot);
    const unproven = pass.shots.filter((shot, at) => !isProven(shot, at)).length - empty;
    // Rows that are older than the steps may be older than the steps that are gone as well.
    const own = Math.max(unproven, passesInTree.has(id) ? 0 : 1, changedIn(pass, states[0], reader));
    const older = made.isOfSteps && parts.shots.size > 0 && unproven > 0 ? pass.shots.length : own;
    if (made.isRebuilt) rebuilt.add(`pass ${id}`);
    found.push({ pass, place: placeOf(row, order, id), empty, older });
  }
  const kept = found.sort((one, other) => one.place - other.place).slice(0, projectLimits.passes);
  const proofOf = (passId: string, shotId: string) => {
    if (shotRows.get(shotId)?.["pass_id"] === passId) return shotsInTree.has(shotId) ? 2 : 1;
    return -history.steps.findIndex(({ changes }) =>
      changes.some(({ kind, ...it }) => kind === "pass" && "id" in it && it.id === passId),
    );
  };
  for (const id of keepOnce(kept, proofOf)) rebuilt.add(`pass ${id}`);
  const lost = [...known].filter(
    (id) => history.states.get(`pass ${id}`)?.[0] !== null && !kept.some(({ pass }) => pass.id === id),
  );
  const empty = kept.reduce((sum, each) => sum + each.empty, 0);
  return {
    found: kept.map(({ pass }) => pass),
    lost: lost.length,
    lostShots: Math.max(empty, missingShots(reader, history, kept)),
    empty,
    older: kept.reduce((sum, each) => sum + each.older, 0),
  };
}

/** How many shots a pass has that its newest step tells otherwise, though none of the steps is gone. */
function changedIn(pass: Pass, newest: object | null | undefined, reader: TableReader): number {
  const known = valid(passSchema, newest);
  if (!known || !reader.isWhole("history")) return 0;
  return pass.shots.filter((shot) => !known.shots.some((each) => sameData(each, shot))).length;
}

/** How many shots are told of, and are nowhere in the plan. */
function missingShots(reader: TableReader, history: FoundHistory, kept: readonly PutTogether[]): number {
  if (reader.isWhole("shot")) return 0;
  const ids = idsInIndex(reader, "shot");
  for (const { pass } of kept) {
    const newest = valid(passSchema, history.states.get(`pass ${pass.id}`)?.[0]);
    for (const { id } of newest?.shots ?? []) ids.add(id);
  }
  const there = new Set(kept.flatMap(({ pass }) => pass.shots.map(({ id }) => id)));
  return [...ids].filter((id) => !there.has(id)).length + kept.reduce((sum, { empty }) => sum + empty, 0);
}

interface Made {
  readonly pass: Pass;
  readonly empty: number;
  /** Whether it is another one than the steps know. */
  readonly isRebuilt: boolean;
  /** Whether a step tells all of it. */
  readonly isOfSteps?: boolean;
}

interface Parts {
  readonly id: string;
  readonly row: Row | undefined;
  readonly shots: ReadonlyMap<number, Shot>;
  readonly indexed: ReadonlyMap<number, string | null>;
}

function makePass(parts: Parts, states: States, isWhole: boolean, options: PlanOptions): Made | null {
  const { row, shots } = parts;
  const head = row ? headOf(row) : undefined;
  const last = Math.max(-1, ...shots.keys(), ...parts.indexed.keys());
  const places = Array.from({ length: last + 1 }, (_, place) => place);
  const isComplete = head !== undefined && places.length > 0 && places.every((place) => shots.has(place));
  const own = isComplete ? valid(passSchema, { ...head, shots: places.map((place) => shots.get(place)) }) : undefined;
  const shows = (state: object) => isShown(state as Pass, head, shots, own);
  const newest = valid(passSchema, states[0]);
  if (options.prefer === "steps" && newest) return { pass: newest, empty: 0, isRebuilt: false };
  if (own && isWhole) return { pass: own, empty: 0, isRebuilt: false };
  const chosen = newestOf(own ?? null, states, false, shows);
  if (own && chosen === own) return { pass: mend(own, states, shows), empty: 0, isRebuilt: false };
  if (chosen === null && states[0] === null && !row) return null;
  // What is left of the rows is a state that the steps know: the newest of them holds.
  const isTold = states.some((state) => state !== null && shows(state));
  if (newest && (isTold || (!head && shots.size === 0))) {
    return { pass: newest, empty: 0, isRebuilt: false, isOfSteps: true };
  }
  if (states[0] === null && isTold) return null;
  return patchPass(parts, head, newest, places, options);
}

/** What a pass is that no step knows: with the shots that two of them agree upon, as bits that fell over in one place are in one only. */
function mend(own: Pass, states: States, shows: (state: object) => boolean): Pass {
  const [newest, ...older] = states.map((state) => valid(passSchema, state));
  if (!newest || shows(newest) || newest.shots.length !== own.shots.length) return own;
  const shots = own.shots.map((shot, place) => {
    const known = newest.shots[place] as Shot;
    const isKept = older.some((state) => state && sameData(state.shots[place], known));
    return isKept ? known : shot;
  });
  return { ...own, shots };
}

/** Whether a state is one that the rows show, as far as they can be read. */
function isShown(
  state: Pass,
  head: Record<string, unknown> | undefined,
  shots: ReadonlyMap<number, Shot>,
  own: Pass | undefined,
): boolean {
  if (own) return sameData(own, state);
  if (!Array.isArray(state.shots)) return false;
  const { shots: _, ...rest } = state;
  if (head && !sameData(head, rest)) return false;
  if (!head && shots.size === 0) return false;
  return [...shots].every(([place, shot]) => sameData(state.shots[place], shot));
}

/** The pass of the rows that there are, with each hole filled by the shot that a step knows, or else by an empty one. */
function patchPass(
  { id, shots, indexed }: Parts,
  head: Record<string, unknown> | undefined,
  newest: Pass | undefined,
  places: readonly number[],
  options: PlanOptions,
): Made | null {
  const taken = new Set([...shots.values()].map((shot) => shot.id));
  const filled: (Shot | null)[] = places.map((place) => {
    const own = shots.get(place);
    if (own) return own;
    const indexedId = indexed.get(place) ?? null;
    const known = newest?.shots.find((shot, at) => (indexedId === null ? at === place : shot.id === indexedId));
    if (!known || taken.has(known.id)) return null;
    taken.add(known.id);
    return known;
  });
  if (places.length === 0) {
    // A pass of which no shot is known at all.
    if (!head) return null;
    filled.push(...(newest?.shots ?? [null]));
  }
  const content = head ?? (newest && withoutShots(newest)) ?? unnamed(id);
  const empties = filled.filter((shot) => shot === null).length;
  const shotsNow = fillEmpty(filled, String(content["profile"]), indexed, taken, options);
  const pass = valid(passSchema, { ...content, shots: shotsNow });
  return pass ? { pass, empty: empties, isRebuilt: true } : null;
}

function withoutShots({ shots: _, ...rest }: Pass): Record<string, unknown> {
  return rest;
}

function unnamed(id: string): Record<string, unknown> {
  const settings = { profile: "animatic", aspectRatio: "16:9", resolution: "1080p" };
  return { id, scene: "SC010", name: "Repaired pass", ...settings };
}

function fillEmpty(
  shots: readonly (Shot | null)[],
  profile: string,
  indexed: ReadonlyMap<number, string | null>,
  taken: Set<string>,
  { note, lengths }: PlanOptions,
): Shot[] {
  const there = shots.flatMap((shot) => shot?.durationMs ?? []);
  const free = [...lengthsForShots(there, limitsOf(profile), shots.length - there.length)];
  return shots.map((shot, place) => {
    if (shot) return shot;
    const named = indexed.get(place);
    const id = named && !taken.has(named) && shotSchema.shape.id.safeParse(named).success ? named : newId("shot");
    taken.add(id);
    const shortest = free.shift() ?? limitsOf(profile).shotMs.min;
    return { id, durationMs: lengths.get(id) ?? shortest, notes: note };
  });
}

function headOf(row: Row): Record<string, unknown> | undefined {
  const detail = objectOf(row["detail"]);
  if (!detail) return undefined;
  const head: Record<string, unknown> = { ...detail, ...pick(row, "id", "scene", "name", "profile") };
  if (row["start_frame"] !== null) head["startFrame"] = row["start_frame"];
  if (row["end_frame"] !== null) head["endFrame"] = row["end_frame"];
  return valid(headSchema, head);
}

function shotOf(row: Row): Shot | undefined {
  const detail = objectOf(row["detail"]);
  if (!detail) return undefined;
  const shot: Record<string, unknown> = { ...detail, id: row["id"], durationMs: row["duration_ms"] };
  if (row["number"] !== null) shot["number"] = row["number"];
  if (row["frame"] !== null) shot["frame"] = row["frame"];
  return valid(shotSchema, shot);
}

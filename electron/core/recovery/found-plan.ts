/**
 * Owns putting a plan together from what can be read of a damaged database: rows first, and the steps of its history where rows are
 * gone or older. What neither tells is an empty shot with a note, and is counted.
 */
import type { z } from "zod";
import { lengthsForShots } from "../../../shared/budget/check.ts";
import { sameData } from "../../../shared/edits/change-fields.ts";
import { outlineSchema } from "../../../shared/edits/history.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import {
  type Element,
  elementSchema,
  type Pass,
  type Project,
  passSchema,
  projectContentShape,
  projectLimits,
  type Shot,
  shotSchema,
  soundSchema,
} from "../../../shared/project/model.ts";
import type { Row, TableReader } from "../database/salvage/read-tables.ts";
import { newId } from "../projects/project-folder.ts";
import { type FoundHistory, findHistory, type States } from "./found-history.ts";
import { idsInIndex, jsonOf, objectOf, rowsById, rowsByKey, shotsInIndex } from "./found-rows.ts";

const headSchema: z.ZodType<Record<string, unknown>> = passSchema.omit({ shots: true });

/** `value` itself where the schema takes it, so that it is written again as it was: a schema orders keys anew. */
function valid<Value>(schema: z.ZodType<Value>, value: unknown): Value | undefined {
  return schema.safeParse(value).success ? (value as Value) : undefined;
}

export interface FoundPlan {
  readonly project: Project;
  readonly revision: number;
  readonly history: FoundHistory;
  /** Keys of what differs from its newest step for being put together anew: `pass ID`, `element ID`, `outline`. */
  readonly rebuilt: ReadonlySet<string>;
  readonly lost: { readonly passes: number; readonly shots: number; readonly elements: number };
}

export interface PlanOptions {
  /** Which of the two goes first where both tell of a pass or an element, and neither is known as older. */
  readonly prefer: "rows" | "steps";
  /** What the project is called where nothing tells. */
  readonly name: string;
  /** Written into a shot that could not be read. */
  readonly note: string;
  /** Lengths of shots that takes remember, by id. */
  readonly lengths: ReadonlyMap<string, number>;
}

/** Null where no pass and no name of a project can be read. */
export function findPlan(reader: TableReader, options: PlanOptions): FoundPlan | null {
  const history = findHistory(reader);
  const rebuilt = new Set<string>();
  const elements = findElements(reader, history, options);
  const passes = findPasses(reader, history, options, rebuilt);
  const [row] = rowsByKey(reader, "project", () => "1").values();
  if (!row && passes.found.length === 0 && history.steps.length === 0) return null;
  const project: Project = {
    id: "project",
    ...settingsOf(row, history, options.name),
    elements: elements.found,
    passes: passes.found,
  };
  // Whatever is missing in it, the order of passes is another one than the steps know.
  if (passes.lost + elements.lost > 0) rebuilt.add("outline");
  const revision = Math.max(
    typeof row?.["revision"] === "number" ? row["revision"] : 0,
    history.steps[0]?.revision ?? 0,
    0,
  );
  const lost = { passes: passes.lost, shots: passes.lostShots, elements: elements.lost };
  return { project, revision, history, rebuilt, lost };
}

function settingsOf(row: Row | undefined, history: FoundHistory, name: string) {
  const newest = outlineSchema.safeParse(history.states.get("outline")?.[0]).data;
  const { name: nameSchema, rate: rateSchema, start: startSchema } = projectContentShape;
  const sound = valid(soundSchema, row ? jsonOf(row["sound"]) : newest?.sound);
  return {
    name: nameSchema.safeParse(row?.["name"]).data ?? newest?.name ?? nameSchema.safeParse(name).data ?? "Project",
    rate: rateSchema.safeParse(row?.["rate"]).data ?? newest?.rate ?? "24",
    start: startSchema.safeParse(row?.["start"]).data ?? newest?.start ?? "01:00:00:00",
    ...(sound ? { sound } : {}),
  };
}

function orderIn(history: FoundHistory, kind: "passIds" | "elementIds"): Map<string, number> {
  const newest = outlineSchema.safeParse(history.states.get("outline")?.[0]).data;
  return new Map((newest?.[kind] ?? []).map((id, index) => [id, index]));
}

function findElements(
  reader: TableReader,
  history: FoundHistory,
  options: PlanOptions,
): { found: Element[]; lost: number } {
  const rows = rowsById(reader, "element");
  const indexed = idsInIndex(reader, "element");
  const images = new Map<string, [position: number, id: string][]>();
  const keyOf = (row: Row) => `${row["element_id"]} ${row["position"]}`;
  for (const row of rowsByKey(reader, "element_image", keyOf).values()) {
    const of = images.get(String(row["element_id"])) ?? [];
    images.set(String(row["element_id"]), of);
    of.push([Number(row["position"]), String(row["media_id"])]);
  }
  const isWhole = reader.isWhole("element") && reader.isWhole("element_image") && !reader.isWhole("history");
  const order = orderIn(history, "elementIds");
  const found: { element: Element; place: number }[] = [];
  const ids = new Set(rows.keys());
  addFromSteps(ids, history, "element", reader.isWhole("element"));
  const names = new Set<string>();
  for (const id of ids) {
    const row = rows.get(id);
    const own = row && elementOf(row, images.get(id) ?? []);
    const states = history.states.get(`element ${id}`) ?? [];
    const newest = options.prefer === "steps" ? valid(elementSchema, states[0]) : undefined;
    const chosen = newest ?? newestOf(own ?? null, states, isWhole, (state) => sameData(own, state));
    const element = valid(elementSchema, chosen) ?? own;
    if (!element) continue;
    let { name } = element;
    while (names.has(name.toLowerCase())) name += "_2";
    names.add(name.toLowerCase());
    found.push({ element: name === element.name ? element : { ...element, name }, place: placeOf(row, order, id) });
  }
  const kept = found.sort((one, other) => one.place - other.place).slice(0, projectLimits.elements);
  const lost = [...indexed].filter(
    (id) => history.states.get(`element ${id}`)?.[0] !== null && !kept.some(({ element }) => element.id === id),
  );
  return { found: kept.map(({ element }) => element), lost: lost.length };
}

function elementOf(row: Row, images: readonly [number, string][]): Element | undefined {
  const ordered = [...images].sort(([one], [other]) => one - other).map(([, id]) => id);
  const detail = objectOf(row["detail"]);
  return detail ? valid(elementSchema, { ...detail, ...pick(row, "id", "name"), images: ordered }) : undefined;
}

/** Adds what the newest step knows as there, unless the rows are all there. */
function addFromSteps(ids: Set<string>, history: FoundHistory, kind: string, isWhole: boolean): void {
  for (const [key, [newest]] of isWhole ? [] : history.states) {
    if (newest && key.startsWith(`${kind} `)) ids.add(key.slice(kind.length + 1));
  }
}

/** What a row has, or what the steps know as newer than it. `isTold` says whether a state is what the row shows, as far as it shows it. */
function newestOf(
  own: object | null,
  states: States,
  isWhole: boolean,
  isTold: (state: object) => boolean,
): object | null {
  const [newest] = states;
  if (newest === undefined) return own;
  if (own === null) return isWhole ? null : newest;
  const isOlder = states.some((state) => state !== null && isTold(state));
  return isOlder && !(newest !== null && isTold(newest)) ? newest : own;
}

function placeOf(row: Row | undefined, order: ReadonlyMap<string, number>, id: string): number {
  const position = row?.["position"];
  return typeof position === "number" ? position : (order.get(id) ?? projectLimits.passes);
}

function pick(row: Row, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

interface FoundPasses {
  readonly found: Pass[];
  readonly lost: number;
  readonly lostShots: number;
}

function findPasses(
  reader: TableReader,
  history: FoundHistory,
  options: PlanOptions,
  rebuilt: Set<string>,
): FoundPasses {
  const rows = rowsById(reader, "pass");
  const shots = new Map<string, Map<number, Shot>>();
  for (const row of rowsById(reader, "shot").values()) {
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
  const found: { pass: Pass; place: number; empty: number }[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    const parts = { id, row, shots: shots.get(id) ?? new Map(), indexed: indexed.get(id) ?? new Map() };
    const made = makePass(parts, history.states.get(`pass ${id}`) ?? [], isWhole, options);
    if (!made) continue;
    if (made.isRebuilt) rebuilt.add(`pass ${id}`);
    found.push({ pass: made.pass, place: placeOf(row, order, id), empty: made.empty });
  }
  const kept = found.sort((one, other) => one.place - other.place).slice(0, projectLimits.passes);
  refuseTwice(kept);
  const lost = [...known].filter(
    (id) => history.states.get(`pass ${id}`)?.[0] !== null && !kept.some(({ pass }) => pass.id === id),
  );
  return {
    found: kept.map(({ pass }) => pass),
    lost: lost.length,
    lostShots: kept.reduce((sum, { empty }) => sum + empty, 0),
  };
}

/** A shot that moved from one pass to another may be found in both; one place of it stays. */
function refuseTwice(kept: { pass: Pass }[]): void {
  const seen = new Set<string>();
  for (const each of kept) {
    const shots = each.pass.shots.filter(({ id }) => !seen.has(id));
    for (const { id } of shots) seen.add(id);
    if (shots.length === each.pass.shots.length) continue;
    const [first] = each.pass.shots;
    each.pass = { ...each.pass, shots: shots.length > 0 ? shots : [{ ...(first as Shot), id: newId("shot") }] };
  }
}

interface Parts {
  readonly id: string;
  readonly row: Row | undefined;
  readonly shots: ReadonlyMap<number, Shot>;
  readonly indexed: ReadonlyMap<number, string | null>;
}

function makePass(
  parts: Parts,
  states: States,
  isWhole: boolean,
  options: PlanOptions,
): { pass: Pass; empty: number; isRebuilt: boolean } | null {
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
  if (newest && (isTold || (!head && shots.size === 0))) return { pass: newest, empty: 0, isRebuilt: false };
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
): { pass: Pass; empty: number; isRebuilt: boolean } | null {
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

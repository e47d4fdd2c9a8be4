/**
 * Owns putting a plan together from what can be read of a damaged database: rows first, and the steps of its history where rows are
 * gone or older.
 */
import { sameData } from "../../../shared/edits/change-fields.ts";
import { outlineSchema } from "../../../shared/edits/history.ts";
import {
  type Element,
  elementSchema,
  type Project,
  projectContentShape,
  projectLimits,
  soundSchema,
} from "../../../shared/project/model.ts";
import type { Losses } from "../../../shared/rpc/recovery-contract.ts";
import type { Row, TableReader } from "../database/salvage/read-tables.ts";
import { addFromSteps, newestOf, orderIn, type PlanOptions, pick, placeOf, valid } from "./choose-state.ts";
import { type FoundHistory, findHistory } from "./found-history.ts";
import { findPasses } from "./found-passes.ts";
import { idsInIndex, jsonOf, objectOf, rowsById, rowsByKey } from "./found-rows.ts";

export interface FoundPlan {
  readonly project: Project;
  readonly revision: number;
  readonly history: FoundHistory;
  /** Keys of what differs from its newest step for being put together anew: `pass ID`, `element ID`, `outline`. */
  readonly rebuilt: ReadonlySet<string>;
  readonly lost: Omit<Losses, "takes" | "history">;
  /** Shots that are empty now, among those that are lost. */
  readonly empty: number;
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
  const { lost: lostPasses, lostShots: shots, older, empty } = passes;
  const lost = { passes: lostPasses, shots, older, elements: elements.lost };
  return { project, revision, history, rebuilt, lost, empty };
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

/** Owns choosing between what rows of a damaged database show and what the steps of its history know. */
import type { z } from "zod";
import { outlineSchema } from "../../../shared/edits/history.ts";
import { projectLimits } from "../../../shared/project/model.ts";
import type { Row } from "../database/salvage/read-tables.ts";
import type { FoundHistory, States } from "./found-history.ts";

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

/** `value` itself where the schema takes it, so that it is written again as it was: a schema orders keys anew. */
export function valid<Value>(schema: z.ZodType<Value>, value: unknown): Value | undefined {
  return schema.safeParse(value).success ? (value as Value) : undefined;
}

/** The places of passes or elements in the newest order that the steps know. */
export function orderIn(history: FoundHistory, kind: "passIds" | "elementIds"): Map<string, number> {
  const newest = outlineSchema.safeParse(history.states.get("outline")?.[0]).data;
  return new Map((newest?.[kind] ?? []).map((id, index) => [id, index]));
}

/** Adds what the newest step knows as there, unless the rows are all there. */
export function addFromSteps(ids: Set<string>, history: FoundHistory, kind: string, isWhole: boolean): void {
  for (const [key, [newest]] of isWhole ? [] : history.states) {
    if (newest && key.startsWith(`${kind} `)) ids.add(key.slice(kind.length + 1));
  }
}

/** What a row has, or what the steps know as newer than it. `isTold` says whether a state is what the row shows, as far as it shows it. */
export function newestOf(
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

/** Where a pass or an element goes: as its row says, else as the steps do. */
export function placeOf(row: Row | undefined, order: ReadonlyMap<string, number>, id: string): number {
  const position = row?.["position"];
  return typeof position === "number" ? position : (order.get(id) ?? projectLimits.passes);
}

/** Some columns of a row. */
export function pick(row: Row, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

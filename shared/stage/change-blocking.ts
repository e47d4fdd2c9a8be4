/** Owns changing what was set by hand: of a shot's camera and figures, and of a pass's stage. What is left empty goes, so that the words speak again. */
import type { BlockedCamera, BlockedFigure, Blocking, Stage, StageFigure, StageProp } from "../project/stage.ts";
import type { SceneProp } from "./scene.ts";
import { placeable, turnable } from "./snap.ts";

/** `undefined` takes a field away. */
type Fields<Of> = { readonly [Key in keyof Of]?: Of[Key] | undefined };

function changed<Of extends object>(before: Of | undefined, fields: Fields<Of>): Of | undefined {
  const entries = Object.entries({ ...before, ...fields }).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Of);
}

/** The blocking with `fields` of its camera; null for a blocking of which nothing is left, as an edit takes it. */
export function withCamera(blocking: Blocking | undefined, fields: Fields<BlockedCamera>): Blocking | null {
  return changed(blocking, { camera: changed(blocking?.camera, fields) }) ?? null;
}

/** The blocking with `fields` of one of its figures; `null` for fields leaves the figure to the words. */
export function withFigure(
  blocking: Blocking | undefined,
  id: string,
  fields: Fields<BlockedFigure> | null,
): Blocking | null {
  const { [id]: before, ...others } = blocking?.figures ?? {};
  const figure = fields && changed(before, fields);
  const figures = { ...others, ...(figure ? { [id]: figure } : {}) };
  return changed(blocking, { figures: Object.keys(figures).length === 0 ? undefined : figures }) ?? null;
}

/** The stage with `fields` of one of its figures, which comes to it where it was not; `null` takes the entry away. */
export function withStageFigure(
  stage: Stage | undefined,
  id: string,
  fields: Fields<Omit<StageFigure, "id">> | null,
): Stage | null {
  return withEntry(stage, "figures", id, fields);
}

/** The same of a prop; a new one needs its body and its place. */
export function withProp(
  stage: Stage | undefined,
  id: string,
  fields: Fields<Omit<StageProp, "id">> | null,
): Stage | null {
  return withEntry(stage, "props", id, fields);
}

/** The same of a prop that is seen in a shot; one that the words put there becomes one put there by hand. */
export function withSeenProp(
  stage: Stage | undefined,
  { id, body, at, facing, size, name, byHand }: SceneProp,
  fields: Fields<Omit<StageProp, "id">>,
): Stage | null {
  const [width, depth, height] = size;
  const label = name === body ? undefined : name;
  const seen = { body, at: placeable(at), facing: turnable(facing), size: [width, depth, height], label } as const;
  return withEntry(stage, "props", id, byHand ? fields : { ...seen, ...fields });
}

function withEntry(
  stage: Stage | undefined,
  list: "figures" | "props",
  id: string,
  fields: object | null,
): Stage | null {
  const before: readonly { readonly id: string }[] = stage?.[list] ?? [];
  const index = before.findIndex((each) => each.id === id);
  const entry = fields && changed<{ id: string }>(before[index] ?? { id }, fields);
  const entries =
    index === -1 ? [...before, ...(entry ? [entry] : [])] : before.toSpliced(index, 1, ...(entry ? [entry] : []));
  return changed(stage, { [list]: entries.length === 0 ? undefined : entries } as Fields<Stage>) ?? null;
}

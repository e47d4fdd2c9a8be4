/** Owns history: what an edit changed, as rows of before and after of each thing touched, so that it can be undone and redone. */
import { z } from "zod";
import {
  type Element,
  elementSchema,
  type Pass,
  type Project,
  passSchema,
  projectContentShape,
  soundSchema,
} from "../project/model.ts";
import { sameData } from "./change-fields.ts";

/** The project without what it holds: its settings, and the order of its passes and elements by id. */
export const outlineSchema = z.strictObject({
  ...projectContentShape,
  sound: soundSchema.optional(),
  passIds: z.array(z.string()),
  elementIds: z.array(z.string()),
});
export type Outline = z.infer<typeof outlineSchema>;

export const changeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("outline"), before: outlineSchema, after: outlineSchema }),
  z.strictObject({
    kind: z.literal("pass"),
    id: z.string(),
    before: passSchema.nullable(),
    after: passSchema.nullable(),
  }),
  z.strictObject({
    kind: z.literal("element"),
    id: z.string(),
    before: elementSchema.nullable(),
    after: elementSchema.nullable(),
  }),
]);
/** One touched thing; null before means that it was added, null after that it was removed. */
export type Change = z.infer<typeof changeSchema>;

export function outlineOf(project: Project): Outline {
  const { id: _, passes, elements, ...content } = project;
  return { ...content, passIds: passes.map((pass) => pass.id), elementIds: elements.map((element) => element.id) };
}

/** What differs between two states of one project; empty when nothing does. */
export function changesBetween(before: Project, after: Project): Change[] {
  const outlines = { before: outlineOf(before), after: outlineOf(after) };
  return [
    ...(sameData(outlines.before, outlines.after) ? [] : [{ kind: "outline" as const, ...outlines }]),
    ...touched(before.passes, after.passes).map((change) => ({ kind: "pass" as const, ...change })),
    ...touched(before.elements, after.elements).map((change) => ({ kind: "element" as const, ...change })),
  ];
}

function touched<Item extends Pass | Element>(before: readonly Item[], after: readonly Item[]) {
  // Most edits neither add, remove nor move: thousands that stayed where they were are passed over.
  if (before.length === after.length && before.every(({ id }, at) => id === after[at]?.id)) {
    return before.flatMap((item, at) => {
      const now = after[at] as Item;
      return item === now || sameData(item, now) ? [] : [{ id: item.id, before: item, after: now }];
    });
  }
  const old = new Map(before.map((item) => [item.id, item]));
  const added = new Map(after.map((item) => [item.id, item]));
  return [...new Set([...old.keys(), ...added.keys()])]
    .map((id) => ({ id, before: old.get(id) ?? null, after: added.get(id) ?? null }))
    .filter((change) => change.before !== change.after && !sameData(change.before, change.after));
}

/** The project with the changes taken back (`undo`) or made again (`redo`). */
export function replayChanges(project: Project, changes: readonly Change[], direction: "undo" | "redo"): Project {
  const side = direction === "undo" ? "before" : "after";
  let outline = outlineOf(project);
  const passes = new Map(project.passes.map((pass) => [pass.id, pass]));
  const elements = new Map(project.elements.map((element) => [element.id, element]));
  for (const change of changes) {
    if (change.kind === "outline") outline = change[side];
    else if (change.kind === "pass") setOrRemove(passes, change.id, change[side]);
    else setOrRemove(elements, change.id, change[side]);
  }
  const { passIds, elementIds, ...content } = outline;
  return {
    id: project.id,
    ...content,
    elements: elementIds.flatMap((id) => elements.get(id) ?? []),
    passes: passIds.flatMap((id) => passes.get(id) ?? []),
  };
}

function setOrRemove<Item>(items: Map<string, Item>, id: string, item: Item | null): void {
  if (item === null) items.delete(id);
  else items.set(id, item);
}

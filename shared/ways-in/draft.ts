/** Owns what every way in gives, a script, a list, pasted words or pictures: passes and elements that are proposed, before any of them is in the project. */
import type { Edit, OneEdit } from "../edits/edit.ts";
import type { Element, Pass, Project, Shot } from "../project/model.ts";

/** A shot without its id. */
export type DraftShot = Omit<Shot, "id">;
export type DraftPass = Omit<Pass, "id" | "shots"> & { readonly shots: readonly DraftShot[] };
/** An element without its id and, as a rule, without images. */
export type DraftElement = Omit<Element, "id">;

/** What could not be read, or was read as something else than it may have been meant; `line` counts from 1. */
export interface Remark {
  readonly line: number;
  /** The words in question, cut short. */
  readonly text: string;
  /** A sentence. */
  readonly message: string;
}

export interface Draft {
  readonly passes: readonly DraftPass[];
  readonly elements: readonly DraftElement[];
  readonly remarks: readonly Remark[];
}

type NewId = (kind: "pass" | "shot" | "element") => string;

/**
 * The one edit that adds a whole draft behind what the project has; an element whose name is there already is that one. Null when the
 * draft adds nothing.
 */
export function addDraft(project: Project, draft: Draft, label: string, newId: NewId): Edit | null {
  const names = new Set(project.elements.map(({ name }) => name.toLowerCase()));
  const elements = draft.elements.filter(({ name }) => !names.has(name.toLowerCase()));
  const edits: OneEdit[] = [
    ...elements.map((element): OneEdit => ({ type: "element.add", element: { ...element, id: newId("element") } })),
    ...draft.passes.map((pass, index): OneEdit => {
      const shots = pass.shots.map((shot) => ({ ...shot, id: newId("shot") }));
      return { type: "pass.add", pass: { ...pass, id: newId("pass"), shots }, index: project.passes.length + index };
    }),
  ];
  return edits.length === 0 ? null : { type: "batch", label, edits };
}

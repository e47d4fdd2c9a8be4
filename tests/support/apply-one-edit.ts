/** Owns applying one edit in a test: what it makes, why it is refused, what undo would call it. */
import { expect } from "vitest";
import { applyEdit } from "../../shared/edits/apply-edit.ts";
import { type Edit, editSchema } from "../../shared/edits/edit.ts";
import type { Project } from "../../shared/project/model.ts";
import { buildProject, buildTimedPass, deepFreeze } from "./builders.ts";

/** The project after an edit that must be taken. */
export function edited(project: Project, edit: Edit): Project {
  expect(editSchema.safeParse(edit).error).toBeUndefined();
  const result = applyEdit(deepFreeze(project), edit);
  if (!result.ok) throw new Error(`refused: ${result.refusal.message}`);
  return result.project;
}

export function refusalOf(project: Project, edit: Edit): string | undefined {
  const result = applyEdit(deepFreeze(project), edit);
  return result.ok ? undefined : result.refusal.code;
}

export function labelOf(project: Project, edit: Edit): string {
  const result = applyEdit(project, edit);
  return result.ok ? result.label : result.refusal.message;
}

/** A pass of 4, 3 and 4 s, and one of 3 and 3 s. */
export const twoPasses = buildProject([buildTimedPass("A", [4000, 3000, 4000]), buildTimedPass("B", [3000, 3000])]);

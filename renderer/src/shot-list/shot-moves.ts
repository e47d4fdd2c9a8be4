/** Owns moving and removing several shots as one edit. */
import type { Wall } from "../../../shared/budget/wall.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit, OneEdit } from "../../../shared/edits/edit.ts";
import type { Project } from "../../../shared/project/model.ts";
import { countOf } from "../../../shared/project/scene-lengths.ts";
import { nudgePlace } from "../commands/nudges.ts";

/** Moves shots that stand one after another by a place each; null at either end of the programme, a wall where there is no room. */
export function moveShots(project: Project, shotIds: readonly string[], direction: 1 | -1): Edit | Wall | null {
  const edits: OneEdit[] = [];
  let current = project;
  for (const shotId of direction === 1 ? shotIds.toReversed() : shotIds) {
    const edit = nudgePlace(current, shotId, direction);
    if (!edit) return null;
    const result = applyEdit(current, edit);
    if (!result.ok) return result.refusal;
    current = result.project;
    edits.push(edit);
  }
  return asOne(edits, `Move ${countOf(edits.length, "shot")}`);
}

/** Removes shots, and with all of its shots a pass. */
export function removeShots(project: Project, shotIds: ReadonlySet<string>): Edit | null {
  const edits: OneEdit[] = [];
  for (const pass of project.passes) {
    const gone = pass.shots.filter(({ id }) => shotIds.has(id));
    if (gone.length === pass.shots.length) edits.push({ type: "pass.remove", passId: pass.id });
    else edits.push(...gone.map(({ id }): OneEdit => ({ type: "shot.remove", shotId: id })));
  }
  return asOne(edits, `Remove ${countOf(shotIds.size, "shot")}`);
}

/** Gives every shot its number for good; null when all have it. */
export function lockAllNumbers({ passes }: Pick<Project, "passes">): Edit | null {
  const open = passes.filter(({ shots }) => shots.some(({ number }) => number === undefined));
  const edits = open.map(({ id }): OneEdit => ({ type: "pass.lock-numbers", passId: id }));
  return asOne(edits, "Lock all shot numbers");
}

function asOne(edits: readonly OneEdit[], label: string): Edit | null {
  const [only] = edits;
  if (!only) return null;
  return edits.length === 1 ? only : { type: "batch", label, edits: [...edits] };
}

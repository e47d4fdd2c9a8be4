/** Owns sending what the shot list does to the plan, and saying what stopped or refused it. */
import type { Wall } from "../../../shared/budget/wall.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { addShotTo } from "../commands/commands.ts";
import { showProblem } from "../state/problems.ts";
import { shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { type CellEdit, wallOf } from "./cell-edits.ts";
import { moveShots, removeShots } from "./shot-moves.ts";

/** Applies an edit of cells; a refusal becomes a notice, a wall is said under the timeline as in a drag. */
export function applyCells(made: CellEdit): void {
  if (!made.ok) showProblem(made);
  else if (made.edit) applyEdit(made.edit);
}

export function applyEdit(edit: Edit): void {
  const before = shownProject(editor.get());
  // One edit says by itself what stops it; several at once do not.
  const wall = before && edit.type === "batch" ? wallOf(before, edit) : null;
  void editor.apply(edit);
  if (wall) editor.showWall(wall);
}

export function moveSelected(project: Project, shotIds: readonly string[], direction: 1 | -1): void {
  const moved = moveShots(project, shotIds, direction);
  if (!moved) return;
  if ("code" in moved) editor.showWall(moved as Wall);
  else applyEdit(moved);
}

export function removeSelected(project: Project, shots: readonly Shot[], next: Shot | undefined): void {
  const edit = removeShots(project, new Set(shots.map(({ id }) => id)));
  if (!edit) return;
  applyEdit(edit);
  if (next) editor.select({ shotId: next.id, passId: passOf(project, next) });
}

function passOf({ passes }: Project, shot: Shot): string | null {
  return passes.find(({ shots }) => shots.includes(shot))?.id ?? null;
}

/** Adds a shot behind another, as long as its pass has room for. */
export function addAfter({ passes }: Project, shotId: string): void {
  for (const pass of passes) {
    const index = pass.shots.findIndex(({ id }) => id === shotId);
    if (index !== -1) addShotTo(pass, index + 1);
  }
}

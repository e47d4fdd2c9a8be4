/** Owns giving a shot its camera move by a key: the names of the moves, those that have a digit, and which shot is meant. */
import type { Project } from "../../../shared/project/model.ts";
import { type CameraMove, cameraMoves } from "../../../shared/project/vocabulary.ts";
import { findPlaced, placedAt } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";

/** The moves of the digits 1 to 9, in their order. */
export const keyedMoves = cameraMoves.slice(0, 9);

export function labelMove(move: CameraMove): string {
  if (move === "fpv") return "FPV";
  const words = move.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Gives the move to the shot that is seen while playing, else to the selected one, else to that under the playhead. */
export function giveMove(project: Project, move: CameraMove): void {
  const { selection, playheadFrame, playing } = editor.get();
  const found = (playing ? null : findPlaced(project, selection)) ?? placedAt(editor.get(), playheadFrame);
  if (!found) return;
  const { id, camera } = found.placed.shot;
  void editor.apply({ type: "shot.describe", shotId: id, fields: { camera: { ...camera, move } } });
}

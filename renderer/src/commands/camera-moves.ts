/** Owns giving a shot its camera move by a key: the names of the moves, those that have a digit, and which shot is meant. */
import type { Camera, Project, Shot } from "../../../shared/project/model.ts";
import { type CameraMove, cameraMoves } from "../../../shared/project/vocabulary.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { findPlaced, placedAt } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";

/** The moves of the digits 1 to 9, in their order. */
export const keyedMoves = cameraMoves.slice(0, 9);

export function labelMove(move: CameraMove): string {
  if (move === "fpv") return "FPV";
  const words = move.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function labelEasing(easing: number): string {
  if (easing <= 20) return "Even";
  return easing < 60 ? "Eased" : "Soft";
}

/** How a move goes, in a few words. */
export function labelPace({ strength, easing, hold }: Camera): string {
  const parts = [
    strength === undefined ? "" : `${strength}%`,
    easing === undefined ? "" : labelEasing(easing),
    hold === undefined ? "" : labelHold(hold),
  ];
  return parts.filter(Boolean).join(" · ") || "Usual";
}

function labelHold({ start, end }: NonNullable<Camera["hold"]>): string {
  if (start > 0 && end > 0) return `Holds ${start}% and ${end}%`;
  return start > 0 ? `Holds ${start}% first` : `Holds ${end}% last`;
}

/** The shot that a camera is given to: the one that is seen while playing, else the selected one, else that under the playhead. */
function meantShot(project: Project): Shot | null {
  const { selection, playheadFrame, playing } = editor.get();
  const found = (playing ? null : findPlaced(project, selection)) ?? placedAt(editor.get(), playheadFrame);
  return found?.placed.shot ?? null;
}

export function openCameraPalette(project: Project): void {
  const shot = meantShot(project);
  if (shot) openDialog({ kind: "camera", shotId: shot.id });
}

export function giveMove(project: Project, move: CameraMove): void {
  const shot = meantShot(project);
  if (!shot) return;
  const { id, camera } = shot;
  void editor.apply({ type: "shot.describe", shotId: id, fields: { camera: { ...camera, move } } });
}

/** Owns trimming and slipping in the cut from the keyboard: by frames, through the same rules as the pointer. */
import { type CutShot, cutPlaceAt } from "../../../shared/cut/out/programme.ts";
import { slip, type Trimmed, trimEdge, trimsByFrames } from "../../../shared/cut/out/trim.ts";
import type { EditorState } from "../state/editor-state.ts";
import { cutOf, rangeInCut } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";

/** The selected shot, else that under the playhead, as the cut plays it. */
function cutShotInHand(state: EditorState): CutShot | null {
  const { shotId } = state.selection;
  const cut = cutOf(state);
  for (const { shots } of shotId === null ? [] : cut.passes) {
    const selected = shots.find(({ shot }) => shot.id === shotId);
    if (selected) return selected;
  }
  return cutPlaceAt(cut, state.playheadFrame)?.cutShot ?? null;
}

/**
 * The shot in hand where it is trimmed by frames. Null while the timeline shows one pass, where lengths are the plan's, and for an
 * animatic that plays as planned.
 */
export function shotToTrim(state: EditorState): CutShot | null {
  const cutShot = state.timelineView.shows === "pass" ? null : cutShotInHand(state);
  return cutShot && trimsByFrames(cutShot) ? cutShot : null;
}

/** Trims an edge to the playhead, of a start with the playhead on it afterwards; false when nothing is trimmed by frames. */
export function trimInCut(edge: "start" | "end"): boolean {
  const state = editor.get();
  const cutShot = shotToTrim(state);
  const range = cutShot && rangeInCut(state, { passId: cutShot.pass.id, shotId: cutShot.shot.id });
  if (!cutShot || !range) return false;
  applyTrim(cutShot, trimEdge(cutShot, edge, state.playheadFrame - range[edge]));
  // What was seen at the playhead is where the shot begins now.
  if (edge === "start" && !state.playing) editor.seek(range.start);
  return true;
}

/** Moves the film under the shot by so many frames, to the right with positive ones; false when nothing is trimmed by frames. */
export function slipInCut(frames: number): boolean {
  const cutShot = shotToTrim(editor.get());
  if (cutShot) applyTrim(cutShot, slip(cutShot, -frames));
  return cutShot !== null;
}

/** Has the cut play the shot as planned again. */
export function resetTrim(): void {
  const shot = cutShotInHand(editor.get())?.shot;
  if (shot?.trim) void editor.apply({ type: "shot.describe", shotId: shot.id, fields: { trim: null } });
}

function applyTrim({ shot }: CutShot, { trim, movedFrames, stoppedBy }: Trimmed): void {
  if (movedFrames !== 0) void editor.apply({ type: "shot.describe", shotId: shot.id, fields: { trim } });
  editor.showWall(stoppedBy);
}

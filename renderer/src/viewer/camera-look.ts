/** Owns what the still viewer does when the camera of the shot in view is edited: it plays the new move once, and says the camera for a while. */
import type { PlannedShot } from "../../../shared/animatic/plan-frames.ts";

/** A long move is shown faster than it will play. */
const moveMsMax = 3000;
const saidMs = 2500;

export interface CameraLook {
  /** How far the move that is played has come, 0 to 1; null while the frame at the playhead shows. */
  readonly progress: number | null;
  /** The camera in words; null when there is none, or when it has been said for long enough. */
  readonly says: string | null;
}

const nothing: CameraLook = { progress: null, says: null };

export interface CameraWatch {
  /** What to show of `shot`, which is in view at `nowMs`; `still`: nothing plays and the playhead has not moved. */
  look(shot: PlannedShot, still: boolean, nowMs: number): CameraLook;
}

export function createCameraWatch(): CameraWatch {
  let seen: PlannedShot | null = null;
  let moveFromMs = Number.NEGATIVE_INFINITY;
  let saidFromMs = Number.NEGATIVE_INFINITY;
  return {
    look(shot, still, nowMs) {
      const before = seen;
      seen = shot;
      if (!still || before?.shot.id !== shot.shot.id) {
        moveFromMs = Number.NEGATIVE_INFINITY;
        saidFromMs = Number.NEGATIVE_INFINITY;
        return nothing;
      }
      const { move, durationSeconds } = shot.take;
      if (wayOf(before) !== wayOf(shot)) moveFromMs = nowMs;
      if (before.card.camera !== shot.card.camera) saidFromMs = nowMs;
      const progress = (nowMs - moveFromMs) / Math.min(durationSeconds * 1000, moveMsMax);
      const moves = move !== "static" && progress < 1;
      const said = moves || nowMs - saidFromMs < saidMs;
      return { progress: moves ? progress : null, says: said ? shot.card.camera || null : null };
    },
  };
}

/** All that a director says of a move. */
function wayOf({ take: { move, slowMotion, strength, easing, hold } }: PlannedShot): string {
  return JSON.stringify([move, slowMotion, strength, easing, hold]);
}

/** Owns trimming and slipping a shot in the cut by frames: what shows it is never left, and one frame always stays. */
import type { Wall } from "../../budget/wall.ts";
import type { Trim } from "../../project/model.ts";
import type { CutShot } from "./programme.ts";

/** `movedFrames`: how far it went of what was asked; zero leaves the shot as it was. */
export interface Trimmed {
  readonly trim: Trim;
  readonly movedFrames: number;
  readonly stoppedBy: Wall | null;
}

/**
 * Moves an edge of a shot by so many frames of the cut, later with positive ones: the start takes frames away or brings some back,
 * the end lengthens or shortens.
 */
export function trimEdge(cutShot: CutShot, edge: "start" | "end", deltaFrames: number): Trimmed {
  const { firstFrame, frames } = cutShot;
  const there = framesThere(cutShot);
  if (edge === "start") {
    const moved = clamp(deltaFrames, -firstFrame, frames - 1);
    const wall = deltaFrames < moved ? startWall(cutShot) : deltaFrames > moved ? oneFrame : null;
    return trimmed(cutShot, firstFrame + moved, frames - moved, moved, wall);
  }
  const moved = clamp(deltaFrames, 1 - frames, there - firstFrame - frames);
  const wall = deltaFrames > moved ? endWall(cutShot) : deltaFrames < moved ? oneFrame : null;
  return trimmed(cutShot, firstFrame, frames + moved, moved, wall);
}

/** Shows a part of the film that begins so many frames later, as long as before. */
export function slip(cutShot: CutShot, deltaFrames: number): Trimmed {
  const { firstFrame, frames } = cutShot;
  const moved = clamp(deltaFrames, -firstFrame, framesThere(cutShot) - firstFrame - frames);
  const wall = deltaFrames < moved ? startWall(cutShot) : deltaFrames > moved ? endWall(cutShot) : null;
  return trimmed(cutShot, firstFrame + moved, frames, moved, wall);
}

/** Whether a shot is trimmed by frames in the cut: an animatic that plays as planned is as long as its plan. */
export function trimsByFrames({ take, shot, frames }: CutShot): boolean {
  return frames > 0 && (take !== null || shot.trim !== undefined);
}

/** Frames of what shows the shot: those of the film, or of the plan for an animatic. */
export function framesThere({ part, plannedFrames }: CutShot): number {
  return part?.filmFrames ?? plannedFrames;
}

function trimmed(
  { part }: CutShot,
  firstFrame: number,
  frames: number,
  movedFrames: number,
  stoppedBy: Wall | null,
): Trimmed {
  return { trim: { in: firstFrame - (part?.shotIn ?? 0), frames }, movedFrames, stoppedBy };
}

/** A shot whose trim reaches past what is there has nothing to give on that side. */
function clamp(value: number, least: number, most: number): number {
  // No minus zero: it is not the same data as zero.
  return Math.max(Math.min(0, least), Math.min(Math.max(0, most), value)) + 0;
}

const oneFrame: Wall = { code: "one-frame", message: "A shot keeps at least one frame." };

function startWall({ take }: CutShot): Wall {
  if (!take) return { code: "film-start", message: "The shot's animatic begins here." };
  return { code: "film-start", message: `Take ${take.number} begins here.` };
}

function endWall({ take }: CutShot): Wall {
  const next = "Lengthen the shot in its pass first.";
  if (!take) return { code: "film-end", message: "The shot's animatic ends here.", next };
  return { code: "film-end", message: `Take ${take.number} has no more frames.` };
}

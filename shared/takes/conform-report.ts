/** Owns the conform report of a take: what was planned, what came back, and what makes it fit, shot by shot. */
import type { ShotTake } from "./take-shots.ts";

/**
 * What makes a shot fit its plan: nothing; `handle`: the few frames more are handles; `trim`: many more are cut off; `hold`: the last
 * frame stands for the few that lack; `retime`: so many lack that it has to play slower, or be shorter; `missing`: no frames at all.
 */
export const remedies = ["none", "handle", "trim", "hold", "retime", "missing"] as const;
export type Remedy = (typeof remedies)[number];

/** Frames of the film. `difference`: returned less planned. */
export interface ConformedShot {
  readonly shotId: string;
  readonly planned: number;
  readonly returned: number;
  readonly difference: number;
  readonly remedy: Remedy;
}

/** As many as are kept around a clip unless the user asks for another number. */
const handleFramesMax = 12;
/** A sixth of a second at 24 fps: longer, a still picture is seen to stand. */
const heldFramesMax = 4;

/** `returned` adds up to the film's frames. */
export function conformReport(shots: readonly ShotTake[]): ConformedShot[] {
  return shots.map(({ shotId, planned, inFrame, outFrame }) => {
    const returned = outFrame - inFrame;
    const difference = returned - planned;
    return { shotId, planned, returned, difference, remedy: remedyOf(returned, difference) };
  });
}

function remedyOf(returned: number, difference: number): Remedy {
  if (returned === 0) return "missing";
  if (difference === 0) return "none";
  if (difference > 0) return difference <= handleFramesMax ? "handle" : "trim";
  return -difference <= heldFramesMax ? "hold" : "retime";
}

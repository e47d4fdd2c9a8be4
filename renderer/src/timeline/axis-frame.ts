/** Owns how frames of the cut, which the playhead counts, and places on the axis in view answer each other. */
import { cutFrameAt, planFrameAt } from "../../../shared/cut/out/programme.ts";
import type { Scene } from "./scene.ts";
import { frameAtX } from "./time-scale.ts";

/** The frame of the cut under `x`, whole and of what is shown: past the last shot it is the last frame. */
export function frameUnder({ scale, open, span, cut }: Scene, x: number): number {
  const endFrame = open?.endFrame ?? span.endFrame;
  const frame = Math.max(span.startFrame, Math.min(endFrame - 1, Math.floor(frameAtX(scale, x))));
  return open ? cutFrameAt(cut, frame) : frame;
}

/** Where a frame of the cut lies on the axis in view: that of the plan while one pass is shown, else the cut's own. */
export function axisFrameOf({ open, cut }: Scene, frame: number): number {
  return open ? planFrameAt(cut, frame) : frame;
}

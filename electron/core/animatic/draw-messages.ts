/** Owns what the renderer and its drawing worker say to each other. */
import type { AnimaticPlan } from "../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import type { FontFile } from "../fonts/frame-fonts.ts";
import type { DrawCosts } from "./draw-costs.ts";

/** The worker's data: everything that its frames depend on. */
export interface DrawJob {
  readonly plan: AnimaticPlan;
  /** Picture files by media id; null where there is none. */
  readonly files: readonly (readonly [mediaId: string, file: string | null])[];
  readonly frame: SizePx;
  readonly burnIn: boolean;
  readonly matte: number | null;
  /** In the order in which they are asked for a character. */
  readonly fonts: readonly FontFile[];
  readonly isTimed?: boolean;
}

/** Asks for the next frame, into a buffer that was used before when there is one. */
export interface ToWorker {
  readonly buffer: ArrayBuffer | null;
}

/** The next frame: planar 4:2:0, BT.709, limited range. */
export interface FromWorker {
  readonly buffer: ArrayBuffer;
  /** Of all frames so far, when they are timed. */
  readonly costs?: DrawCosts;
}

/** Owns what is seen of a shot's take at a glance: what of its film lies along the shot, and how it stands. */
import type { CutShot } from "../../../shared/cut/out/programme.ts";
import type { TakeProducts } from "../../../shared/takes/products.ts";
import type { Take } from "../../../shared/takes/take.ts";

/** Which frames lie along a shot's box, counted on the grid of the cut's rate. */
export interface ShownFrames {
  /** At the start of the box; of a film counted from its first frame. */
  readonly firstFrame: number;
  /** All along the box. */
  readonly frames: number;
  /** How many of them the film has. */
  readonly thereFrames: number;
  /** The part that the cut plays, in frames from the start of the box: half-open. */
  readonly played: { readonly from: number; readonly to: number };
}

/** What lies along a shot that a take shows: in the plan its planned length from the shot's first frame on, in the cut what is played. */
export function shownFrames({ part, firstFrame, frames, plannedFrames }: CutShot, axis: "plan" | "cut"): ShownFrames {
  if (axis === "cut" || !part) return { firstFrame, frames, thereFrames: frames, played: { from: 0, to: frames } };
  const inside = (frame: number) => Math.min(plannedFrames, Math.max(0, frame - part.shotIn));
  return {
    firstFrame: part.shotIn,
    frames: plannedFrames,
    thereFrames: Math.max(0, Math.min(plannedFrames, part.filmFrames - part.shotIn)),
    played: { from: inside(firstFrame), to: inside(firstFrame + frames) },
  };
}

/** How a take stands, what matters most first; `preparing` is how far it is, 0 to 1. */
export interface TakeStanding {
  readonly isOffline: boolean;
  readonly isRejected: boolean;
  /** The plan no longer says what the take was made from. */
  readonly isStale: boolean;
  readonly isCircled: boolean;
  readonly hasFailed: boolean;
  readonly preparing: number | null;
}

export function standingOf({ pass }: CutShot, take: Take, products: TakeProducts | undefined): TakeStanding {
  const state = products?.state ?? "waiting";
  return {
    isOffline: state === "missing",
    isRejected: pass.takes?.[take.id]?.rejected !== undefined,
    isStale: take.stale !== undefined,
    isCircled: pass.circledTake === take.id,
    hasFailed: state === "failed",
    preparing: state === "waiting" || state === "making" ? (products?.progress ?? 0) : null,
  };
}

/** The word for what matters most, `Offline`, `Preparing 40%`; empty when all is well. */
export function standingWord({ isOffline, isRejected, isStale, hasFailed, preparing }: TakeStanding): string {
  if (isOffline) return "Offline";
  if (hasFailed) return "No preview";
  if (isRejected) return "Rejected";
  if (isStale) return "Plan changed";
  return preparing === null ? "" : `Preparing ${Math.round(preparing * 100)}%`;
}

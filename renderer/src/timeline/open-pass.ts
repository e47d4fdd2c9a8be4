/** Owns the open pass as a place: the stretch of the programme that it has to itself, from its start to its limit, and the room left in it. */
import { formatSeconds, type Wall } from "../../../shared/budget/wall.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { frameAtMs } from "../../../shared/time/rate.ts";
import { type ProgrammeLayout, totalFrames } from "../state/programme-layout.ts";
import type { Span } from "./time-scale.ts";

/** All frames count from the start of the programme. */
export interface OpenPass {
  readonly index: number;
  readonly pass: Pass;
  readonly startFrame: number;
  /** Where its shots end. */
  readonly endFrame: number;
  /** Where the limit of its profile lies: the wall. Before `endFrame` when the pass is too long. */
  readonly limitFrame: number;
}

/** The pass at `index`; null when there is none. */
export function openPassAt(layout: ProgrammeLayout, index: number): OpenPass | null {
  const pass = layout.passes[index];
  if (!pass) return null;
  const startFrame = layout.passStarts[index] as number;
  return {
    index,
    pass,
    startFrame,
    endFrame: layout.passStarts[index + 1] as number,
    limitFrame: startFrame + frameAtMs(limitsOf(pass.profile).totalMs.max, layout.rate),
  };
}

/** What the timeline shows: the open pass up to its limit, or as far as its shots go beyond; else the whole programme. */
export function spanOf(layout: ProgrammeLayout, open: OpenPass | null): Span {
  if (!open) return { startFrame: 0, endFrame: totalFrames(layout) };
  return { startFrame: open.startFrame, endFrame: Math.max(open.endFrame, open.limitFrame) };
}

/** The part of a pass that no shot uses. Times are milliseconds. */
export interface Room {
  readonly freeMs: number;
  /** What a click does, or why it does nothing. */
  readonly hint: string;
}

/** The room left in a pass; null when it is full. */
export function roomOf(pass: Pass): Room | null {
  const limits = limitsOf(pass.profile);
  const freeMs = limits.totalMs.max - totalMs(pass);
  if (freeMs <= 0) return null;
  if (pass.shots.length >= limits.shotsMax) {
    return { freeMs, hint: `${pass.shots.length} of ${limits.shotsMax} shots used` };
  }
  const shortest = formatSeconds(limits.shotMs.min);
  if (freeMs < limits.shotMs.min) return { freeMs, hint: `The shortest shot is ${shortest}` };
  return { freeMs, hint: `Click to add ${shortest}, double-click to fill` };
}

/** Whether the limit of the open pass is what stopped an edit; a shot may also have found no room in another pass. */
export function isStoppedByLimit({ pass }: OpenPass, wall: Wall | undefined): boolean {
  const freeMs = roomOf(pass)?.freeMs ?? 0;
  return wall?.code === "pass-full" && freeMs < limitsOf(pass.profile).shotMs.min;
}

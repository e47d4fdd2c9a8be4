/** Owns which frame plays at which moment: counted from where playing began, so that no late tick can ever add up. */
import type { Rate } from "../../../shared/time/rate.ts";

/** Where and when playing began; `speed` is a multiple of real time, negative for backwards. */
export interface PlayAnchor {
  readonly frame: number;
  readonly atMs: number;
  readonly speed: number;
}

/** Half-open, in frames of the programme. */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

/** The frame to show at `nowMs`; it may lie outside the programme. */
export function frameAtTime(anchor: PlayAnchor, nowMs: number, rate: Rate): number {
  const elapsed = ((nowMs - anchor.atMs) * rate.num * anchor.speed) / (rate.den * 1000);
  return anchor.frame + Math.trunc(elapsed);
}

/** Where a played frame lies in what is played: wrapped around when it repeats, else held at the end, which ends playing. */
export function placeInRange(frame: number, range: FrameRange, repeat: boolean): { frame: number; ended: boolean } {
  const length = range.end - range.start;
  if (length <= 0) return { frame: range.start, ended: true };
  if (frame >= range.start && frame < range.end) return { frame, ended: false };
  if (repeat) {
    const into = (((frame - range.start) % length) + length) % length;
    return { frame: range.start + into, ended: false };
  }
  return { frame: frame < range.start ? range.start : range.end - 1, ended: true };
}

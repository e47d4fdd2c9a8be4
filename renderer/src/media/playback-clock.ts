/** Owns which frame plays at which moment: counted from where playing began, so that no late tick can ever add up. */
import type { Rate } from "../../../shared/time/rate.ts";

/** Faster than this, and backward, there is no sound. */
export const heardSpeedMax = 2;
/** What is heard first is scheduled this long before: the picture waits for it. */
export const leadSeconds = 0.02;

/** Where and when playing began; `speed` is a multiple of real time, negative for backwards. */
export interface PlayAnchor {
  readonly frame: number;
  readonly atMs: number;
  readonly speed: number;
}

/** Half-open, in frames of what is played. */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

/** The frame to show at `nowMs`; it may lie outside of what is played. What begins later shows its first frame until then. */
export function frameAtTime(anchor: PlayAnchor, nowMs: number, rate: Rate): number {
  const elapsed = (Math.max(0, nowMs - anchor.atMs) * rate.num * anchor.speed) / (rate.den * 1000);
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

/** No later frame than this is looked back from: whoever fell behind further shows the next one that comes. */
const lookedBackFrames = 48;

/**
 * The latest frame up to `due` whose picture is ready, after `shown` in the direction of play; `shown` when there is none. When the
 * range `repeats` and began again, what was played before that does not count.
 */
export function latestReady(
  due: number,
  shown: number,
  { start, end }: FrameRange,
  repeats: boolean,
  direction: number,
  isReady: (frame: number) => boolean,
): number {
  const behind = (shown - due) * direction;
  // A clock may tremble; only half a range back is begun again.
  if (behind > 0 && !(repeats && behind * 2 >= end - start)) return shown;
  const first = behind <= 0 ? shown + direction : direction > 0 ? start : end - 1;
  const count = Math.min(lookedBackFrames, (due - first) * direction + 1);
  for (let back = 0; back < count; back += 1) {
    const frame = due - back * direction;
    if (isReady(frame)) return frame;
  }
  return shown;
}

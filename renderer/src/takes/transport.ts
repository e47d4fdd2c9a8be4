/** Owns which frame a dialog of takes shows at which moment: played, shuttled and stepped; a frame is shown only when its pictures are there. */
import type { Rate } from "../../../shared/time/rate.ts";
import { type FrameRange, frameAtTime, type PlayAnchor, placeInRange } from "../media/playback-clock.ts";

/** `speed` is a multiple of real time, negative backwards; 0 stands still. */
export interface TransportState {
  readonly frame: number;
  readonly speed: number;
}

/** The frame that is due at `nowMs`; from the end it goes on at the start, and backwards the other way. */
export function dueFrame(from: PlayAnchor, nowMs: number, rate: Rate, range: FrameRange): number {
  return placeInRange(frameAtTime(from, nowMs, rate), range, true).frame;
}

/** The frames to decode next, the most urgent first: those that are due after `frame` at this speed. */
export function framesAhead({ frame, speed }: TransportState, range: FrameRange, count: number): number[] {
  const step = speed === 0 ? 1 : speed;
  const length = Math.max(1, range.end - range.start);
  return Array.from({ length: count }, (_, index) => {
    const into = (frame - range.start + index * step) % length;
    return range.start + Math.trunc(into < 0 ? into + length : into);
  });
}

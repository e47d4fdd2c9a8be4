/** Owns how far a move has come at a moment: its easing, holds, length and sway, for what moves a picture and what moves a camera. */
import type { CameraMove } from "../project/vocabulary.ts";
import { ease, glide, settle, unheld } from "./easing.ts";
import { sway } from "./sway.ts";

export interface CameraTake {
  readonly move: CameraMove;
  readonly durationSeconds: number;
  readonly slowMotion: boolean;
  /** Any integer; hand-held moves differ from seed to seed and repeat exactly for the same one. */
  readonly seed: number;
  /** How far the move goes, in percent of what is usual for its length; absent: 100. */
  readonly strength?: number;
  /** How softly it starts and stops, in percent; absent: as the move does by itself. */
  readonly easing?: number;
  /** How long the camera stays still before and after the move, in percent of the shot; absent: not at all. */
  readonly hold?: { readonly start: number; readonly end: number };
}

/** What a move may draw on: eased and plain progress, the time it has, how far it should travel, and its own noise. */
export interface Moment {
  readonly eased: number;
  readonly progress: number;
  /** Plain progress, unless it is said how softly to go. */
  readonly flown: number;
  /** Whether the camera is held before or after the move. */
  readonly isHeld: boolean;
  readonly durationSeconds: number;
  readonly travel: number;
  sway(channel: number, highestHz: number): number;
  /** Starts and stops softly, or as softly as it is said; clamps outside 0..1. */
  soften(share: number): number;
}

/** The moment at `progress` (0 to 1, clamped). */
export function momentOf(take: CameraTake, progress: number): Moment {
  const { slowMotion, easing, hold } = take;
  const clamped = Math.min(1, Math.max(0, progress));
  const moved = hold ? unheld(clamped, hold) : clamped;
  const shotSeconds = Math.max(take.durationSeconds, 0.001);
  const durationSeconds = hold ? shotSeconds * (1 - (hold.start + hold.end) / 100) : shotSeconds;
  const pace = slowMotion ? 0.5 : 1;
  const calm = slowMotion ? 0.6 : 1;
  const seconds = moved * durationSeconds;
  const soften = easing === undefined ? settle : (share: number) => ease(share, easing);
  const plain = slowMotion && easing === undefined ? settle(moved) : moved;
  return {
    eased: easing === undefined && !slowMotion ? glide(moved) : soften(moved),
    progress: plain,
    flown: easing === undefined ? plain : soften(moved),
    isHeld: hold !== undefined && (moved === 0 || moved === 1),
    durationSeconds,
    // Short shots travel less, so that they do not race; long ones a little more. A hold leaves where a move starts and ends.
    travel: calm * Math.min(1.25, Math.max(0.5, Math.sqrt(shotSeconds / 4))),
    sway: (channel, highestHz) => calm * sway(seconds * pace, take.seed * 16 + channel, highestHz),
    soften,
  };
}

/** 0..1 to -1..1. */
export function swing(share: number): number {
  return 2 * share - 1;
}

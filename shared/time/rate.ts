/** Owns the project frame rates: exact rationals with their names and timecode counting. */

/** A frame rate of `num/den` frames a second; `dropFrame` says how its timecode is counted. */
export interface Rate {
  readonly num: number;
  readonly den: number;
  readonly dropFrame: boolean;
}

const rates = {
  "23.976": { num: 24000, den: 1001, dropFrame: false },
  "24": { num: 24, den: 1, dropFrame: false },
  "25": { num: 25, den: 1, dropFrame: false },
  "29.97": { num: 30000, den: 1001, dropFrame: false },
  "29.97df": { num: 30000, den: 1001, dropFrame: true },
  "30": { num: 30, den: 1, dropFrame: false },
  "48": { num: 48, den: 1, dropFrame: false },
  "50": { num: 50, den: 1, dropFrame: false },
  "59.94": { num: 60000, den: 1001, dropFrame: false },
  "59.94df": { num: 60000, den: 1001, dropFrame: true },
  "60": { num: 60, den: 1, dropFrame: false },
} as const satisfies Record<string, Rate>;

/** The name of a project rate, as the plan file writes it. */
export type RateName = keyof typeof rates;

export const rateNames = [
  "23.976",
  "24",
  "25",
  "29.97",
  "29.97df",
  "30",
  "48",
  "50",
  "59.94",
  "59.94df",
  "60",
] as const satisfies readonly RateName[];

export function rateOf(name: RateName): Rate {
  return rates[name];
}

/** Frames that one second of timecode counts: 24 at 23.976, 30 at 29.97, otherwise the rate itself. */
export function timebaseOf(rate: Rate): number {
  return Math.round(rate.num / rate.den);
}

/**
 * The frame at which a planned time falls. A planned second is one second of timecode, so 15 s is 360 frames at 24 and
 * also at 23.976 (where it plays for 15.015 s). Boundaries are converted, never durations, so that rounding cannot add up.
 */
export function frameAtMs(timeMs: number, rate: Rate): number {
  return Math.round((timeMs * timebaseOf(rate)) / 1000);
}

/** Seconds of real time that `frames` take, for display and for tools that accept only seconds; never stored. */
export function secondsOfFrames(frames: number, rate: Rate): number {
  return (frames * rate.den) / rate.num;
}

/** Whether both show as many frames in the same time, however their timecode is counted. */
export function sameSpeed(one: Pick<Rate, "num" | "den">, other: Pick<Rate, "num" | "den">): boolean {
  return one.num * other.den === other.num * one.den;
}

/** `24`, `23.976`, `29.97`: frames a second as people write them. */
export function speedName({ num, den }: Pick<Rate, "num" | "den">): string {
  return String(Number((num / den).toFixed(3)));
}

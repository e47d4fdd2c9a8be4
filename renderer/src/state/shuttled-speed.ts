/** Owns how J and L change the speed of what plays, in the viewer and wherever takes play. */

/** The other way starts at normal speed, the same way doubles it up to eight times. `speed` is 0 while nothing plays. */
export function shuttledSpeed(speed: number, direction: 1 | -1): number {
  const faster = Math.sign(speed) === direction ? speed * 2 : direction;
  return Math.sign(faster) * Math.min(8, Math.abs(faster));
}

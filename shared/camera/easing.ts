/** Owns how moves start and stop. */

/** Of a way, over which a dolly gathers speed and over which it slows, where nobody says how softly it goes. */
const dollyRamp = 1 / 6;

/**
 * A dolly's way through 0..1: it gathers speed over the first `ramp`, runs evenly, and slows over the last `ramp`; 0 is an even speed
 * from end to end, 0.5 never runs evenly.
 */
export function glide(progress: number, ramp = dollyRamp): number {
  const top = 1 / (1 - ramp);
  if (progress <= 0) return 0;
  if (progress >= 1) return 1;
  if (progress < ramp) return (top * progress * progress) / (2 * ramp);
  if (progress > 1 - ramp) return 1 - glide(1 - progress, ramp);
  return top * (progress - ramp / 2);
}

/** Eases in and out with neither jump nor jerk at the ends (Perlin's quintic); clamps outside 0..1. */
export function settle(progress: number): number {
  const share = Math.min(1, Math.max(0, progress));
  return share * share * share * (share * (share * 6 - 15) + 10);
}

/** Goes as softly as is asked: `easing` is a percentage, 0 at an even speed and 100 as softly as there is time; clamps outside 0..1. */
export function ease(progress: number, easing: number): number {
  return glide(progress, easing / 200);
}

/** The easing at which a dolly goes by itself, in whole percent. */
export const usualEasing = Math.round(dollyRamp * 200);

/** What of a shot's progress is a move's own, 0 to 1, where the camera stays still at either end for so many percent of the shot. */
export function unheld(progress: number, hold: { readonly start: number; readonly end: number }): number {
  const moving = 1 - (hold.start + hold.end) / 100;
  return Math.min(1, Math.max(0, (progress - hold.start / 100) / moving));
}

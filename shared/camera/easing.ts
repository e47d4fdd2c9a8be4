/** Owns how moves start and stop. */

/** A dolly's way through 0..1: it gathers speed over the first sixth, runs evenly, and slows over the last sixth. */
export function glide(progress: number): number {
  const ramp = 1 / 6;
  const top = 1 / (1 - ramp);
  if (progress <= 0) return 0;
  if (progress >= 1) return 1;
  if (progress < ramp) return (top * progress * progress) / (2 * ramp);
  if (progress > 1 - ramp) return 1 - glide(1 - progress);
  return top * (progress - ramp / 2);
}

/** Eases in and out with neither jump nor jerk at the ends (Perlin's quintic); clamps outside 0..1. */
export function settle(progress: number): number {
  const share = Math.min(1, Math.max(0, progress));
  return share * share * share * (share * (share * 6 - 15) + 10);
}

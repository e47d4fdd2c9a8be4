/** Owns the unrest of a carried camera: noise that is smooth, repeatable and without frequencies above a limit. */

/** Shares of the highest frequency, without common divisors, so that the sum does not repeat within a shot. */
const partials = [0.173, 0.293, 0.457, 0.683, 1] as const;

/** Noise between -1 and 1 at a time in seconds, with no component above `highestHz`; another `seed`, another noise. */
export function sway(seconds: number, seed: number, highestHz: number): number {
  let sum = 0;
  let weights = 0;
  partials.forEach((partial, index) => {
    // Slow parts are wide and fast parts narrow, as a body moves.
    const weight = 1 / (0.4 + partial);
    sum += weight * Math.sin(2 * Math.PI * (partial * highestHz * seconds + phase(seed, index)));
    weights += weight;
  });
  return sum / weights;
}

/** A repeatable number in 0..1 (an integer hash; all steps stay within 32 bits). */
function phase(seed: number, index: number): number {
  let hash = Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae3d);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 2 ** 32;
}

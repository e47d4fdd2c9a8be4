/** Owns the bell of the drowned church: bronze, its timber headstock, wheel and clapper. */

import { paints } from "./paints.ts";
import { touched } from "./scene.ts";
import { box, createLimb, ellipsoid, noise, ring, rod, smoothStep, span, sphere } from "./solids.ts";

/** From lip to crown, metres; the lip is at the local y of 0. */
const height = 1.2;

/** Outer radius in metres at `t`, 0 at the lip and 1 at the shoulder's top. */
function profile(t: number): number {
  const waist = 0.36 + 0.34 * (1 - smoothStep(-0.05, 0.62, t)) ** 1.6 + 0.05 * (1 - t);
  if (t < 0.84) return waist;
  const turn = Math.min((t - 0.84) / 0.16, 1);
  return waist * Math.sqrt(Math.max(0, 1 - turn * turn * 0.92));
}

const clapper = createLimb([0, 0.95, 0], [0, 0.06, 0], 0.032, 0.045);
const strapFront = createLimb([0.16, 1.16, 0], [0.1, 1.42, 0], 0.035);
const strapBack = createLimb([-0.16, 1.16, 0], [-0.1, 1.42, 0], 0.035);

/** Distance to the bell, its lip's middle at the origin; leaves the part's material in `touched`. */
export function bellDistance(x: number, y: number, z: number): number {
  const far = ellipsoid(x, y - 0.75, z, 1.5, 1.25, 1.2);
  if (far > 0.4) return far * 0.7;
  const around = Math.sqrt(x * x + z * z);
  const t = y / height;
  const radius = profile(t);
  let best = Math.max((around - radius) * 0.72, -y, y - height);
  best = Math.max(best, -(around - radius + 0.075 - smoothStep(0.25, 0, t) * 0.03) * 0.72, t > 0.93 ? -1 : -1e9);
  for (const band of [0.1, 0.17, 0.6, 0.64, 0.8])
    best = Math.min(best, span(around - profile(band) - 0.002, y - band * height) - 0.014);
  best = Math.min(best, span(around - profile(0.01), y - 0.01) - 0.022);
  // Worn and crusted: a surface that is too clean reads as new.
  if (best < 0.03) best += (noise(x * 14, y * 14, z * 14) - 0.5) * 0.008;
  touched.material = paints.bronze;
  const nearer = (distance: number, material: number): void => {
    if (distance >= best) return;
    best = distance;
    touched.material = material;
  };
  nearer(Math.min(strapFront(x, y, z), strapBack(x, y, z), ring(x, y - 1.3, z, 0.1, 0.035)), paints.bronze);
  nearer(clapper(x, y, z), paints.iron);
  nearer(sphere(x, y - 0.06, z, 0.095), paints.iron);
  nearer(box(x, y - 1.55, z, 1.35, 0.17, 0.16, 0.03), paints.timber);
  nearer(box(Math.abs(x) - 0.22, y - 1.55, z, 0.035, 0.19, 0.18, 0.01), paints.iron);
  nearer(rod(y - 1.55, z, x, 0.05, 1.6), paints.iron);
  const wheel = span(span(y - 1.45, z) - 0.88, x - 1.08) - 0.05;
  nearer(wheel, paints.timber);
  const angle = (Math.round((Math.atan2(z, y - 1.45) / Math.PI) * 4) * Math.PI) / 4;
  const spoke = Math.abs(z * Math.cos(angle) - (y - 1.45) * Math.sin(angle));
  nearer(Math.max(span(spoke, x - 1.08) - 0.028, span(y - 1.45, z) - 0.88), paints.timber);
  return best;
}

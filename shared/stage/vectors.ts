/** Owns points and directions on a stage. Meters: x to the right of the floor plan, y up it, z above the floor. Bearings in degrees: 0 up the plan, 90 to its right. */
import type { Spot } from "../project/stage.ts";

export type Point = readonly [x: number, y: number, z: number];

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;
export const degrees = (inRadians: number): number => (inRadians * 180) / Math.PI;

export function plus(a: Point, b: Point, by = 1): Point {
  return [a[0] + by * b[0], a[1] + by * b[1], a[2] + by * b[2]];
}

export function minus(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function lengthOf(a: Point): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** Where one who stands at `from` and goes `distance` meters toward `bearing` arrives. */
export function toward(from: Spot, bearing: number, distance: number): Spot {
  return [from[0] + distance * Math.sin(radians(bearing)), from[1] + distance * Math.cos(radians(bearing))];
}

/** The bearing of `to` as seen from `from`, -180 to 180; 0 where both are one. */
export function bearingTo(from: Spot, to: Spot): number {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  return x === 0 && y === 0 ? 0 : degrees(Math.atan2(x, y));
}

export function apart(a: Spot, b: Spot): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Meters between a spot and the line from one spot to another. */
export function fromLine(from: Spot, to: Spot, spot: Spot): number {
  const long = apart(from, to);
  if (long === 0) return apart(from, spot);
  const share = ((spot[0] - from[0]) * (to[0] - from[0]) + (spot[1] - from[1]) * (to[1] - from[1])) / long ** 2;
  const along = Math.min(1, Math.max(0, share));
  return apart(spot, [from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])]);
}

/** Meters between a spot and a way. */
export function fromPath(path: readonly Spot[], spot: Spot): number {
  if (path.length === 1) return apart(path[0] as Spot, spot);
  return Math.min(...path.slice(1).map((to, index) => fromLine(path[index] as Spot, to, spot)));
}

/** The same bearing from -180 up to 180. */
export function turned(bearing: number): number {
  const turn = ((bearing % 360) + 360) % 360;
  return turn > 180 ? turn - 360 : turn;
}

/** From one bearing to the other by the shorter way. */
export function turnBetween(from: number, to: number, share: number): number {
  return from + turned(to - from) * share;
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/**
 * Where one has come on a path, `share` of its length from its first point, and the bearing in which one goes on. `rounding`: meters
 * before and after a corner over which one turns, instead of on the spot.
 */
export function alongPath(
  path: readonly Spot[],
  share: number,
  rounding = 0,
): { readonly at: Spot; readonly bearing: number } {
  const whole = pathLength(path);
  const gone = whole * Math.min(1, Math.max(0, share));
  const reach = Math.min(rounding, gone, whole - gone);
  // What lies so far before and after is averaged: the place, and the bearing without its jumps from 180 to -180.
  const [from, to] = [gone - Math.max(reach, 1e-9), gone + Math.max(reach, 1e-9)];
  let [begins, bearing, x, y, turn, weight] = [0, 0, 0, 0, 0, 0];
  for (let leg = 1; leg < path.length; leg++) {
    const [a, b] = [path[leg - 1] as Spot, path[leg] as Spot];
    const long = apart(a, b);
    if (long === 0) continue;
    bearing = begins === 0 ? bearingTo(a, b) : bearing + turned(bearingTo(a, b) - bearing);
    const [enters, leaves] = [Math.max(from, begins), Math.min(to, begins + long)];
    if (leaves > enters) {
      const middle = ((enters + leaves) / 2 - begins) / long;
      const part = leaves - enters;
      x += part * mix(a[0], b[0], middle);
      y += part * mix(a[1], b[1], middle);
      turn += part * bearing;
      weight += part;
    }
    begins += long;
  }
  if (gone === 0 || weight === 0) return { at: path[0] as Spot, bearing: weight === 0 ? 0 : turned(turn / weight) };
  return { at: gone === whole ? (path.at(-1) as Spot) : [x / weight, y / weight], bearing: turned(turn / weight) };
}

/** Meters. */
export function pathLength(path: readonly Spot[]): number {
  return path.reduce((sum, spot, index) => sum + (index === 0 ? 0 : apart(path[index - 1] as Spot, spot)), 0);
}

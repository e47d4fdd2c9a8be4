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

/** Where one has come on a path, `share` of its length from its first point, and the bearing of the leg that one is on. */
export function alongPath(path: readonly Spot[], share: number): { readonly at: Spot; readonly bearing: number } {
  const first = path[0] as Spot;
  let left = pathLength(path) * Math.min(1, Math.max(0, share));
  let bearing = 0;
  for (let leg = 1; leg < path.length; leg++) {
    const [from, to] = [path[leg - 1] as Spot, path[leg] as Spot];
    const long = apart(from, to);
    if (long === 0) continue;
    bearing = bearingTo(from, to);
    if (left <= long) return { at: toward(from, bearing, left), bearing };
    left -= long;
  }
  return { at: path.at(-1) ?? first, bearing };
}

/** Meters. */
export function pathLength(path: readonly Spot[]): number {
  return path.reduce((sum, spot, index) => sum + (index === 0 ? 0 : apart(path[index - 1] as Spot, spot)), 0);
}

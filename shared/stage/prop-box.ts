/** Owns the box that a prop fills, and what of a straight way lies in it. */
import type { SceneProp } from "./scene.ts";
import { type Point, radians } from "./vectors.ts";

/** What fills a box: a prop, or a part of one. */
export type Solid = Pick<SceneProp, "at" | "facing" | "size" | "lift">;

/** Where the way from `from` to `to` enters the prop and where it leaves it, in shares of its length; null if it misses it. `room`: meters around it that count as the prop. */
export function stretchIn(
  { at, facing, size: [width, depth, height], lift = 0 }: Solid,
  from: Point,
  to: Point,
  room = 0,
): { readonly enters: number; readonly leaves: number } | null {
  // Most of what is asked about is far away from it.
  const reach = Math.sqrt((width / 2 + room) ** 2 + (depth / 2 + room) ** 2);
  if (isBeside(from[0] - at[0], to[0] - at[0], reach) || isBeside(from[1] - at[1], to[1] - at[1], reach)) return null;
  const [sin, cos] = [Math.sin(radians(facing)), Math.cos(radians(facing))];
  const within = ([x, y, z]: Point): Point => {
    const [right, ahead] = [x - at[0], y - at[1]];
    return [right * cos - ahead * sin, right * sin + ahead * cos, z - lift];
  };
  const [start, end] = [within(from), within(to)];
  const low: Point = [-width / 2 - room, -depth / 2 - room, -room];
  const high: Point = [width / 2 + room, depth / 2 + room, height + room];
  let [enters, leaves] = [0, 1];
  for (const axis of [0, 1, 2] as const) {
    const [near, far] = [low[axis] - start[axis], high[axis] - start[axis]];
    const way = end[axis] - start[axis];
    if (way === 0) {
      if (near > 0 || far < 0) return null;
      continue;
    }
    const [one, other] = [near / way, far / way];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return enters <= leaves ? { enters, leaves } : null;
}

function isBeside(from: number, to: number, reach: number): boolean {
  return (from > reach && to > reach) || (from < -reach && to < -reach);
}

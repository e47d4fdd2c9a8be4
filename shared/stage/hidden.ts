/** Owns whether a prop stands between the camera and a point. */
import type { PropBody } from "../project/vocabulary.ts";
import type { SceneProp } from "./scene.ts";
import { type Point, radians } from "./vectors.ts";

/** Those that fill their size; one looks past a chair and through a window. */
const hiding: ReadonlySet<PropBody> = new Set(["wall", "door", "box", "car"]);

/** A box in which either end lies hides nothing: who sits in a car is seen, and a camera in a wall looks out of it. */
export function isHidden(point: Point, eye: Point, props: readonly SceneProp[]): boolean {
  return props.some((prop) => hiding.has(prop.body) && isBetween(prop, eye, point));
}

function isBetween({ at, facing, size, lift = 0 }: SceneProp, eye: Point, point: Point): boolean {
  const [sin, cos] = [Math.sin(radians(facing)), Math.cos(radians(facing))];
  const within = ([x, y, z]: Point): Point => {
    const [right, up] = [x - at[0], y - at[1]];
    return [right * cos - up * sin, right * sin + up * cos, z - lift];
  };
  const [from, to] = [within(eye), within(point)];
  const low: Point = [-size[0] / 2, -size[1] / 2, 0];
  const high: Point = [size[0] / 2, size[1] / 2, size[2]];
  // The stretch of the line of sight that lies in the box, in shares of its length.
  let [enters, leaves] = [0, 1];
  for (const axis of [0, 1, 2] as const) {
    const [near, far] = [low[axis] - from[axis], high[axis] - from[axis]];
    const way = to[axis] - from[axis];
    if (way === 0) {
      if (near > 0 || far < 0) return false;
      continue;
    }
    const [one, other] = [near / way, far / way];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return enters > 0 && leaves < 1 && enters < leaves;
}

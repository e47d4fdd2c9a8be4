/** Owns whether a prop stands between the camera and a point. */
import type { PropBody } from "../project/vocabulary.ts";
import { stretchIn } from "./prop-box.ts";
import type { SceneProp } from "./scene.ts";
import type { Point } from "./vectors.ts";

/** Those that fill their size; one looks past a chair and through a window. */
const hiding: ReadonlySet<PropBody> = new Set(["wall", "door", "box", "car"]);

/** A box in which either end lies hides nothing: who sits in a car is seen, and a camera in a wall looks out of it. */
export function isHidden(point: Point, eye: Point, props: readonly SceneProp[]): boolean {
  return props.some((prop) => hiding.has(prop.body) && isBetween(prop, eye, point));
}

function isBetween(prop: SceneProp, eye: Point, point: Point): boolean {
  const stretch = stretchIn(prop, eye, point);
  return stretch !== null && stretch.enters > 0 && stretch.leaves < 1 && stretch.enters < stretch.leaves;
}

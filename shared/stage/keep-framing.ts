/** Owns turning a camera so that what it looks at stays where it is in the frame, wherever the camera goes. */
import { axesOf } from "./project-view.ts";
import type { Viewpoint } from "./scene.ts";
import { bearingTo, degrees, dot, lengthOf, minus, type Point, turned } from "./vectors.ts";

/** Where something lies on the sensor of a camera that is not rolled, from its middle, in millimeters. */
export interface SensorPlace {
  readonly right: number;
  readonly up: number;
}

/** Where `point` lies on the sensor; in the middle if it is not ahead of the camera. */
export function onSensor(view: Viewpoint, point: Point): SensorPlace {
  const { ahead, right, above } = axesOf({ ...view, roll: 0 });
  const away = minus(point, view.at);
  const depth = dot(away, ahead);
  if (depth < 1e-6) return { right: 0, up: 0 };
  return { right: (view.lens * dot(away, right)) / depth, up: (view.lens * dot(away, above)) / depth };
}

/** How a camera at `at` behind `lens` is turned so that `target` lies at `place`; of two that stand at one point, level. */
export function aimAt(
  at: Point,
  target: Point,
  place: SensorPlace,
  lens: number,
): Pick<Viewpoint, "bearing" | "tilt" | "focus"> {
  const away = minus(target, at);
  const focus = lengthOf(away);
  if (focus < 1e-6) return { bearing: 0, tilt: 0, focus: 0 };
  const [right, up] = [place.right / lens, place.up / lens];
  const long = Math.hypot(1, right, up);
  const rises = away[2] / focus;
  const tilt = Math.asin(within1((long * rises) / Math.hypot(1, up))) - Math.atan(up);
  const aside = Math.asin(within1(right / long / Math.max(1e-6, Math.hypot(away[0], away[1]) / focus)));
  return {
    bearing: turned(bearingTo([at[0], at[1]], [target[0], target[1]]) - degrees(aside)),
    tilt: degrees(tilt),
    focus,
  };
}

function within1(value: number): number {
  return Math.min(1, Math.max(-1, value));
}

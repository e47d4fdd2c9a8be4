/** Owns what a lens sees of the floor plan: its cone, and who stands in it. */
import type { Spot } from "../../../shared/project/stage.ts";
import { fieldOfView } from "../../../shared/stage/optics.ts";
import { axesOf } from "../../../shared/stage/project-view.ts";
import type { Viewpoint } from "../../../shared/stage/scene.ts";
import { apart, bearingTo, type Point, plus, radians, toward, turned } from "../../../shared/stage/vectors.ts";
import { flat } from "./plan-things.ts";

/** A camera that looks down or up more steeply sees a patch of the floor instead of a cone. */
const steepDegrees = 50;

export interface Cone {
  /** From the camera, or around the patch that it sees. */
  readonly outline: readonly Spot[];
  /** Across the frame where the lens is focused; null for a patch. */
  readonly focus: { readonly from: Spot; readonly to: Spot; readonly meters: number } | null;
}

/** `reach` in meters: how far the cone is shown at least. */
export function coneOf(view: Viewpoint, ratio: number, reach: number, targetHeight: number): Cone {
  const at = flat(view.at);
  const { across, up } = fieldOfView(view.lens, ratio);
  if (Math.abs(view.tilt) > steepDegrees) return { outline: patchOf(view, across, up, targetHeight), focus: null };
  const [left, right] = [view.bearing - across / 2, view.bearing + across / 2];
  const far = reach / Math.cos(radians(across / 2));
  const near = Math.max(0.1, view.focus * Math.cos(radians(view.tilt)));
  const edge = near / Math.cos(radians(across / 2));
  const [from, to] = [toward(at, left, edge), toward(at, right, edge)];
  return {
    outline: [at, toward(at, left, far), toward(at, right, far)],
    focus: { from, to, meters: apart(from, to) },
  };
}

/** Where the corners of the frame meet the height of what is looked at. */
function patchOf(view: Viewpoint, across: number, up: number, height: number): readonly Spot[] {
  const { ahead, right, above } = axesOf(view);
  const [x, y] = [Math.tan(radians(across) / 2), Math.tan(radians(up) / 2)];
  const corners = [
    [-x, y],
    [x, y],
    [x, -y],
    [-x, -y],
  ] as const;
  return corners.map(([a, b]) => {
    const ray: Point = plus(plus(ahead, right, a), above, b);
    const far = ray[2] === 0 ? 100 : (height - view.at[2]) / ray[2];
    return flat(plus(view.at, ray, far > 0 ? Math.min(100, far) : 100));
  });
}

/** Whether the middle of what stands at `spot` lies between the left and right edge of the frame. */
export function isInView(view: Viewpoint, ratio: number, spot: Spot): boolean {
  if (Math.abs(view.tilt) > steepDegrees) return true;
  const off = Math.abs(turned(bearingTo(flat(view.at), spot) - view.bearing));
  return off <= fieldOfView(view.lens, ratio).across / 2;
}

/** Owns what a place or a turn on the floor plan snaps to: the grid, a line with others, the direction of somebody. */
import { type Spot, stageLimits } from "../project/stage.ts";
import { bearingTo, type Point, turned } from "./vectors.ts";

/** Meters between the lines that places snap to. */
export const snapGrid = 0.25;
/** Degrees between the turns that are snapped to, and how near to facing somebody is facing them. */
const snapTurnDegrees = 15;
const facesWithinDegrees = 6;

/** A line that says with whom something is in line. */
export interface SnapGuide {
  readonly from: Spot;
  readonly to: Spot;
}

export interface SnappedSpot {
  readonly at: Spot;
  readonly guides: readonly SnapGuide[];
}

/** As exact as a plan keeps it: to the millimeter, within the stage. */
export function placeable([x, y]: Readonly<Spot> | Point): Spot {
  return [bounded(x), bounded(y)];
}

function bounded(value: number): number {
  const { reach } = stageLimits;
  // No minus zero: two plans that look alike are the same.
  return Math.min(reach, Math.max(-reach, Math.round(value * 1000) / 1000)) + 0;
}

/** In line with the nearest of `others` that is within `within` meters across or along the plan; else on the grid. */
export function snapSpot(at: Spot, others: readonly Spot[], within: number): SnappedSpot {
  const inLine = ([0, 1] as const).map((axis) => {
    const near = others.filter((other) => Math.abs(other[axis] - at[axis]) <= within);
    return near.toSorted((one, two) => Math.abs(one[axis] - at[axis]) - Math.abs(two[axis] - at[axis]))[0];
  });
  const onAxis = (axis: 0 | 1) => inLine[axis]?.[axis] ?? Math.round(at[axis] / snapGrid) * snapGrid;
  const snapped = placeable([onAxis(0), onAxis(1)]);
  return { at: snapped, guides: inLine.flatMap((other) => (other ? [{ from: other, to: snapped }] : [])) };
}

/** Toward whoever is nearly faced from `at`; else the nearest multiple of 15°. */
export function snapTurn(
  bearing: number,
  at: Spot,
  others: readonly Spot[],
): { readonly bearing: number; readonly toward: Spot | null } {
  const off = (other: Spot) => Math.abs(turned(bearingTo(at, other) - bearing));
  const [nearest] = others.filter(([x, y]) => x !== at[0] || y !== at[1]).toSorted((one, two) => off(one) - off(two));
  if (nearest && off(nearest) <= facesWithinDegrees) {
    return { bearing: turnable(bearingTo(at, nearest)), toward: nearest };
  }
  return { bearing: turnable(Math.round(bearing / snapTurnDegrees) * snapTurnDegrees), toward: null };
}

/** A bearing as a plan keeps it: to a tenth of a degree, from -180 to 180. */
export function turnable(bearing: number): number {
  return Math.round(turned(bearing) * 10) / 10 + 0;
}

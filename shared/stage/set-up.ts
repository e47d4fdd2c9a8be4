/** Owns how far a camera stands from what it frames, by size, angle and lens: the geometry of the lens, and nothing of who stands where. */
import type { CameraAngle, ShotSize } from "../project/vocabulary.ts";
import { fieldOfView } from "./optics.ts";
import type { Viewpoint } from "./scene.ts";
import { cuts, eyeShare } from "./sizes.ts";
import { apart, bearingTo, degrees, type Point, radians, toward, turned } from "./vectors.ts";

/** How far the camera is above what it looks at, as an angle; straight down but for a little, so that up in the frame has a bearing. Dutch leans by `dutchRoll`. */
export const elevations: Readonly<Record<CameraAngle, number>> = { eye: 0, low: -26, high: 30, dutch: 0, overhead: 88 };
export const dutchRoll = 14;
/** A camera stands on the floor, and no nearer to what it looks at, in meters. */
const lowest = 0.15;
const nearestMeters = 0.45;

/** What is framed: where it is on the plan, how high its eyes are, and between which heights the frame is to end there. Meters. */
export interface Framed {
  readonly at: readonly [number, number];
  readonly eyes: number;
  readonly top: number;
  readonly bottom: number;
}

export interface SetUp {
  readonly angle: CameraAngle;
  /** Millimeters. */
  readonly lens: number;
  /** Width over height. */
  readonly ratio: number;
}

/** How a camera stands to what it frames, from wherever: meters along the floor, height above it, degrees up. */
export interface Reach {
  readonly away: number;
  readonly height: number;
  readonly tilt: number;
}

/**
 * What a size frames of a figure whose eyes are at `eyes`. A size that shows the floor shows it whatever the figure's pose. `height`: of
 * the standing figure.
 */
export function framedBy(size: ShotSize, at: readonly [number, number], eyes: number, height: number): Framed {
  const { top, bottom } = cuts[size];
  return {
    at,
    eyes,
    top: eyes + (top - eyeShare) * height,
    bottom: bottom < 0 ? bottom * height : eyes - (eyeShare - bottom) * height,
  };
}

/** `by` times as much, the eyes as far down in the frame as before. */
export function widened({ at, eyes, top, bottom }: Framed, by: number): Framed {
  return { at, eyes, top: eyes + (top - eyes) * by, bottom: eyes - (eyes - bottom) * by };
}

/** The frame ends just where it is to, above and below. */
export function reachFor(
  { eyes, top, bottom }: Framed,
  { angle, lens, ratio }: SetUp,
  elevation = elevations[angle],
): Reach {
  const up = radians(fieldOfView(lens, ratio).up);
  if (angle === "overhead") {
    const far = Math.max((top - bottom) / (2 * Math.tan(up / 2)), top - eyes + nearestMeters);
    const [away, above] = [far * Math.cos(radians(elevation)), far * Math.sin(radians(elevation))];
    return { away, height: eyes + above, tilt: -elevation };
  }
  const rise = Math.tan(radians(elevation));
  let away = awayFor(top - eyes, eyes - bottom, rise, up);
  let height = eyes + away * rise;
  if (height < lowest) {
    height = lowest;
    away = awayFor(top - lowest, lowest - bottom, 0, up);
  }
  if (away < nearestMeters) {
    away = nearestMeters;
    height = Math.max(lowest, eyes + away * rise);
  }
  const tilt = degrees((Math.atan2(top - height, away) + Math.atan2(bottom - height, away)) / 2);
  return { away, height, tilt };
}

/**
 * From how far away what reaches `above` and `below` a level is seen under the angle `up`, in radians, by a camera that rises over that level
 * by `rise` a meter: the tangent of the angle, solved for the distance.
 */
function awayFor(above: number, below: number, rise: number, up: number): number {
  const square = 1 + rise * rise;
  const linear = rise * (below - above) - (above + below) / Math.tan(up);
  return (-linear + Math.sqrt(Math.max(0, linear * linear + 4 * square * above * below))) / (2 * square);
}

/** The camera that stands so, `from` where it is as seen from what it frames; that lies in the middle across. */
export function viewpointFrom({ at, eyes }: Framed, { angle, lens }: SetUp, reach: Reach, from: number): Viewpoint {
  const spot = toward([at[0], at[1]], from, reach.away);
  return {
    at: [...spot, reach.height],
    bearing: turned(from + 180),
    tilt: reach.tilt,
    roll: angle === "dutch" ? dutchRoll : 0,
    lens,
    focus: Math.hypot(reach.away, reach.height - eyes),
  };
}

/** A camera at `at` turned so that `target` lies in the middle across, and `share` of the frame's height down. */
export function aim(
  at: Point,
  target: Point,
  share: number,
  lens: number,
  ratio: number,
): Pick<Viewpoint, "bearing" | "tilt" | "focus"> {
  const [from, to] = [[at[0], at[1]] as const, [target[0], target[1]] as const];
  const flat = apart([...from], [...to]);
  const half = Math.tan(radians(fieldOfView(lens, ratio).up) / 2);
  const tilt = degrees(Math.atan2(target[2] - at[2], flat) - Math.atan((1 - 2 * share) * half));
  return { bearing: bearingTo([...from], [...to]), tilt, focus: Math.hypot(flat, target[2] - at[2]) };
}

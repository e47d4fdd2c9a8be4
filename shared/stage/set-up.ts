/** Owns where the camera of a shot stands by its words: size, angle and lens, by the geometry of the lens. */
import type { CameraAngle, ShotSize } from "../project/vocabulary.ts";
import { fieldOfView } from "./optics.ts";
import type { Viewpoint } from "./scene.ts";
import { type Cut, cuts, eyeShare } from "./sizes.ts";
import { apart, bearingTo, degrees, type Point, radians, toward, turned } from "./vectors.ts";

/** How far the camera is above its subject, as an angle; Dutch leans by `dutchRoll`. */
const elevations: Readonly<Record<CameraAngle, number>> = { eye: 0, low: -26, high: 30, dutch: 0, overhead: 84 };
export const dutchRoll = 14;
/** A camera stands on the floor. */
const lowest = 0.15;

export interface Subject {
  readonly eyes: Point;
  /** Of the standing figure, in meters. */
  readonly height: number;
}

export interface SetUp {
  readonly size: ShotSize;
  readonly angle: CameraAngle;
  /** Millimeters. */
  readonly lens: number;
  /** Width over height. */
  readonly ratio: number;
  /** Where the camera stands, as seen from the subject. */
  readonly from: number;
  /** Meters that must fit across the frame. */
  readonly widthMin?: number;
}

/** How far down in the frame the eyes lie, as a share of its height. */
export function eyesInFrame({ top, bottom }: Cut): number {
  return (top - eyeShare) / (top - bottom);
}

/** The camera from which the frame ends where the size says. */
export function viewpointFor({ eyes, height }: Subject, setUp: SetUp): Viewpoint {
  const { size, angle, lens, ratio, from } = setUp;
  const cut = widened(cuts[size], height, (setUp.widthMin ?? 0) / ratio);
  const up = radians(fieldOfView(lens, ratio).up);
  const top = eyes[2] + (cut.top - eyeShare) * height;
  const bottom = eyes[2] - (eyeShare - cut.bottom) * height;
  const elevation = elevations[angle];
  const roll = angle === "dutch" ? dutchRoll : 0;
  if (angle === "overhead") {
    const away = (top - bottom) / (2 * Math.tan(up / 2));
    const flat = away * Math.cos(radians(elevation));
    const at = toward([eyes[0], eyes[1]], from, flat);
    return {
      at: [...at, eyes[2] + away * Math.sin(radians(elevation))],
      bearing: turned(from + 180),
      tilt: -elevation,
      roll,
      lens,
      focus: away,
    };
  }
  const rise = Math.tan(radians(elevation));
  const heightAt = (away: number) => Math.max(lowest, eyes[2] + away * rise);
  const angleAt = (away: number) => Math.atan2(top - heightAt(away), away) - Math.atan2(bottom - heightAt(away), away);
  let [near, far] = [0.05, 2000];
  for (let step = 0; step < 60; step++) {
    const middle = Math.sqrt(near * far);
    if (angleAt(middle) > up) near = middle;
    else far = middle;
  }
  const away = (near + far) / 2;
  const z = heightAt(away);
  const tilt = degrees((Math.atan2(top - z, away) + Math.atan2(bottom - z, away)) / 2);
  const at = toward([eyes[0], eyes[1]], from, away);
  return { at: [...at, z], bearing: turned(from + 180), tilt, roll, lens, focus: Math.hypot(away, z - eyes[2]) };
}

/** At least as high as `heightMin` meters, the eyes as far down as before. */
function widened(cut: Cut, height: number, heightMin: number): Cut {
  const by = heightMin / ((cut.top - cut.bottom) * height);
  if (by <= 1) return cut;
  return { top: eyeShare + (cut.top - eyeShare) * by, bottom: eyeShare - (eyeShare - cut.bottom) * by };
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

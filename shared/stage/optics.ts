/** Owns what a lens sees: a sensor of 36 × 24 mm, cropped to the frame's shape, behind an ideal lens. */
import { degrees, radians } from "./vectors.ts";

export interface Sensor {
  /** Millimeters. */
  readonly width: number;
  readonly height: number;
}

const full: Sensor = { width: 36, height: 24 };

/** The largest part of the sensor that has the shape `ratio`, width over height. */
export function sensorOf(ratio: number): Sensor {
  return ratio >= full.width / full.height
    ? { width: full.width, height: full.width / ratio }
    : { width: full.height * ratio, height: full.height };
}

/** Across and up, in degrees, of a lens of `lens` millimeters. */
export function fieldOfView(lens: number, ratio: number): { readonly across: number; readonly up: number } {
  const { width, height } = sensorOf(ratio);
  return { across: degrees(2 * Math.atan(width / 2 / lens)), up: degrees(2 * Math.atan(height / 2 / lens)) };
}

/** The lens, in millimeters, that sees `across` degrees from the left edge of the frame to its right one. */
export function lensSeeing(across: number, ratio: number): number {
  return sensorOf(ratio).width / 2 / Math.tan(radians(across) / 2);
}

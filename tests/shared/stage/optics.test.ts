import { describe, expect, it } from "vitest";
import { fieldOfView, sensorOf } from "../../../shared/stage/optics.ts";

/** The diagonal aside, as tables of lenses have it: degrees across a sensor of 36 mm. */
const across: readonly (readonly [lens: number, degrees: number])[] = [
  [14, 104.3],
  [16, 96.7],
  [18, 90],
  [21, 81.2],
  [24, 73.7],
  [28, 65.5],
  [35, 54.4],
  [40, 48.5],
  [50, 39.6],
  [65, 31],
  [85, 23.9],
  [100, 20.4],
  [135, 15.2],
  [200, 10.3],
  [300, 6.9],
];

describe("what a lens sees", () => {
  it.each(across)("%f mm: %f° across, as wide as the sensor is in every wide shape", (lens, degrees) => {
    for (const ratio of [3 / 2, 16 / 9, 1.85, 21 / 9]) {
      expect(fieldOfView(lens, ratio).across).toBeCloseTo(degrees, 0.9);
    }
  });

  it.each([
    ["3:2", 3 / 2, 39.6, 27],
    ["16:9", 16 / 9, 39.6, 22.9],
    ["21:9", 21 / 9, 39.6, 17.5],
    ["4:3", 4 / 3, 35.5, 27],
    ["1:1", 1, 27, 27],
    ["3:4", 3 / 4, 20.4, 27],
    ["9:16", 9 / 16, 15.4, 27],
  ])("50 mm in %s is cropped from the sensor's width or height", (_, ratio, wide, high) => {
    const { across, up } = fieldOfView(50, ratio);
    expect(across).toBeCloseTo(wide, 0.9);
    expect(up).toBeCloseTo(high, 0.9);
  });

  it("is the largest part of 36 × 24 mm of the frame's shape", () => {
    expect(sensorOf(16 / 9)).toEqual({ width: 36, height: 20.25 });
    expect(sensorOf(1)).toEqual({ width: 24, height: 24 });
    expect(sensorOf(9 / 16)).toEqual({ width: 13.5, height: 24 });
  });
});

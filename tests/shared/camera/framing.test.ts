import { describe, expect, it } from "vitest";
import { framingOf, partOf, wholePicture } from "../../../shared/camera/framing.ts";
import { shotSizes } from "../../../shared/project/vocabulary.ts";

describe("what a size shows of a picture", () => {
  it("shows more the wider it is, from part of a face to everything", () => {
    const widths = (["ECU", "CU", "MCU", "MS", "MLS", "LS", "WS"] as const).map((size) => framingOf(size).width);
    expect(widths).toEqual([...new Set(widths)].sort((one, other) => one - other));
    expect(widths[0]).toBeLessThan(0.4);
    expect(framingOf("WS")).toEqual(wholePicture);
    expect(framingOf("EWS")).toEqual(wholePicture);
    expect(framingOf(undefined)).toEqual(wholePicture);
  });

  it("lies inside the picture, and keeps its ratio", () => {
    for (const size of shotSizes) {
      const { x, y, width, height } = framingOf(size);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1);
      expect(width).toBe(height);
    }
  });

  it("keeps heads at the upper third, and an insert's object in the middle", () => {
    for (const size of ["ECU", "CU", "MCU", "MS", "MLS", "LS"] as const) {
      const { y, height } = framingOf(size);
      expect((1 / 3 - y) / height).toBeCloseTo(1 / 3, 12);
    }
    const { y, height } = framingOf("insert");
    expect(y + height / 2).toBeCloseTo(0.5, 12);
  });

  it("is the same share of every picture's pixels", () => {
    expect(partOf({ widthPx: 1000, heightPx: 600 }, { x: 0.25, y: 0.5, width: 0.5, height: 0.5 })).toEqual({
      x: 250,
      y: 300,
      widthPx: 500,
      heightPx: 300,
    });
  });
});

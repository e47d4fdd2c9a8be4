import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convertToPlanar, planarFrameBytes } from "../../../electron/core/animatic/planar-frame.ts";

/** ITU-R BT.709-6 for 8 bits, in floating point. */
function exact(red: number, green: number, blue: number) {
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return [
    16 + (219 / 255) * luma,
    128 + (224 / 255 / 1.8556) * (blue - luma),
    128 + (224 / 255 / 1.5748) * (red - luma),
  ];
}

describe("a frame on its way to the encoder", () => {
  it("keeps every colour to within a level", () => {
    const level = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(level, level, level), ([red, green, blue]) => {
        const pixels = Uint8Array.from({ length: 4 * 4 * 2 }, (_, index) => [red, green, blue, 255][index % 4]!);
        const frame = new Uint8Array(planarFrameBytes(4, 2));
        convertToPlanar(pixels, frame, 4, 2);
        const [luma, blueness, redness] = exact(red, green, blue);
        for (const value of frame.subarray(0, 8)) expect(Math.abs(value - luma!)).toBeLessThanOrEqual(1);
        for (const value of frame.subarray(8, 10)) expect(Math.abs(value - blueness!)).toBeLessThanOrEqual(1);
        for (const value of frame.subarray(10, 12)) expect(Math.abs(value - redness!)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("has black at 16 and white at 235, without colour", () => {
    const pixels = new Uint8Array(2 * 2 * 4).fill(255, 8).fill(255, 3, 4).fill(255, 7, 8);
    const frame = new Uint8Array(planarFrameBytes(2, 2));
    convertToPlanar(pixels, frame, 2, 2);
    expect([...frame]).toEqual([16, 16, 235, 235, 128, 128]);
  });

  it("keeps every pixel in its place", () => {
    const pixels = new Uint8Array(6 * 4 * 4).fill(255);
    for (let pixel = 0; pixel < 24; pixel++) pixels.fill(10 * pixel, 4 * pixel, 4 * pixel + 3);
    const frame = new Uint8Array(planarFrameBytes(6, 4));
    convertToPlanar(pixels, frame, 6, 4);
    const levels = Array.from({ length: 24 }, (_, pixel) => 16 + (219 / 255) * 10 * pixel);
    expect([...frame.subarray(0, 24)].every((value, pixel) => Math.abs(value - levels[pixel]!) <= 1)).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPlanarConverter, planarFrameBytes } from "../../../electron/core/animatic/planar-frame.ts";

/** ITU-R BT.709-6 for 8 bits, in floating point. */
function exact(red: number, green: number, blue: number) {
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return [
    16 + (219 / 255) * luma,
    128 + (224 / 255 / 1.8556) * (blue - luma),
    128 + (224 / 255 / 1.5748) * (red - luma),
  ];
}

function convert(pixels: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const frame = new Uint8Array(planarFrameBytes(widthPx, heightPx));
  createPlanarConverter(widthPx, heightPx)(pixels, frame);
  return frame;
}

describe("a frame on its way to the encoder", () => {
  it("keeps every colour to within a level", () => {
    const level = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(level, level, level), ([red, green, blue]) => {
        const pixels = Uint8Array.from({ length: 4 * 8 * 2 }, (_, index) => [red, green, blue, 255][index % 4]!);
        const frame = convert(pixels, 8, 2);
        const [luma, blueness, redness] = exact(red, green, blue);
        for (const value of frame.subarray(0, 16)) expect(Math.abs(value - luma!)).toBeLessThanOrEqual(1);
        for (const value of frame.subarray(16, 20)) expect(Math.abs(value - blueness!)).toBeLessThanOrEqual(1);
        for (const value of frame.subarray(20, 24)) expect(Math.abs(value - redness!)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("has black at 16 and white at 235, without colour", () => {
    const pixels = Uint8Array.from({ length: 4 * 8 * 2 }, (_, index) => (index >= 4 * 8 || index % 4 === 3 ? 255 : 0));
    const levels = [16, 235].flatMap((level) => new Array<number>(8).fill(level));
    expect([...convert(pixels, 8, 2)]).toEqual([...levels, ...new Array<number>(8).fill(128)]);
  });

  it.each([8, 10, 22])("keeps every pixel of rows of %i in its place", (widthPx) => {
    const count = widthPx * 4;
    const level = (pixel: number) => (37 * pixel) % 251;
    const pixels = Uint8Array.from({ length: 4 * count }, (_, index) => (index % 4 === 3 ? 255 : level(index >> 2)));
    const frame = convert(pixels, widthPx, 4);
    for (let pixel = 0; pixel < count; pixel++) {
      expect(Math.abs(frame[pixel]! - (16 + (219 / 255) * level(pixel)))).toBeLessThanOrEqual(1);
    }
  });

  it("gives each two by two pixels the color of their mean", () => {
    const [widthPx, heightPx] = [22, 4];
    const level = (x: number, y: number, channel: number) => (x * 11 + y * 53 + channel * (x + 90 * y)) % 256;
    const pixels = Uint8Array.from({ length: 4 * widthPx * heightPx }, (_, index) => {
      const pixel = index >> 2;
      return index % 4 === 3 ? 255 : level(pixel % widthPx, Math.floor(pixel / widthPx), index % 4);
    });
    const colors = convert(pixels, widthPx, heightPx).subarray(widthPx * heightPx);
    const square = (at: number) => ({ x: 2 * (at % (widthPx / 2)), y: 2 * Math.floor(at / (widthPx / 2)) });
    for (let at = 0; at < colors.length / 2; at++) {
      const { x, y } = square(at);
      const mean = (channel: number) =>
        (level(x, y, channel) + level(x + 1, y, channel) + level(x, y + 1, channel) + level(x + 1, y + 1, channel)) / 4;
      const [, blueness, redness] = exact(mean(0), mean(1), mean(2));
      expect(Math.abs(colors[at]! - blueness!)).toBeLessThanOrEqual(1);
      expect(Math.abs(colors[at + colors.length / 2]! - redness!)).toBeLessThanOrEqual(1);
    }
  });
});

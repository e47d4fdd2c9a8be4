import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byShape, frameSizeOf, nearestAspect, ratioOf } from "../../../shared/animatic/frame-size.ts";
import { type AspectRatio, aspectRatios } from "../../../shared/project/vocabulary.ts";

describe("frameSizeOf", () => {
  test("gives even sides, none longer than 4096, in the ratio within the pixel that evenness costs", () => {
    fc.assert(
      fc.property(fc.constantFrom(...aspectRatios), fc.integer({ min: 16, max: 4320 }), (aspectRatio, shortSidePx) => {
        const { widthPx, heightPx } = frameSizeOf(aspectRatio, shortSidePx);
        const ratio = ratioOf(aspectRatio);
        expect([widthPx % 2, heightPx % 2]).toEqual([0, 0]);
        expect(Math.max(widthPx, heightPx)).toBeLessThanOrEqual(4096);
        // Each side is at most one pixel from where the ratio puts it.
        const [long, short] = ratio >= 1 ? [widthPx, heightPx] : [heightPx, widthPx];
        const slope = Math.max(ratio, 1 / ratio);
        expect(Math.abs(long - short * slope)).toBeLessThanOrEqual(1 + slope);
        if (shortSidePx * slope <= 4096) expect(Math.abs(short - shortSidePx)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test.each([
    ["21:9", 720, 1680, 720],
    ["21:9", 1080, 2520, 1080],
    ["21:9", 2160, 4096, 1756],
    ["16:9", 2160, 3840, 2160],
    ["4:3", 1080, 1440, 1080],
    ["3:4", 2160, 2160, 2880],
    ["9:16", 720, 720, 1280],
    ["1:1", 1080, 1080, 1080],
  ] as const)("makes of %s at %i a frame of %i × %i", (aspectRatio, shortSidePx, widthPx, heightPx) => {
    expect(frameSizeOf(aspectRatio, shortSidePx)).toEqual({ widthPx, heightPx });
  });
});

describe("nearestAspect", () => {
  const usual: readonly AspectRatio[] = ["16:9", "9:16", "1:1"];
  test.each([
    ["21:9", "16:9"],
    ["4:3", "16:9"],
    ["3:4", "9:16"],
    ["9:16", "9:16"],
  ] as const)("is what a model that lacks %s makes instead: %s", (aspectRatio, expected) => {
    expect(nearestAspect(aspectRatio, usual)).toBe(expected);
  });

  test("is none where none is allowed, and itself where all are", () => {
    expect(nearestAspect("21:9", [])).toBeNull();
    for (const each of aspectRatios) expect(nearestAspect(each, aspectRatios)).toBe(each);
  });
});

test("aspect ratios are offered from the widest to the tallest", () => {
  expect(byShape(aspectRatios)).toEqual(["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"]);
});

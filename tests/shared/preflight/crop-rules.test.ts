import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clampRegion,
  elementImageLimits,
  imageFaults,
  isEnlarged,
  regionFault,
  suggestRegion,
} from "../../../shared/preflight/crop-rules.ts";

const usual = elementImageLimits([]);
const image = (widthPx: number, heightPx: number, more = {}) => ({
  ...{ widthPx, heightPx, format: "png", bytes: 1000 },
  ...more,
});

describe("what models ask of an element's image", () => {
  test("is what the usual model asks where no pass is made with one", () => {
    expect(usual).toMatchObject({ sidePxMin: 300, ratioMax: 2.5, bytesMax: 10 * 1024 * 1024 });
    expect(elementImageLimits([{ profile: "animatic" }, { profile: "somebody/else" }])).toEqual(usual);
  });

  test("is said for all that an image breaks", () => {
    expect(imageFaults(image(300, 750), usual)).toEqual([]);
    expect(imageFaults(image(299, 300), usual)).toEqual([
      "It is 299 × 300 px; services need at least 300 px on each side.",
    ]);
    expect(imageFaults(image(300, 751), usual)).toEqual(["It is 300 × 751 px; services allow shapes up to 2.5:1."]);
    const heavy = image(300, 300, { bytes: usual.bytesMax + 1, format: "webp" });
    expect(imageFaults(heavy, usual)).toEqual([
      "It has 10.1 MB; services allow at most 10 MB.",
      "It is WEBP; services accept JPEG and PNG.",
    ]);
  });
});

describe("the region that a crop begins with", () => {
  test("is the middle of an image of a shape that is not taken, and all of one that is", () => {
    expect(suggestRegion(image(1600, 400), usual)).toEqual({ x: 300, y: 0, width: 1000, height: 400 });
    expect(suggestRegion(image(400, 1600), usual)).toEqual({ x: 0, y: 300, width: 400, height: 1000 });
    expect(suggestRegion(image(800, 600), usual)).toEqual({ x: 0, y: 0, width: 800, height: 600 });
  });

  test("is inside the image, and breaks nothing", () => {
    const side = fc.integer({ min: 1, max: 16_384 });
    fc.assert(
      fc.property(side, side, (widthPx, heightPx) => {
        const region = suggestRegion(image(widthPx, heightPx), usual);
        expect(clampRegion(region, image(widthPx, heightPx))).toEqual(region);
        expect(regionFault(region, usual)).toBeNull();
      }),
    );
  });

  test("may have too few pixels, which is told from a shape that is not taken", () => {
    const small = { x: 0, y: 0, width: 200, height: 150 };
    expect([regionFault(small, usual), isEnlarged(small, usual)]).toEqual([null, true]);
    const narrow = { x: 0, y: 0, width: 1000, height: 300 };
    expect(regionFault(narrow, usual)).toBe("The selection is 1000 × 300 px; services allow shapes up to 2.5:1.");
  });
});

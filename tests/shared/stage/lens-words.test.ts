import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lensOf } from "../../../shared/stage/lens-words.ts";

describe("a lens in words", () => {
  it.each([
    ["35mm", 35],
    ["35 mm", 35],
    ["35", 35],
    ["85 mm anamorphic", 85],
    ["anamorphic 40mm, T2", 40],
    ["a 27.5 mm prime", 27.5],
    ["27,5 mm", 27.5],
    ["24-70 mm zoom", 24],
    ["50-mm", 50],
    ["wide", 24],
    ["ultra-wide", 16],
    ["very wide angle", 16],
    ["fisheye", 10],
    ["normal lens", 50],
    ["portrait lens", 85],
    ["macro", 100],
    ["long lens", 135],
    ["telephoto", 135],
    ["super telephoto", 300],
  ])("%s is %f mm", (words, lens) => {
    expect(lensOf(words)).toBe(lens);
  });

  it.each(["", undefined, "anamorphic", "0 mm", "10,000 mm", "10000mm", "5mm", "801 mm", "f/2.8", "golden hour"])(
    "%s is none that a stage has",
    (words) => {
      expect(lensOf(words)).toBeNull();
    },
  );

  it("is within what a stage has, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.double().map((number) => `${number} mm`),
        ),
        (words) => {
          const lens = lensOf(words);
          if (lens !== null) expect(lens >= 8 && lens <= 800).toBe(true);
        },
      ),
    );
  });
});

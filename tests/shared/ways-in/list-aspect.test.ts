import { expect, test } from "vitest";
import { aspectRatios } from "../../../shared/project/vocabulary.ts";
import { formatAspect, readAspect } from "../../../shared/ways-in/list-aspect.ts";

test.each<[string, string | null]>([
  ["16x9", "16:9"],
  ["21:9", "21:9"],
  ["3 × 4", "3:4"],
  ["04:03:00", "4:3"],
  ["1/1", "1:1"],
  ["2.39:1", null],
  ["16:10", null],
  ["", null],
])("an aspect ratio of %j is %j", (cell, aspectRatio) => {
  expect(readAspect(cell)).toBe(aspectRatio);
});

test("each aspect ratio is read as it was written", () => {
  for (const each of aspectRatios) expect(readAspect(formatAspect(each))).toBe(each);
});

import { expect, test } from "vitest";
import { readCap } from "../../../renderer/src/settings/read-cap.ts";

test("reads an amount as people type it, and nothing as no cap", () => {
  expect(["25", "$ 12.50", "12,5", " 0 "].map(readCap)).toEqual([25, 12.5, 12.5, 0]);
  expect(["", "  "].map(readCap)).toEqual([null, null]);
});

test("refuses what is no amount", () => {
  for (const text of ["ten", "-1", "1e9", "Infinity", "1.2.3", "NaN"]) expect(readCap(text)).toBeUndefined();
});

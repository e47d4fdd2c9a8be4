import { expect, test } from "vitest";
import { layoutRows, rowAt, rowsInView, scrollToRow } from "../../../renderer/src/shot-list/row-layout.ts";

const layout = layoutRows([30, 40, 40, 30, 40]);

test("rows of several heights are found by their place", () => {
  expect(layout.heightPx).toBe(180);
  expect([0, 29, 30, 69.5, 70, 179, 500].map((px) => rowAt(layout, px))).toEqual([0, 0, 1, 1, 2, 4, 4]);
  expect(rowsInView(layout, 70, 40, 0)).toEqual([2, 4]);
  expect(rowsInView(layout, 70, 40, 200)).toEqual([0, 5]);
  expect(rowsInView(layoutRows([]), 0, 100, 50)).toEqual([0, 0]);
});

test("scrolling to a row goes no further than needed", () => {
  const view = { scrollPx: 30, viewPx: 100, headPx: 20 };
  expect(scrollToRow(layout, 1, view)).toBeNull();
  expect(scrollToRow(layout, 0, view)).toBe(0);
  expect(scrollToRow(layout, 4, view)).toBe(100);
  expect(scrollToRow(layout, 9, view)).toBeNull();
});

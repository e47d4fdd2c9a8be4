import type { Locator } from "@playwright/test";
import { expect, test } from "./test.ts";

test("a pass is set to 21:9 and 3:4 by keyboard; viewer, frame slots and board have its shape, and undo gives 16:9 back", async ({
  editor,
  page,
}) => {
  await editor.open([[3, 2]]);
  const aspects = page.getByRole("radiogroup", { name: "Aspect ratio" });
  const names = await aspects.locator("label").allTextContents();
  expect(names).toEqual(["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"]);
  const viewer = page.getByTestId("preview-frame");
  const slot = page.getByRole("group", { name: "start frame" });
  const card = page.getByRole("region", { name: "Board" }).getByRole("option").first().locator("canvas").first();
  await expect.poll(() => shapeOf(viewer)).toBeCloseTo(16 / 9, 1);

  await aspects.getByRole("radio", { name: "16:9" }).press("ArrowLeft");
  await expect(aspects.getByRole("radio", { name: "21:9" })).toBeChecked();
  await expect.poll(() => shapeOf(viewer)).toBeCloseTo(21 / 9, 1);
  expect(await shapeOf(slot)).toBeCloseTo(21 / 9, 1);
  await page.getByRole("button", { name: "Board", exact: true }).click();
  await expect.poll(() => shapeOf(card)).toBeCloseTo(21 / 9, 1);
  await expect.poll(() => drawnShapeOf(card)).toBeCloseTo(21 / 9, 1);

  await aspects.getByRole("radio", { name: "3:4" }).check();
  // As high as wide at most; the picture in it is not stretched.
  await expect.poll(() => shapeOf(card)).toBeCloseTo(1, 1);
  await expect.poll(() => drawnShapeOf(card)).toBeCloseTo(3 / 4, 1);
  expect(await shapeOf(slot)).toBeCloseTo(3 / 4, 1);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await expect.poll(() => shapeOf(viewer)).toBeCloseTo(3 / 4, 1);

  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(() => shapeOf(viewer)).toBeCloseTo(16 / 9, 1);
});

/** Width over height of its place on the page. */
async function shapeOf(element: Locator): Promise<number> {
  const box = await element.boundingBox();
  return box ? box.width / box.height : 0;
}

/** Width over height of what a canvas holds. */
function drawnShapeOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => element.width / element.height);
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { manyShots } from "../support/made-plans.ts";
import { expect, test } from "./test.ts";

test("2,000 shots fit into view, and the selected one can be dragged there", async ({ editor, page }) => {
  await editor.open(manyShots(2000));
  await editor.show("All passes");
  const box = await editor.timeline.boundingBox();
  const last = await editor.edgeOf(1999, "end");
  expect(last.x).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0));
  const pictures = join("test-results", "pictures");
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, "2000-shots-to-fit.png") });

  await editor.shotList.focus();
  await page.keyboard.press("End");
  await expect(editor.shotList.getByRole("option", { selected: true })).toHaveAttribute("aria-posinset", "2000");
  const edge = await editor.edgeOf(1999, "end");
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + 8, edge.y, { steps: 3 });
  await page.mouse.up();
  await expect(editor.wall).toContainText("The pass is full");
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  expect(editor.stored().shots.at(-1)?.durationMs).toBe(3000);
});

test("zooming with the wheel keeps the cut under the pointer where it is", async ({ editor, page }) => {
  await editor.open(manyShots(100));
  const cut = await editor.edgeOf(3, "end");
  const before = await editor.pxOf(1);
  await page.mouse.move(cut.x, cut.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -240);
  await page.keyboard.up("Control");
  await expect.poll(() => editor.pxOf(1)).toBeGreaterThan(before * 1.2);
  const after = await editor.edgeOf(3, "end");
  expect(Math.abs(after.x - cut.x)).toBeLessThan(3);
});

test("the view follows the playhead when it leaves, and comes back to the start", async ({ editor, page }) => {
  await editor.open(manyShots(100));
  await editor.clickShot(0);
  await page.keyboard.press("End");
  const box = await editor.timeline.boundingBox();
  await expect.poll(async () => (await editor.edgeOf(99, "start")).x).toBeLessThan((box?.x ?? 0) + (box?.width ?? 0));
  await page.keyboard.press("Home");
  await expect.poll(async () => (await editor.edgeOf(0, "end")).x).toBeGreaterThan(box?.x ?? 0);
});

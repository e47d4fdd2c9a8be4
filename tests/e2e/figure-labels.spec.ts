import { expect, test } from "./test.ts";

test("figures have labels in the viewer, which the overlays menu switches off and on", async ({ editor, page }) => {
  await editor.open([[3]]);
  const picture = page.locator("[data-testid=preview-frame] canvas");
  await page.locator("[data-testid=preview-frame][data-frame='0']").waitFor();
  const pixels = () => picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const toggle = async () => {
    await page.getByRole("button", { name: "Overlays" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Figure labels" }).click();
    await page.keyboard.press("Escape");
  };
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await toggle();
  const plain = await pixels();
  await toggle();
  await expect.poll(pixels).not.toBe(plain);
  await toggle();
  await expect.poll(pixels).toBe(plain);
});

import { readFileSync } from "node:fs";
import { expect, test } from "./test.ts";

test("the keys of another editing app are chosen under ?, work, are saved as text, and say what they did", async ({
  editor,
  page,
}) => {
  await editor.open([[4, 3, 4]]);
  await page.keyboard.press("?");
  const overview = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await overview.getByRole("combobox", { name: "Keyboard preset" }).press("Enter");
  await page.getByRole("option", { name: "Premiere Pro" }).press("Enter");
  await overview.getByRole("searchbox").fill("trim the end");
  await expect(overview.getByRole("term")).toHaveText(["Trim the end to the playhead"]);
  await expect(overview.getByText("W", { exact: true })).toBeVisible();
  const saving = page.waitForEvent("download");
  await overview.getByRole("button", { name: "Save as text" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("Shotline keys - Premiere Pro.txt");
  expect(readFileSync(await file.path(), "utf8")).toMatch(/^W +Trim the end to the playhead$/m);
  await page.keyboard.press("Escape");
  await expect(overview).toHaveCount(0);

  await editor.clickShot(0);
  await page.keyboard.press("Home");
  for (const _ of [1, 2]) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("KeyW");
  await editor.expectSaved("2+3+4");
  const said = page.getByTestId("announcer");
  await expect(said).toHaveText("SH0010, shot 1 of 3, 2 seconds, 6 seconds left");
  await page.keyboard.press("Control+z");
  await expect(said).toHaveText(/^Undone: Resize SH0010/);
});

test("the palette finds commands, shots and passes by a few letters, and puts what was used last first", async ({
  editor,
  page,
}) => {
  await editor.open([[4, 3], [5]]);
  const palette = page.getByRole("dialog", { name: "All commands" });
  const field = palette.getByRole("combobox");
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.type("pu");
  await expect(palette.getByRole("option").first()).toContainText("Push in");
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
  await editor.clickShot(0);
  await expect(page.getByRole("combobox", { name: "Camera move" })).toHaveText("Push in");

  await page.keyboard.press("Control+Shift+p");
  await expect(palette.getByRole("option").first()).toContainText("Push in");
  await page.keyboard.type("sh0020");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "SH0020" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("zzqq");
  await expect(palette.getByRole("status")).toHaveText("Nothing is called that. Try fewer letters.");
});

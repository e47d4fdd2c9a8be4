import { expect, test } from "./test.ts";

test("a plan is edited with the keyboard alone", async ({ editor, page }) => {
  await editor.open([[4, 3], [5]]);
  await editor.shotList.focus();
  await page.keyboard.press("ArrowRight");
  await expect(editor.shotList.getByRole("option", { selected: true })).toContainText("SH0010, Shot 1, 4 s, 96 frames");
  await page.keyboard.press("Period");
  await editor.expectSaved("5+3 | 5");
  await page.keyboard.press("Alt+Period");
  await editor.expectSaved("6+2 | 5");
  await page.keyboard.press("Comma");
  await editor.expectSaved("5+2 | 5");
  await page.keyboard.press("Alt+ArrowRight");
  await editor.expectSaved("2+5 | 5");
  // What stays behind grows to the shortest that a pass may be.
  await page.keyboard.press("Alt+ArrowRight");
  await editor.expectSaved("3 | 5+5");
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByRole("button", { name: "Redo" })).toBeEnabled();
  await editor.expectSaved("2+5 | 5");
});

test("the keyboard meets the same wall as the pointer", async ({ editor, page }) => {
  await editor.open([[5, 4, 6]]);
  await editor.shotList.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Period");
  await expect(editor.wall).toContainText("The pass is full");
  await page.keyboard.press("Shift+Period");
  await editor.expectSaved("6+4+5");
});

test("the list tells every shot, its place and its pass", async ({ editor, page }) => {
  await editor.open([[4, 3], [5]]);
  await expect(editor.shotList.getByRole("group", { name: "SC010 Pass 1, 7 of 15 s, 8 s left" })).toBeVisible();
  await editor.shotList.focus();
  await page.keyboard.press("End");
  const chosen = editor.shotList.getByRole("option", { selected: true });
  await expect(chosen).toHaveAttribute("aria-posinset", "3");
  await expect(chosen).toHaveAttribute("aria-setsize", "3");
});

test("arrow keys move the playhead after a click on the canvas, and leave a text field to its text", async ({
  editor,
  page,
}) => {
  await editor.open([[4, 3]]);
  await editor.clickShot(0);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("01:00:00:02").filter({ visible: true }).first()).toBeVisible();
});

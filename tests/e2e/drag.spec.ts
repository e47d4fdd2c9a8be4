import { expect, test } from "./test.ts";

test("dragging an edge ripples, and the database holds what the screen shows", async ({ editor }) => {
  await editor.open([[4, 3], [5]]);
  await editor.dragEdge(0, "end", 2);
  await editor.expectSaved("6+3 | 5");
  await editor.dragEdge(1, "start", 1);
  await editor.expectSaved("6+2 | 5");
});

test("a drag is one edit, whatever way the pointer took", async ({ editor, page }) => {
  await editor.open([[4, 3]]);
  await editor.holdEdge(0, "end", 5);
  await page.mouse.move(200, 700, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  expect(editor.stored().revision).toBe(1);
});

test("holding Alt rolls: the neighbour gives what the shot takes", async ({ editor, page }) => {
  await editor.open([[4, 3]]);
  await editor.holdEdge(0, "end", 1);
  await page.keyboard.down("Alt");
  await page.mouse.up();
  await page.keyboard.up("Alt");
  await editor.expectSaved("5+2");
});

test("holding Shift squeezes the later shots of a full pass, largest first", async ({ editor, page }) => {
  await editor.open([[5, 4, 6]]);
  await page.keyboard.down("Shift");
  await editor.dragEdge(0, "end", 2);
  await page.keyboard.up("Shift");
  await editor.expectSaved("7+4+4");
});

test("a full pass is a wall: the drag stops at 15 s, says why, and saves nothing", async ({ editor, page }) => {
  await editor.open([[5, 4, 6]]);
  await editor.holdEdge(0, "end", 3);
  await expect(editor.wall).toContainText("The pass is full: this model allows at most 15 s.");
  await expect(editor.wall).toContainText("Hold Alt to roll");
  await page.mouse.up();
  await editor.expectSaved("5+4+6");
  expect(editor.stored().revision).toBe(0);
});

test("a drag past the limit goes as far as the limit lets it", async ({ editor }) => {
  await editor.open([[5, 4, 4]]);
  await editor.dragEdge(0, "end", 4);
  await editor.expectSaved("7+4+4");
  await expect(editor.wall).toContainText("The pass is full");
});

test("Escape gives a drag up: nothing is shown, nothing is saved", async ({ editor, page }) => {
  await editor.open([[4, 3]]);
  await editor.holdEdge(0, "end", 2);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await editor.expectSaved("4+3");
  expect(editor.stored().revision).toBe(0);
});

test("the budget moves while an edge is dragged, before anything is saved", async ({ editor, page }) => {
  await editor.open([[4, 3]]);
  const budget = page.getByRole("complementary").first();
  await expect(budget).toContainText("7 s of 15 s");
  await editor.holdEdge(0, "end", 3);
  await expect(budget).toContainText("10 s of 15 s");
  expect(editor.stored().revision).toBe(0);
  await page.keyboard.press("Escape");
  await page.mouse.up();
});

test("undo takes the drop back by name, redo makes it again, and a reload shows the same", async ({ editor, page }) => {
  await editor.open([[4, 3]]);
  await editor.dragEdge(0, "end", 2);
  await editor.expectSaved("6+3");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByRole("button", { name: "Redo" })).toBeEnabled();
  await editor.expectSaved("4+3");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(page.getByRole("button", { name: "Undo" })).toBeEnabled();
  await editor.expectSaved("6+3");
  await page.reload();
  await editor.expectSaved("6+3");
  await page.getByRole("button", { name: "Undo" }).hover();
  await expect(page.getByText("Undo: Resize SH0010 to 6 s")).toBeVisible();
});

test("a shot is dragged to another place, also into another pass", async ({ editor, page }) => {
  await editor.open([[4, 3, 2], [5]]);
  await editor.dragShot(2, "left", 0);
  await editor.expectSaved("2+4+3 | 5");
  await editor.show("All passes");
  expect(await editor.shownOrder()).toEqual([2, 0, 1, 3]);
  await editor.dragShot(1, "right", 3);
  await editor.expectSaved("2+4 | 5+3");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByRole("button", { name: "Redo" })).toBeEnabled();
  await editor.expectSaved("2+4+3 | 5");
});

test("a shot does not go where it has no room, and the reason is said", async ({ editor, page }) => {
  await editor.open([[4, 3], [15]]);
  await editor.show("All passes");
  await editor.dragShot(0, "right", 2);
  await expect(editor.wall).toContainText("The pass has 0 s left; the shot needs 4 s.");
  await editor.expectSaved("4+3 | 15");
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
});

test("the pass's own button adds a shot with the room that is left, and says when there is none", async ({
  editor,
}) => {
  await editor.open([[7, 6]]);
  const passId = editor.stored().shots[0]?.passId as string;
  await editor.clickAddShot(passId);
  await editor.expectSaved("7+6+2");
  await editor.clickAddShot(passId);
  await expect(editor.wall).toContainText("0 s left");
  await editor.expectSaved("7+6+2");
});

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Host } from "../support/host.ts";
import { makePng } from "../support/received-images.ts";
import { dragFiles, dropFiles } from "./drop-files.ts";
import { EditorDriver } from "./editor-driver.ts";
import { expect, test } from "./test.ts";

const pictures = join("test-results", "pictures");
mkdirSync(pictures, { recursive: true });

/** How wide the timeline is, and where it begins on the page. */
async function stageOf(editor: EditorDriver): Promise<{ x: number; right: number }> {
  const box = await editor.timeline.boundingBox();
  if (!box) throw new Error("The timeline is not shown.");
  return { x: box.x, right: box.x + box.width };
}

async function writeImages(folder: string, ...names: string[]): Promise<string[]> {
  const files = names.map((name) => join(folder, name));
  for (const [index, file] of files.entries())
    writeFileSync(file, await makePng(["teal", "gold", "navy"][index] ?? "plum"));
  return files;
}

/** The stored picture of each shot. */
async function framesOf(host: Host, { projectFolder }: EditorDriver): Promise<(string | undefined)[]> {
  const { project } = await host.call("project.get", await host.call("projects.open", { folder: projectFolder }));
  return project.passes.flatMap((pass) => pass.shots.map(({ frame }) => frame));
}

const save = (page: Page) => page.getByTestId("save-status");

test("in a new project the only shot is dragged to the wall in one movement, and nothing scrolls", async ({
  page,
  freshWorkspace: workspace,
}) => {
  const editor = new EditorDriver(page, workspace.folder, workspace.host);
  await page.goto(await workspace.host.url());
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("First try");
  await page.keyboard.press("Enter");
  await expect(editor.timeline).toBeVisible();
  const [recent] = await workspace.host.call("projects.list", {});
  const { projectId } = await workspace.host.call("projects.open", { folder: recent?.folder as string });
  const { project, folder } = await workspace.host.call("project.get", { projectId });
  editor.projectFolder = folder;
  editor.shotIds = project.passes.flatMap((pass) => pass.shots.map(({ id }) => id));
  const { right } = await stageOf(editor);
  const wall = await editor.passLimit();
  expect(wall.x).toBeLessThan(right);
  expect(wall.x).toBeGreaterThan(right - 40);
  await page.screenshot({ path: join(pictures, "new-pass.png") });

  const start = await editor.edgeOf(0, "start");
  const end = await editor.edgeOf(0, "end");
  await page.mouse.move(end.x, end.y);
  await page.mouse.down();
  await page.mouse.move(wall.x + 30, wall.y, { steps: 12 });
  await expect(editor.wall).toHaveText("The pass is full: this model allows at most 15 s. ");
  await page.screenshot({ path: join(pictures, "wall-hit.png") });
  expect((await editor.edgeOf(0, "start")).x).toBe(start.x);
  expect((await editor.passLimit()).x).toBe(wall.x);
  await page.mouse.up();
  await editor.expectSaved("15");
  expect((await editor.edgeOf(0, "end")).x).toBeGreaterThan(wall.x - 10);
});

test("a click in the room adds the shortest shot, a double click one that fills it, and no shot is added to a full pass", async ({
  editor,
  page,
}) => {
  await editor.open([[3, 4]], "pixio/kling-v3-pro");
  const room = await editor.room();
  await page.mouse.click(room.x, room.y);
  await editor.expectSaved("3+4+3");
  const less = await editor.room();
  await page.mouse.dblclick(less.x, less.y);
  await editor.expectSaved("3+4+3+5");
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => editor.shownLengths()).toBe("3+4+3");
});

test("room that is shorter than any shot takes none, and the reason is said", async ({ editor, page }) => {
  await editor.open([[5, 5, 3]], "pixio/kling-v3-pro");
  const room = await editor.room();
  await page.mouse.click(room.x, room.y);
  await expect(editor.wall).toContainText("The pass has 2 s left");
  await editor.expectSaved("5+5+3");
});

test("images dropped into the room become shots as long as they fit; what did not is said", async ({
  editor,
  page,
  workspace,
}) => {
  await editor.open([[3, 4]], "pixio/kling-v3-pro");
  const images = await writeImages(workspace.folder, "frame 10.png", "frame 2.png", "frame 1.png");
  const room = await editor.room();
  const drag = await dragFiles(page, images, room);
  await page.screenshot({ path: join(pictures, "images-over-room.png") });
  await drag.drop();
  await expect(page.getByRole("alert")).toContainText("Left out: frame 10.png. The pass has 2 s left");
  await editor.expectSaved("3+4+3+3");
  const [, , third, fourth] = await framesOf(workspace.host, editor);
  expect(third).toMatch(/^[0-9a-f]{64}$/);
  expect(fourth).toMatch(/^[0-9a-f]{64}$/);
  expect(fourth).not.toBe(third);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => editor.shownLengths()).toBe("3+4");
});

test("one image dropped on a shot becomes its picture", async ({ editor, page, workspace }) => {
  await editor.open([[3, 4]]);
  const { x, y } = await editor.edgeOf(1, "start");
  await dropFiles(page, await writeImages(workspace.folder, "a.png"), { x: x + 60, y });
  await expect.poll(async () => (await framesOf(workspace.host, editor))[1]).toMatch(/^[0-9a-f]{64}$/);
  await editor.expectSaved("3+4");
});

test("a file dropped where nothing takes it is kept from replacing the page; a text is none of that", async ({
  editor,
  page,
}) => {
  await editor.open([[3, 4]]);
  const refused = (kind: "file" | "text") =>
    page.getByTestId("preview-canvas").evaluate((viewer, carries) => {
      const dataTransfer = new DataTransfer();
      if (carries === "file") dataTransfer.items.add(new File(["x"], "a.png", { type: "image/png" }));
      else dataTransfer.setData("text/plain", "words");
      const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
      viewer.dispatchEvent(drop);
      return drop.defaultPrevented;
    }, kind);
  expect(await refused("file")).toBe(true);
  expect(await refused("text")).toBe(false);
});

test("a pass is opened from the list, by Enter and by a double click, and all passes are one key away and back", async ({
  editor,
  page,
}) => {
  await editor.open([[4, 3], [5, 2], [6]]);
  const passes = page.getByRole("region", { name: "Passes" });
  const shown = page.getByRole("group", { name: "Timeline view" }).getByRole("button", { pressed: true });
  await expect(shown).toHaveText("Pass");
  await passes.getByRole("button", { name: /^SC020/ }).click();
  const { x, right } = await stageOf(editor);
  const opened = async (first: number) => {
    await expect(shown).toHaveText("Pass");
    expect((await editor.edgeOf(first, "start")).x - x).toBeLessThan(24);
    expect((await editor.passLimit()).x).toBeGreaterThan(right - 40);
  };
  await opened(2);

  await page.keyboard.press("Shift+Z");
  await expect(shown).toHaveText("All passes");
  expect((await editor.edgeOf(0, "start")).x).toBeGreaterThan(x);
  expect((await editor.edgeOf(4, "end")).x).toBeLessThan(right);
  await page.screenshot({ path: join(pictures, "all-passes.png") });
  await page.keyboard.press("Shift+Z");
  await opened(2);

  await page.keyboard.press("Shift+Z");
  const last = await editor.edgeOf(4, "end");
  await page.mouse.dblclick(last.x - 30, last.y);
  await opened(4);

  await page.keyboard.press("Shift+Z");
  await editor.shotList.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await opened(0);
  await expect(save(page)).toHaveText("Saved");
});

test("the open pass follows the playhead into the next one, and the ruler goes on counting the programme", async ({
  editor,
  page,
}) => {
  await editor.open([
    [4, 3],
    [5, 2],
  ]);
  const { x } = await stageOf(editor);
  for (const shot of [1, 2]) {
    await page.keyboard.press("ArrowDown");
    await expect.poll(async () => (await editor.edgeOf(shot, "end")).x).toBeGreaterThan(x);
  }
  expect((await editor.edgeOf(2, "start")).x - x).toBeLessThan(24);
  await expect(editor.edgeOf(0, "start")).rejects.toThrow("the timeline has no edge");
  await expect(page.getByText("01:00:07:00").filter({ visible: true }).first()).toBeVisible();
});

for (const widthPx of [1280, 2560]) {
  test(`six shots of 1 s and one of 15 s have their edges to hold at ${widthPx} px`, async ({ editor, page }) => {
    await page.setViewportSize({ width: widthPx, height: 800 });
    await editor.open([[1, 1, 1, 1, 1, 1], [15]]);
    const { right } = await stageOf(editor);
    await editor.dragEdge(0, "end", 2);
    await editor.expectSaved("3+1+1+1+1+1 | 15");
    const room = await editor.room();
    await page.mouse.click(room.x, room.y);
    await expect(editor.wall).toContainText("at most 6 shots");
    await page
      .getByRole("region", { name: "Passes" })
      .getByRole("button", { name: /^SC020/ })
      .click();
    expect((await editor.edgeOf(6, "end")).x).toBeLessThan(right);
    await editor.dragEdge(6, "end", -12);
    await editor.expectSaved("3+1+1+1+1+1 | 3");
  });
}

test("a limit of 30 s is seen whole and reached in one movement", async ({ editor, page }) => {
  await editor.open([[4]], "fal/kling-4.0");
  const { right } = await stageOf(editor);
  const wall = await editor.passLimit();
  expect(wall.x).toBeLessThan(right);
  expect(await editor.pxOf(30)).toBeGreaterThan(right - wall.x + 400);
  const room = await editor.room();
  await page.mouse.dblclick(room.x, room.y);
  await editor.expectSaved("4+26");
});

test("the budget is filled with the keyboard alone", async ({ editor, page }) => {
  await editor.open([[3]], "pixio/kling-v3-pro");
  await page.keyboard.press("n");
  await editor.expectSaved("3+3");
  for (let step = 0; step < 9; step += 1) await page.keyboard.press("Period");
  await editor.expectSaved("3+12");
  await page.keyboard.press("Period");
  await expect(editor.wall).toContainText("The pass is full");
});

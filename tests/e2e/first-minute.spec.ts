import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

/** Opens the sample, whose shots have pictures, and selects its first shot. */
async function openSample(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Open the sample" }).click();
  await page.getByRole("listbox", { name: "Shots on the timeline" }).focus();
  await page.keyboard.press("ArrowRight");
}

async function makeProject(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await dialog.getByRole("textbox").first().fill("Night race");
  await dialog.getByRole("button", { name: "Create" }).click();
}

async function choose(page: Page, field: string, choice: string): Promise<void> {
  await page.getByRole("combobox", { name: field }).click();
  // A move has its key beside its name.
  await page.getByRole("option", { name: new RegExp(`^${choice}( ?\\d)?$`) }).click();
}

/** A fingerprint of what the viewer shows. */
function picture(page: Page): Promise<string> {
  return page
    .getByTestId("preview-canvas")
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL("image/jpeg", 0.6));
}

/** Brightness in the middle of the viewer, 0 to 255. */
function brightness(page: Page): Promise<number> {
  return page.getByTestId("preview-canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    const { data } = context.getImageData(width / 4, height / 4, width / 2, height / 2);
    // Every fourth is the opacity.
    return data.reduce((sum, value, index) => (index % 4 === 3 ? sum : sum + value), 0) / (data.length * 0.75);
  });
}

test("opening on a fade from black shows the picture and says so, until it plays", async ({ page, freshWorkspace }) => {
  await openSample(page, await freshWorkspace.host.url());
  await choose(page, "Transition in", "Fade in from black");
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  await page.reload();
  const note = page.getByRole("region", { name: "Preview" }).getByText("Fade in from black");
  await expect(note).toBeVisible();
  await expect.poll(() => brightness(page)).toBeGreaterThan(8);
  await page.keyboard.press("ArrowRight");
  await expect(note).toBeHidden();
  await expect.poll(() => brightness(page)).toBeLessThan(8);
});

test("selecting a shot shows it, by click, by key and in the list of passes", async ({ editor, page }) => {
  await editor.open([[4, 3], [5]]);
  const time = page.getByTestId("playhead-time");
  await editor.clickShot(1);
  await expect(time).toHaveText("01:00:04:00");
  await editor.shotList.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(time).toHaveText("01:00:00:00");
  await page.getByRole("button", { name: /^SC020 Pass 2/ }).click();
  await expect(time).toHaveText("01:00:07:00");
});

test("a setting leaves the playhead where it is, also after a reload", async ({ editor, page }) => {
  await editor.open([[4, 3]]);
  await page.keyboard.press("ControlOrMeta+Comma");
  await page.getByRole("tab", { name: "Editing" }).click();
  await page.getByRole("switch", { name: "Move the playhead to the selected shot" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await expect(editor.timeline).toBeVisible();
  await editor.clickShot(1);
  await expect(editor.shotList.getByRole("option", { selected: true })).toContainText("SH0020");
  await expect(page.getByTestId("playhead-time")).toHaveText("01:00:00:00");
});

test("a new camera move plays once in the viewer while the playhead stays, and a new size is said", async ({
  page,
  freshWorkspace,
}) => {
  await openSample(page, await freshWorkspace.host.url());
  const preview = page.getByRole("region", { name: "Preview" });
  await choose(page, "Camera move", "Static");
  await expect(preview.getByText(/static/)).toBeHidden();
  const still = await picture(page);
  await choose(page, "Camera move", "Zoom in");
  await expect(preview.getByText(/zoom-in/)).toBeVisible();
  await expect.poll(() => picture(page)).not.toBe(still);
  await expect(preview.getByText(/zoom-in/)).toBeHidden();
  await expect(page.getByTestId("playhead-time")).toHaveText("01:00:00:00");
  await choose(page, "Camera angle", "Overhead");
  await expect(preview.getByText(/overhead/)).toBeVisible();
});

test("a new project is to do, not wrong; pressing Generate makes it a problem, and writing the shot clears it", async ({
  page,
  freshWorkspace,
}) => {
  await makeProject(page, await freshWorkspace.host.url());
  const passes = page.getByRole("region", { name: "Passes" });
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(passes.getByRole("img", { name: "1 to do", exact: true })).toBeVisible();
  await expect(passes.getByRole("img", { name: "1 problem", exact: true })).toBeHidden();
  await page.getByRole("button", { name: /^Generate · / }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(passes.getByRole("img", { name: "1 problem", exact: true })).toBeVisible();
  await inspector.getByRole("button", { name: "SH0010" }).click();
  await expect(inspector.getByRole("button", { name: "1 problem in this pass" })).toBeVisible();
  await page.getByRole("textbox", { name: "Action" }).fill("A lamp swings");
  await page.getByRole("textbox", { name: "Action" }).press("Tab");
  await expect(inspector.getByRole("button", { name: /problem/ })).toBeHidden();
  await expect(passes.getByRole("img", { name: /problem|to do/ })).toBeHidden();
  await page.keyboard.press("Escape");
  await page.getByTestId("timeline").click({ position: { x: 30, y: 12 } });
  await page.keyboard.press("n");
  await inspector.getByRole("button", { name: "1 to do in this pass" }).click();
  await expect(inspector.getByRole("region", { name: "Budget" })).toContainText("SH0020");
});

test("the budget, what is to do, Generate and the takes are in view together, in the order of the work", async ({
  page,
  freshWorkspace,
}) => {
  await makeProject(page, await freshWorkspace.host.url());
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const tops: number[] = [];
  for (const part of [
    page.getByTestId("budget-left"),
    inspector.getByRole("button", { name: "SH0010" }),
    inspector.getByRole("button", { name: /^Generate · / }),
    inspector.getByRole("button", { name: "Import result…" }),
    inspector.getByRole("combobox", { name: "Model profile" }),
  ]) {
    await expect(part).toBeInViewport({ ratio: 1 });
    tops.push((await part.boundingBox())?.y ?? 0);
  }
  expect(tops).toEqual(tops.toSorted((left, right) => left - right));
  // It stays while the rest scrolls.
  const negative = inspector.getByRole("textbox", { name: "Negative prompt" });
  await expect(negative).toBeHidden();
  await inspector.getByText("Negative prompt").click();
  await negative.scrollIntoViewIfNeeded();
  await expect(negative).toBeInViewport();
  await expect(inspector.getByRole("button", { name: /^Generate · / })).toBeInViewport({ ratio: 1 });
});

test("three hints lead through the first minute, each until it is done, and never again", async ({ editor, page }) => {
  await editor.open([[4, 3]]);
  await page.keyboard.press("n");
  await editor.expectSaved("4+3+3");
  editor.shotIds = editor.stored().shots.map(({ id }) => id);
  const hint = page.getByRole("region", { name: "Timeline" }).getByRole("button", { name: "Hide hints" });
  const says = (text: string | RegExp) => page.getByRole("status").filter({ hasText: text });
  await expect(says("Drag the end of a shot to change its length.")).toBeVisible();
  await editor.dragEdge(0, "end", 1);
  await expect(says("Press Space to play the animatic.")).toBeVisible();
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  await expect(says("Click a shot to write its prompt.")).toBeVisible();
  await editor.shotList.focus();
  await page.keyboard.press("End");
  await expect(says("Write this shot’s prompt in the inspector.")).toBeVisible();
  await page.getByRole("textbox", { name: "Action" }).fill("A lamp swings");
  await page.getByRole("textbox", { name: "Action" }).press("Tab");
  await expect(hint).toBeHidden();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(editor.timeline).toBeVisible();
  await editor.clickShot(0);
  await page.keyboard.press("n");
  await expect(page.getByText("Drag an edge to change a shot’s length.")).toBeVisible();
  await expect(hint).toBeHidden();
});

test("the hint points at the end of the shot, and hides for good when asked", async ({ editor, page }) => {
  await editor.open([[4, 3]]);
  const timeline = page.getByRole("region", { name: "Timeline" });
  const edge = await editor.edgeOf(0, "end");
  const tip = timeline.getByTestId("hint-tip");
  await expect
    .poll(async () => {
      const box = await tip.boundingBox();
      return box && Math.abs(box.x + box.width / 2 - edge.x);
    })
    .toBeLessThan(2);
  await timeline.getByRole("button", { name: "Hide hints" }).click();
  await expect(tip).toBeHidden();
  await page.reload();
  await expect(timeline.getByText("Drag an edge to change a shot’s length.")).toBeVisible();
  await expect(tip).toBeHidden();
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { rateOf } from "../../shared/time/rate.ts";
import { formatTimecode } from "../../shared/time/timecode.ts";
import { expect, test } from "./test.ts";

const pictures = join("test-results", "pictures");
mkdirSync(pictures, { recursive: true });

/** The frame that the film itself says is on the screen, by its own clock. */
function shownFrame(review: Page): Promise<number> {
  return review.locator("video").evaluate(
    (film: HTMLVideoElement) =>
      new Promise<number>((resolve) => {
        film.requestVideoFrameCallback((_, { mediaTime }) => resolve(Math.round(mediaTime * 24)));
        // A frame that is shown already is shown once more.
        film.currentTime = film.currentTime + 1e-4;
      }),
  );
}

for (const [width, height] of [
  [1280, 800],
  [1920, 1080],
] as const) {
  test.describe(`at ${width}×${height}`, () => {
    test.use({ viewport: { width, height } });

    test("the export dialog starts from presets, and says when they were changed", async ({ editor, page }) => {
      await editor.open([[2, 1]]);
      await page.getByRole("button", { name: "Export", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Export" });
      await expect(dialog.getByRole("radio", { name: "Everything" })).toBeChecked();
      await page.screenshot({ path: join(pictures, `export-${width}x${height}.png`) });
      await dialog.getByRole("radio", { name: "Resolve" }).check();
      await expect(dialog.getByText(/^Resolve rejects FCPXML newer than it knows/)).toBeVisible();
      await expect(dialog.getByRole("combobox", { name: "Codec" })).toHaveText("DNxHR HQ");
      await expect(dialog.getByRole("combobox", { name: "Version of Final Cut Pro 7 XML" })).toHaveText(/5$/);
      await expect(dialog.getByRole("checkbox", { name: /^EDL CMX/ })).not.toBeChecked();
      await page.screenshot({ path: join(pictures, `export-resolve-${width}x${height}.png`) });
      const body = dialog.locator("[class*=body]");
      expect(await body.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0);
      await dialog.getByRole("checkbox", { name: /^EDL CMX/ }).check();
      await expect(dialog.getByRole("radio", { name: "Custom" })).toBeChecked();
      await dialog.getByRole("checkbox", { name: /^EDL CMX/ }).uncheck();
      await expect(dialog.getByRole("radio", { name: "Resolve" })).toBeChecked();
      await page.keyboard.press("Escape");
    });
  });
}

test("a review is opened from the disk, commented frame by frame, and its comments become notes", async ({
  editor,
  page,
  context,
  workspace,
}) => {
  test.setTimeout(120_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await editor.open([[2, 1]]);
  const folder = join(workspace.folder, "ünder review #1");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  for (const box of await dialog.getByRole("checkbox").all()) await box.uncheck();
  await dialog.getByRole("checkbox", { name: /^Review page/ }).check();
  await dialog.getByRole("textbox", { name: "Folder" }).fill(folder);
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  const exported = page.getByRole("dialog", { name: "Exported" });
  await expect(exported).toBeVisible({ timeout: 100_000 });
  expect(readdirSync(folder)).toEqual(["NightRace_reference.mp4", "README.txt", "Review.html"]);
  await exported.getByText("Log", { exact: true }).click();
  await page.screenshot({ path: join(pictures, "exported.png") });
  await exported.getByRole("button", { name: "Copy log" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/ s {2}Done$/);
  await exported.getByRole("button", { name: "Close", exact: true }).first().click();

  const review = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  review.on("request", (request) => requests.push(request.url()));
  review.on("pageerror", (error) => complaints.push(error.message));
  review.on("console", (message) => complaints.push(message.text()));
  await review.goto(pathToFileURL(join(folder, "Review.html")).href);
  const timecode = review.getByLabel("Timecode");
  await expect(timecode).toHaveText("01:00:00:00");
  await expect(review.getByText(/can't play the movie/)).toBeHidden();
  for (let count = 0; count < 3; count += 1) await review.keyboard.press("ArrowRight");
  await expect(timecode).toHaveText("01:00:00:03");
  expect(await shownFrame(review)).toBe(3);
  await review.keyboard.press("Shift+ArrowRight");
  await review.keyboard.press("ArrowLeft");
  await expect(timecode).toHaveText("01:00:01:02");
  expect(await shownFrame(review)).toBe(26);
  await review.keyboard.press("End");
  await expect(timecode).toHaveText("01:00:02:23");
  expect(await shownFrame(review)).toBe(71);
  await review.keyboard.press("ArrowRight");
  await expect(timecode).toHaveText("01:00:02:23");
  await review.keyboard.press("KeyJ");
  await expect(timecode).toHaveText(/01:00:0[01]:/);
  await review.keyboard.press("KeyL");
  await expect(review.getByRole("button", { name: "Pause" })).toBeVisible();
  await review.keyboard.press("KeyK");
  await review.keyboard.press("Home");
  await review.keyboard.press("ArrowDown");
  await expect(timecode).toHaveText("01:00:02:00");

  await review.getByLabel("Your name").fill("Anna <img src=x>");
  const text = review.getByLabel("Comment at 01:00:02:00");
  await text.fill("<script>document.title = 'taken'</script> Jump sooner l k j");
  await text.press("Control+Enter");
  await review.keyboard.press("Home");
  await review.keyboard.press("KeyC");
  await review.keyboard.insertText("First frame is dark");
  await review.getByRole("button", { name: "Add comment" }).click();
  const items = review.getByRole("listitem");
  await expect(items).toHaveCount(2);
  await items.nth(1).getByRole("button", { name: "01:00:02:00", exact: true }).click();
  await expect(timecode).toHaveText("01:00:02:00");
  expect(await shownFrame(review)).toBe(48);
  await review.screenshot({ path: join(pictures, "review.png") });
  expect(await review.title()).toBe("Review of Night race");
  await review.reload();
  await expect(items).toHaveCount(2);
  const download = review.waitForEvent("download");
  await review.getByRole("button", { name: "Save comments…" }).click();
  const file = join(workspace.folder, (await download).suggestedFilename());
  await (await download).saveAs(file);
  expect(file).toMatch(/NightRace\.comments\.json$/);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    schema: "shotline.comments.1",
    comments: [
      { frame: 0, timecode: "01:00:00:00", shotId: editor.shot(0), text: "First frame is dark" },
      { frame: 48, timecode: "01:00:02:00", shotId: editor.shot(1) },
    ],
  });

  await items.first().getByRole("button", { name: "Remove the comment at 01:00:00:00" }).click();
  await expect(items).toHaveCount(1);
  await review.getByLabel("Comments file").setInputFiles(file);
  await expect(items).toHaveCount(2);
  await expect(review.getByRole("status")).toHaveText("Loaded 1; 1 already here.");
  await review.getByLabel("Comments file").setInputFiles({
    name: "no.comments.json",
    mimeType: "application/json",
    buffer: Buffer.from("[]"),
  });
  await expect(review.getByRole("status")).toHaveText("This is not a comments file.");
  expect(complaints).toEqual([]);
  expect(new Set(requests.map((url) => new URL(url).protocol))).toEqual(new Set(["file:"]));
  await review.close();

  for (const said of ["Added 2 comments to the notes of 2 shots.", "These comments are already in the notes."]) {
    await page.getByRole("button", { name: "Project Night race" }).click();
    await page.getByRole("menuitem", { name: "Import comments…" }).click();
    const chooser = page.getByRole("dialog", { name: "Import comments" });
    await chooser.getByRole("textbox", { name: "Path" }).fill(file);
    await chooser.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByText(said)).toBeVisible();
  }
  await editor.clickShot(1);
  await expect(page.getByText("[01:00:02:00 Anna <img src=x>] <script>").first()).toBeVisible();
  await page.screenshot({ path: join(pictures, "notes-imported.png") });
  const { project } = await workspace.host.call(
    "project.get",
    await workspace.host.call("projects.open", { folder: editor.projectFolder }),
  );
  expect(project.passes[0]?.shots[0]?.notes).toBe("[01:00:00:00 Anna <img src=x>] First frame is dark");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("[01:00:02:00 Anna <img src=x>] <script>").first()).toBeHidden();
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
});

test("a review counts timecode as the app does, drop-frame too", async ({ page, workspace }) => {
  const root = join(import.meta.dirname, "../..");
  for (const name of ["24", "23.976", "29.97df", "59.94df"] as const) {
    const rate = rateOf(name);
    const startFrame = 107_000;
    const data = { title: name, show: "S", movie: "none.mp4", madeAt: "", rateName: name, rate, startFrame };
    const part = (file: string) => readFileSync(join(root, "resources/review", file), "utf8");
    const html = part("review.html")
      .replace('"{{review}}"', JSON.stringify({ ...data, frames: 100_000, shots: [] }))
      .replace("/* player */", () => part("player.js"));
    const file = join(workspace.folder, `review-${name}.html`);
    writeFileSync(file, html);
    writeFileSync(join(workspace.folder, "none.mp4"), "not a film");
    await page.goto(pathToFileURL(file).href);
    const labels = await page.evaluate<string[]>(
      "Array.from({ length: 100_000 / 7 }, (_, index) => timecodeOf(index * 7))",
    );
    expect(labels).toEqual(labels.map((_, index) => formatTimecode(startFrame + index * 7, rate)));
    await expect(page.getByText(/can't play the movie/)).toBeVisible();
  }
});

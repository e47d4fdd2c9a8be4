import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./test.ts";

test("the home screen without projects says what to do", async ({ page, freshWorkspace }) => {
  await page.goto(await freshWorkspace.host.url());
  await expect(page.getByText("Drop images anywhere in this window: each becomes a shot")).toBeVisible();
  await expect(page.getByRole("button", { name: "New project" })).toBeEnabled();
});

test("the export dialog makes the hand-off files", async ({ editor, page, workspace }) => {
  test.setTimeout(120_000);
  await editor.open([[2, 1]]);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await dialog.getByRole("textbox", { name: "Folder" }).fill(join(workspace.folder, "hand-off"));
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Exported" })).toBeVisible({ timeout: 100_000 });
  const made = readdirSync(join(workspace.folder, "hand-off"), { recursive: true }) as string[];
  for (const ending of [".mp4", ".edl", ".otio", ".csv", ".txt"]) {
    const file = made.find((name) => name.toLowerCase().endsWith(ending));
    expect(file, `a file that ends in ${ending}`).toBeDefined();
    expect(statSync(join(workspace.folder, "hand-off", file as string)).size).toBeGreaterThan(0);
  }
});

test("the export dialog sets codec, handles and rate", async ({ editor, page, workspace }) => {
  test.setTimeout(120_000);
  await editor.open([[2, 1]]);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  for (const name of await dialog.getByRole("checkbox").all()) await name.uncheck();
  await dialog.getByRole("checkbox", { name: /^Clips/ }).check();
  await dialog.getByRole("checkbox", { name: /^EDL CMX/ }).check();
  for (const [picker, choice] of [
    ["Codec", "DNxHR HQ"],
    ["Handles", "24-frame handles"],
    ["Takes at another rate", /^Other rates: every frame/],
    ["Frame rate", "29.97 fps, drop-frame"],
  ] as const) {
    await dialog.getByRole("combobox", { name: picker }).click();
    await page.getByRole("option", { name: choice }).click();
  }
  await dialog.getByRole("textbox", { name: "Folder" }).fill(join(workspace.folder, "converted"));
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Exported" })).toBeVisible({ timeout: 100_000 });
  const names = readdirSync(join(workspace.folder, "converted"));
  const edl = names.find((name) => name.endsWith("_29.97fps_DF.edl")) as string;
  expect(readFileSync(join(workspace.folder, "converted", edl), "latin1")).toContain("FCM: DROP FRAME");
  const [clip] = readdirSync(join(workspace.folder, "converted", "clips"));
  expect(readFileSync(join(workspace.folder, "converted", "clips", clip as string), "latin1")).toContain("AVdh");
});

test("the export dialog shows how clips will be named, and sets the storyboard", async ({
  editor,
  page,
  workspace,
}) => {
  test.setTimeout(120_000);
  await editor.open([[2, 1]]);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  for (const name of await dialog.getByRole("checkbox").all()) await name.uncheck();
  await dialog.getByRole("checkbox", { name: /^Clips/ }).check();
  await expect(dialog.getByRole("combobox", { name: "Paper" })).toBeHidden();
  await dialog.getByRole("checkbox", { name: /^Storyboard/ }).check();
  await dialog.getByRole("combobox", { name: "Paper" }).click();
  await page.getByRole("option", { name: "Letter" }).click();
  const names = dialog.getByRole("textbox", { name: "Clip names" });
  await names.fill("{scene}_{reel}");
  await expect(dialog.getByText("{reel} is not a clip name token.")).toBeVisible();
  await names.fill("{scene}");
  await expect(dialog.getByText(/would both be named SC010/)).toBeVisible();
  await names.fill("{scene}_{shot}_{version}");
  await dialog.getByRole("spinbutton", { name: "Version" }).fill("2");
  await expect(dialog.getByText("SC010_SH0010_v002.mov")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Folder" }).fill(join(workspace.folder, "named"));
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("button", { name: "Continue in background" }).click();
  await page.getByRole("button", { name: "Export of Night race" }).click();
  await expect(page.getByRole("dialog", { name: "Exporting" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show", exact: true }).click({ timeout: 100_000 });
  await expect(page.getByRole("dialog", { name: "Exported" })).toBeVisible({ timeout: 100_000 });
  expect(readdirSync(join(workspace.folder, "named", "clips"))).toEqual([
    "SC010_SH0010_v002.mov",
    "SC010_SH0020_v002.mov",
  ]);
  const board = readdirSync(join(workspace.folder, "named")).find((name) => name.endsWith("_storyboard.pdf"));
  expect(readFileSync(join(workspace.folder, "named", board as string), "latin1")).toContain("/MediaBox [0 0 792 612]");
});

for (const { width, height, pixelRatio } of [
  { width: 1280, height: 800, pixelRatio: 1 },
  { width: 1280, height: 800, pixelRatio: 1.5 },
  { width: 1280, height: 800, pixelRatio: 2 },
  { width: 1920, height: 1080, pixelRatio: 1 },
]) {
  test.describe(`at ${width}×${height}, pixel ratio ${pixelRatio}`, () => {
    test.use({ viewport: { width, height }, deviceScaleFactor: pixelRatio });

    test("the sample is readable, and the canvas has every device pixel", async ({ page, workspace }) => {
      const thumbnails = new Set<string>();
      page.on("response", (response) => {
        if (new URL(response.url()).pathname.endsWith("/thumbnail")) thumbnails.add(response.url());
      });
      await page.goto(await workspace.host.url());
      const pictures = join("test-results", "pictures");
      mkdirSync(pictures, { recursive: true });
      const picture = (name: string) => join(pictures, `${name}-${width}x${height}@${pixelRatio}.png`);
      await page.screenshot({ path: picture("home") });
      await page.getByRole("button", { name: "Open the sample" }).click();
      const timeline = page.getByTestId("timeline");
      await expect(timeline).toBeVisible();
      // One picture for each of the four shots; the next frame draws them.
      await expect.poll(() => thumbnails.size).toBeGreaterThanOrEqual(4);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const [widthPx, cssWidthPx] = await timeline
        .locator("canvas")
        .first()
        .evaluate((canvas) => [(canvas as HTMLCanvasElement).width, canvas.getBoundingClientRect().width]);
      expect(widthPx).toBeCloseTo((cssWidthPx as number) * pixelRatio, 1);
      await page.screenshot({ path: picture("editor") });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    });
  });
}

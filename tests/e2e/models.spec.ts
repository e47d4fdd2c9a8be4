import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { dreamModel, dreamText } from "../support/own-model.ts";
import { expect, test } from "./studio.ts";

test("a model that lacks what the pass has says so; one click makes the pass fit", async ({ studio, page }) => {
  const { editor, host, folder } = studio;
  await sharp({ create: { width: 640, height: 360, channels: 3, background: "#345" } })
    .webp()
    .toFile(join(folder, "start.webp"));
  const planFile = join(folder, "frames.plan.json");
  const pass = {
    scene: "SC010",
    name: "Frames",
    profile: "animatic",
    aspectRatio: "16:9",
    resolution: "1080p",
    startFrame: "start.webp",
    endFrame: "start.webp",
    shots: [2000, 1000].map((durationMs) => ({ durationMs, action: "A lamp swings", camera: { size: "CU" } })),
  };
  const project = { name: "Frames", rate: "24", start: "01:00:00:00" };
  writeFileSync(planFile, JSON.stringify({ schema: "shotline.plan.1", project, elements: [], passes: [pass] }));
  const { projectId } = await host.call("projects.createFromPlan", { planFile });
  editor.projectFolder = (await host.call("project.get", { projectId })).folder;
  await page.goto(await host.url());
  await editor.openRecent();

  await page.getByRole("combobox", { name: "Model profile" }).click();
  const fal = page.getByRole("group", { name: "fal.ai" });
  await expect(fal.getByRole("option", { name: /^Kling 3.0 Pro/ })).toContainText("end frame");
  await expect(page.getByRole("group", { name: "Pixio" })).toContainText("No API key");
  await fal.getByRole("option", { name: /^Kling 3.0 Pro/ }).click();

  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByRole("button", { name: "Remove the end frame" }).click();
  await expect(inspector.getByText(/end frame only/)).toHaveCount(0);
  await inspector.getByRole("button", { name: "Use a copy that fits" }).click();
  await expect(inspector.getByRole("button", { name: "Use a copy that fits" })).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("button", { name: "Generate for $0.336" })).toBeEnabled();
});

test("a model is chosen by the keyboard, and a missing key leads to the settings and back", async ({
  studio,
  page,
}) => {
  const { editor } = studio;
  await editor.open([[3]]);
  await page.getByRole("combobox", { name: "Model profile" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: /^Animatic/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Model profile" })).toContainText("Kling 3.0 · Kling");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Add API key for Pixio" }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  await expect(settings.getByLabel("API key for Pixio")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(settings).toHaveCount(0);
  await expect(page.getByRole("combobox", { name: "Model profile" })).toContainText("Kling 3.0 · Kling");
});

test("a task that this project does not know is taken up as a take", async ({ studio, page }) => {
  test.setTimeout(120_000);
  const { editor, host, kling, jobs } = studio;
  await editor.open([[3]], "kling/kling-3.0");
  const lost = await host.call("projects.createFromPlan", { planFile: join(studio.folder, "Night race.plan.json") });
  const { project } = await host.call("project.get", lost);
  const passId = project.passes[0]?.id as string;
  const { amount } = await host.call("generation.quote", { ...lost, passId });
  await host.call("generation.start", { ...lost, passId, expected: amount });
  await expect.poll(async () => (await host.call("jobs.list", lost))[0]?.state, { timeout: 60_000 }).toBe("done");

  await page.getByRole("button", { name: /^Jobs/ }).click();
  await jobs.getByRole("button", { name: "Find tasks at a service…" }).click();
  const dialog = page.getByRole("dialog", { name: "Find tasks at a service" });
  await dialog.getByRole("button", { name: "Search" }).click();
  await dialog.getByRole("button", { name: "Import" }).click();
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await expect(jobs.getByRole("button", { name: "Play take 1" })).toBeVisible({ timeout: 60_000 });
  expect(kling.charges).toHaveLength(1);
});

test("a film made elsewhere becomes a take, chosen in the page", async ({ studio, page }) => {
  const { editor, fal } = studio;
  await editor.open([[3]]);
  await page.getByRole("button", { name: "Import result…" }).click();
  const chooser = page.getByRole("dialog", { name: "Import a result" });
  await chooser.getByRole("textbox", { name: "Path" }).fill(fal.film.path);
  await chooser.getByRole("button", { name: "Import" }).click();
  const take = page.getByRole("button", { name: /^Take 1,/ });
  await expect(take).toBeVisible({ timeout: 30_000 });
  await take.focus();
  await page.keyboard.press("Enter");
  await expect(take).toHaveAccessibleName(/circled/);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(take).not.toHaveAccessibleName(/circled/);
});

test("a model file is there as soon as the window is come back to, and one with mistakes is said with its place", async ({
  studio,
  page,
}) => {
  const { editor, host } = studio;
  await editor.open([[3]]);
  const { folder } = await host.call("models.own", {});
  const wrong = dreamModel();
  wrong.limits.totalMs.max = "ten seconds";
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "good.json"), dreamText);
  writeFileSync(join(folder, "wrong.json"), JSON.stringify({ ...wrong, id: "fal/wrong" }));
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(
    page.getByRole("heading", { name: /^The model file wrong.json is left out. limits.totalMs.max: Write/ }),
  ).toBeVisible();
  await page.getByRole("combobox", { name: "Model profile" }).click();
  await page
    .getByRole("group", { name: "fal.ai" })
    .getByRole("option", { name: /^Dream 1/ })
    .click();
  await expect(page.getByRole("combobox", { name: "Model profile" })).toContainText("Dream 1 · fal.ai");
  rmSync(join(folder, "good.json"));
  rmSync(join(folder, "wrong.json"));
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(page.getByText("There is no model named Dream 1 · fal.ai (fal/dream-1).").first()).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Model profile" })).toContainText("Dream 1 · fal.ai");
});

test("models are compared for the selected pass by the keyboard, and one is given to it, which can be undone", async ({
  studio,
  page,
}) => {
  await studio.editor.open([[3, 2]]);
  const picker = page.getByRole("combobox", { name: "Model profile" });
  await picker.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Compare models" }).click();
  const dialog = page.getByRole("dialog", { name: "Models" });
  const row = (name: RegExp) => dialog.getByRole("row", { name });
  await expect(row(/^Kling 3.0 Standard/).first()).toContainText("720p instead of 1080p");
  const length = dialog.getByRole("columnheader", { name: "Length" });
  await length.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(length).toHaveAttribute("aria-sort", "descending");
  await expect(dialog.getByRole("row").nth(1)).toContainText("–30 s");
  await dialog.getByRole("button", { name: "Use this model: Kling 3.0 Pro · fal.ai" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "In use: Kling 3.0 Pro · fal.ai" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(picker).toContainText("Kling 3.0 Pro · fal.ai");
  await page.keyboard.press("Control+z");
  await expect(picker).toContainText("Animatic");
});

import { join } from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { importTake } from "../support/takes-on-host.ts";
import { dropFiles } from "./drop-files.ts";
import { expect, type Studio, test } from "./studio.ts";

const profile = "fal/kling-v3-pro";

async function writePicture(file: string, background: string): Promise<void> {
  await sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .png()
    .toFile(file);
}

/** Puts a picture on the clipboard, as another program does that copies one. */
async function copyPicture(page: Page, color: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(async (fill) => {
    const canvas = new OffscreenCanvas(640, 360);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.fillStyle = fill;
    context.fillRect(0, 0, 640, 360);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": await canvas.convertToBlob() })]);
  }, color);
}

async function onlyProject({ host, editor }: Studio) {
  const { projectId } = await host.call("projects.open", { folder: editor.projectFolder });
  const view = () => host.call("project.get", { projectId });
  return { projectId, view, stills: () => host.call("stills.list", { projectId }) };
}

test("candidates are made at one price, dropped and pasted, looked at side by side; one is picked, one removed and put back", async ({
  studio,
  page,
}) => {
  const { editor, fal, folder, jobs } = studio;
  await editor.open([[3, 2]], profile);
  const { view, stills } = await onlyProject(studio);
  const frameOf = async () => (await view()).project.passes[0]?.startFrame;
  await page.getByRole("button", { name: "Frames… (start frame)" }).click();
  const dialog = page.getByRole("dialog", { name: "Start frame of SC010 Pass 1" });
  await expect(dialog.getByText(/^No image yet/)).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Prompt" })).toHaveValue("Shot 1.");
  await dialog.getByRole("textbox", { name: "Prompt" }).fill("A lighthouse in fog");
  await dialog.getByRole("radio", { name: "2" }).check();
  await expect(dialog.getByTestId("quote")).toHaveText("≈ $0.30");
  await dialog.getByRole("button", { name: "Generate for ≈ $0.30" }).click();
  await expect(dialog.getByRole("button", { name: /^Candidate 2 of 2, Nano Banana Pro/ })).toBeVisible({
    timeout: 30_000,
  });
  await expect(dialog.getByText("In use as the start frame.")).toBeVisible();
  expect(fal.charges).toHaveLength(2);
  const made = await frameOf();

  // Neither what is dropped nor what is pasted takes the place of what is there.
  await writePicture(join(folder, "dropped.png"), "#886644");
  const stage = await dialog.getByTestId("still-stage").boundingBox();
  await dropFiles(page, [join(folder, "dropped.png")], { x: (stage?.x ?? 0) + 90, y: (stage?.y ?? 0) + 90 });
  await expect(dialog.getByRole("button", { name: "Candidate 1 of 3, dropped.png" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await copyPicture(page, "#446688");
  await page.keyboard.press("Control+V");
  await expect(dialog.getByRole("button", { name: /^Candidate 1 of 4, image/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  expect(await frameOf()).toBe(made);

  await dialog.getByRole("button", { name: "Side by side" }).click();
  await dialog.getByRole("button", { name: "Candidate 2 of 4, large" }).click();
  await expect(dialog.getByTestId("still-origin")).toContainText("dropped.png");
  await dialog.getByRole("button", { name: "Use as start frame" }).click();
  await expect(dialog.getByRole("button", { name: "Candidate 2 of 4, dropped.png, in use" })).toBeVisible();
  const [, dropped] = await stills();
  await expect.poll(frameOf).toBe(dropped?.mediaId);
  await dialog.getByRole("button", { name: /^Candidate 4 of 4, Nano/ }).click();
  await expect(dialog.getByTestId("still-origin")).toContainText("Nano Banana Pro · fal.ai · $0.15 · ");
  await dialog.getByRole("textbox", { name: "Prompt" }).fill("");
  await dialog.getByRole("button", { name: "Use this prompt" }).click();
  await expect(dialog.getByRole("textbox", { name: "Prompt" })).toHaveValue("A lighthouse in fog");
  await dialog.getByRole("button", { name: "Remove from list" }).click();
  await expect(dialog.getByRole("button", { name: /^Candidate \d of 3/ })).toHaveCount(6);
  await page.getByRole("button", { name: "Put back" }).click();
  await expect.poll(async () => (await stills()).length).toBe(4);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(frameOf).toBe(made);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(frameOf).toBeUndefined();
  await page.getByRole("button", { name: "Jobs", exact: true }).click();
  await jobs.getByRole("button", { name: "Use as start frame" }).first().click();
  await expect(jobs.getByText("In use as the start frame.").first()).toBeVisible();
  await expect.poll(frameOf).toBe(made);
});

test("an element's contact sheet is cut into its views", async ({ studio, page }) => {
  const { editor, folder, host } = studio;
  await editor.open([[3]], profile);
  const { projectId, view } = await onlyProject(studio);
  await writePicture(join(folder, "Mara.png"), "#776655");
  const panel = page.getByRole("region", { name: "Elements" });
  const box = await panel.boundingBox();
  await dropFiles(page, [join(folder, "Mara.png")], { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 80 });
  await page.getByRole("button", { name: "Contact sheet…" }).click();
  const dialog = page.getByRole("dialog", { name: "Contact sheet of @Mara" });
  await expect(dialog.getByRole("textbox", { name: "Prompt" })).toHaveValue(/^A reference sheet of @Mara: /);
  const sheet = { create: { width: 800, height: 800, channels: 3, background: "#335577" } } as const;
  await sharp(sheet)
    .composite([
      { input: { create: { ...sheet.create, width: 400, height: 400, background: "#aa5533" } }, gravity: "northeast" },
    ])
    .png()
    .toFile(join(folder, "sheet.png"));
  await dialog.getByLabel("Add an image").setInputFiles(join(folder, "sheet.png"));
  await dialog.getByRole("button", { name: "Cut into views" }).click();
  await expect(dialog.getByRole("button", { name: /^Candidate 1 of \d, Front view/ })).toBeVisible();
  const [mara] = (await view()).project.elements;
  expect(Object.values(mara?.views ?? {}).map(({ name }) => name)).toContain("profile");
  const places = (await host.call("stills.list", { projectId })).map(({ place }) =>
    "view" in place ? place.view : null,
  );
  expect(places).toEqual(["front", "profile", "back", "detail", null]);
});

test("an image is pasted as an end frame, and the frame of a take that is seen becomes a shot's own", async ({
  studio,
  page,
}) => {
  const { editor, fal, host } = studio;
  await editor.open([[3, 2]], profile);
  const { projectId, view, stills } = await onlyProject(studio);
  const [pass] = (await view()).project.passes;
  await copyPicture(page, "#338855");
  await page.getByLabel("end frame", { exact: true }).last().focus();
  await page.keyboard.press("Control+V");
  await expect.poll(async () => (await view()).project.passes[0]?.endFrame).toMatch(/^[0-9a-f]{64}$/);
  // The one before stays a candidate.
  await copyPicture(page, "#aa3355");
  await page.keyboard.press("Control+V");
  await expect.poll(async () => (await stills()).filter(({ place }) => place.kind === "endFrame")).toHaveLength(2);

  const takeId = await importTake(host, projectId, pass?.id ?? "", fal.film.path);
  await page.keyboard.press("Escape");
  const picture = page.getByTestId("preview-frame");
  await expect(picture).toHaveAttribute("data-source", /film|take/i, { timeout: 30_000 });
  for (let steps = 0; steps < 5; steps += 1) await page.getByRole("button", { name: "One frame forward" }).click();
  await expect(picture).toHaveAttribute("data-frame", "5");
  const frame = Number(await picture.getAttribute("data-source-frame"));
  await page.getByRole("button", { name: "Use this frame as" }).click();
  await page.getByRole("menuitem", { name: "Frame of SC010 Pass 1 SH0010" }).click();
  await expect(page.getByText(`Frame of SC010 Pass 1 SH0010 is now frame ${frame} of the take.`)).toBeVisible();
  const [still] = await stills();
  expect(still).toMatchObject({
    place: { kind: "shot", shotId: pass?.shots[0]?.id },
    origin: { by: "take", takeId, frame },
  });
  await expect.poll(async () => (await view()).project.passes[0]?.shots[0]?.frame).toBe(still?.mediaId);
});

test("the shots' own frames are turned into keyframes, and where each of them falls is said", async ({
  studio: { host },
  page,
}) => {
  const { projectId } = await host.call("projects.createSample", {});
  const view = () => host.call("project.get", { projectId });
  const { folder, project, revision: baseRevision } = await view();
  const [pass] = project.passes;
  const frame = project.elements[0]?.images[0] ?? null;
  const edits = [
    { type: "pass.describe" as const, passId: pass?.id ?? "", fields: { profile: "fal/kling-4.0" } },
    ...(pass?.shots ?? []).slice(0, 2).map(({ id: shotId }) => ({
      ...{ type: "shot.describe" as const, shotId, fields: { frame } },
    })),
  ];
  await host.call("edits.apply", { projectId, baseRevision, edit: { type: "batch", label: "Plan", edits } });
  await page.goto(await host.url());
  await page.getByTitle(folder, { exact: true }).click();
  await page.getByRole("switch", { name: "Use the shots’ own frames as keyframes" }).click();
  await expect(page.getByText(/^1 keyframe, which the model spreads evenly/)).toBeVisible();
  await expect(page.getByRole("list", { name: "Keyframes" })).toHaveText(/^SH0020\s*at 7\.5 s\s*shot begins at 4 s$/);
  await expect(page.getByText(/this shot's frame falls at 7\.5 s, 3\.5 s after the shot begins/).first()).toBeVisible();
  await expect.poll(async () => (await view()).project.passes[0]?.keyframes).toBe(true);
});

import { mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { buildPlan } from "../support/builders.ts";
import type { Host } from "../support/host.ts";
import { makePng } from "../support/received-images.ts";
import { dragFiles, dropFiles } from "./drop-files.ts";
import { expect, test } from "./test.ts";

const colors = ["crimson", "teal", "gold", "navy", "olive", "plum", "gray"];

/** Images `NAME 1.png`, `NAME 2.png` … in `folder`, and as many as told. */
async function writeImages(folder: string, name: string, count: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const files = Array.from({ length: count }, (_, index) => join(folder, `${name} ${index + 1}.png`));
  for (const [index, file] of files.entries()) {
    writeFileSync(file, await makePng(colors[index % colors.length] as string));
  }
  return files;
}

const projectsIn = (folder: string) => readdirSync(join(folder, "projects")).filter((name) => !name.startsWith("."));
const notices = (page: Page) => page.getByRole("region", { name: "Notifications" });
const shots = (page: Page) => page.getByRole("listbox", { name: "Shots on the timeline" }).getByRole("option");

async function openHome(page: Page, host: Host): Promise<void> {
  await page.goto(await host.url());
  await expect(page.getByText("No projects yet")).toBeVisible();
}

/** What a drop that makes nothing says. */
async function expectRefused(page: Page, folder: string, sentence: string | RegExp): Promise<void> {
  await expect(notices(page).getByText(sentence)).toBeVisible();
  await expect(page.getByRole("button", { name: "New project" })).toBeEnabled();
  expect(projectsIn(folder)).toEqual([]);
}

test("five images dropped on Home become a playing animatic", async ({ page, freshWorkspace: { host, folder } }) => {
  const images = await writeImages(join(folder, "boards"), "night race", 5);
  await openHome(page, host);
  await dropFiles(page, images.toReversed());
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(shots(page)).toHaveCount(5);
  expect(projectsIn(folder)).toEqual(["night race.shotline"]);
  const [listed] = await host.call("projects.list", {});
  expect(listed).toMatchObject({ name: "night race", durationMs: 15_000, passes: 1 });
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("four images and four keys are a playing animatic with moves", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  const images = await writeImages(join(folder, "boards"), "harbor", 4);
  await openHome(page, host);
  await dropFiles(page, images);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Space");
  await page.keyboard.press("Home");
  for (const [key, then] of [
    ["6", "ArrowDown"],
    ["2", "ArrowDown"],
    ["9", "ArrowDown"],
    ["7", "Home"],
  ] as const) {
    await page.keyboard.press(key);
    await page.keyboard.press(then);
  }
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  const [listed] = await host.call("projects.list", {});
  const { projectId } = await host.call("projects.open", { folder: listed?.folder ?? "" });
  const { project } = await host.call("project.get", { projectId });
  expect(project.passes[0]?.shots.map(({ camera }) => camera?.move)).toEqual([
    ...["push-in", "pan-left", "truck-right", "pull-out"],
  ]);
});

test("more images than a pass takes go on in further passes, and what is no image is named", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  const images = await writeImages(join(folder, "boards"), "harbor", 7);
  const notes = join(folder, "notes.txt");
  const broken = join(folder, "broken.png");
  for (const file of [notes, broken]) writeFileSync(file, "not a picture");
  await openHome(page, host);
  await dropFiles(page, [...images, notes, broken]);
  await expect(shots(page)).toHaveCount(7);
  await expect(notices(page).getByText("2 files can’t be used: broken.png, notes.txt.")).toBeVisible();
  await expect(notices(page).getByText("7 images fill 2 passes.")).toBeVisible();
  expect(await host.call("projects.list", {})).toMatchObject([{ durationMs: 21_000, passes: 2 }]);
});

test("images are chosen by the keyboard alone", async ({ page, freshWorkspace: { host, folder } }) => {
  const images = await writeImages(join(folder, "boards"), "harbor", 2);
  await openHome(page, host);
  await page.getByRole("button", { name: "New from images…" }).focus();
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(images);
  await expect(shots(page)).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("a folder of images becomes a project of its name", async ({ page, freshWorkspace: { host, folder } }) => {
  const boards = join(folder, "Act two");
  await writeImages(boards, "x", 3);
  writeFileSync(join(boards, "notes.txt"), "Other things lie there as well.");
  await openHome(page, host);
  await dropFiles(page, [boards]);
  await expect(shots(page)).toHaveCount(3);
  expect(projectsIn(folder)).toEqual(["Act two.shotline"]);
});

test("a plan file dropped on Home becomes a project", async ({ page, freshWorkspace: { host, folder } }) => {
  const plan = join(folder, "race.plan.json");
  writeFileSync(plan, JSON.stringify(buildPlan([4000, 3000])));
  await openHome(page, host);
  await dropFiles(page, [plan]);
  await expect(shots(page)).toHaveCount(2);
  expect(projectsIn(folder)).toEqual(["Night race.shotline"]);
});

test("what cannot become a project is refused in one sentence, and leaves nothing", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  const [image = ""] = await writeImages(join(folder, "boards"), "x", 1);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const empty = join(folder, "Receipts");
  const project = join(folder, "Sent.shotline");
  for (const each of [empty, project]) mkdirSync(each);
  file("Receipts/july.pdf", "Other things.");
  file("Sent.shotline/project.db", "");
  const large = file("large.png", "");
  truncateSync(large, 300 * 1024 * 1024);
  const plan = file("plan.json", JSON.stringify(buildPlan([3000], { startFrame: "start.png" })));
  const many = Array.from({ length: 201 }, (_, index) => file(`frame ${index}.png`, "never read"));
  await openHome(page, host);
  for (const [dropped, sentence] of [
    [[large], "large.png has 300 MB; the limit is 100 MB."],
    [[file("broken.png", "no picture")], /^broken\.png is not an image/],
    [[file("clip.mov", "film")], "clip.mov is not an image."],
    [[file("other.json", "{}")], /^schema is not valid/],
    [[plan], "plan.json refers to images, but a dropped file does not include its folder."],
    [[plan, image], "A plan was dropped with other files."],
    [[empty, image], "More than one folder was dropped, or a folder with files."],
    [[empty], "Receipts has no images in it and is not a project folder."],
    [[project], "The browser doesn’t tell Shotline where Sent.shotline is."],
    [many, "A new project can have at most 200 images; you added 201."],
  ] as const) {
    await dropFiles(page, dropped);
    await expectRefused(page, folder, sentence);
  }
  rmSync(large);
});

test("the window says what a drop would do, and no more once the drag has left", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  const images = await writeImages(join(folder, "boards"), "x", 1);
  await openHome(page, host);
  const drag = await dragFiles(page, images);
  const invitation = page.getByText("Drop images, a script, a plan, an archive, or a project folder", { exact: true });
  await expect(invitation).toBeVisible();
  await drag.leave();
  await expect(invitation).toBeHidden();
  await page.getByRole("button", { name: "New project" }).click();
  await dropFiles(page, images);
  await expect(page.getByRole("dialog", { name: "New project" })).toBeVisible();
  expect(projectsIn(folder)).toEqual([]);
});

test("recent projects show their picture, length and date; one that is gone says so, and goes off the list", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  const images = await writeImages(join(folder, "boards"), "harbor", 4);
  await openHome(page, host);
  await dropFiles(page, images);
  await expect(shots(page)).toHaveCount(4);
  await page.getByRole("button", { name: "Project harbor" }).click();
  await page.getByRole("menuitem", { name: "Close project" }).click();
  const card = page.getByRole("listitem").filter({ hasText: "harbor" });
  await expect(card.getByText("0:12 · 1 pass")).toBeVisible();
  await expect(card.getByText(/^Today, /)).toBeVisible();
  const poster = card.locator("img");
  await expect.poll(() => poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  rmSync(join(folder, "projects", "harbor.shotline"), { recursive: true });
  await page.reload();
  await expect(card.getByText("Folder not found")).toBeVisible();
  await expect(card.getByRole("button", { name: /^harbor/ })).toBeDisabled();
  await card.getByRole("button", { name: "Remove harbor from this list" }).click();
  await expect(page.getByText("No projects yet")).toBeVisible();
});

test("a template plays on its card and becomes a project to play", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  await openHome(page, host);
  const card = page.getByRole("button", { name: /^Vertical reel/ });
  await expect(card).toHaveAccessibleName(/15 s · 6 shots/);
  const picture = () => card.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const poster = await picture();
  await card.hover();
  await expect.poll(picture).not.toBe(poster);
  await page.mouse.move(0, 0);
  await expect.poll(picture).toBe(poster);
  await card.click();
  await expect(shots(page)).toHaveCount(6);
  expect(projectsIn(folder)).toEqual(["Vertical reel.shotline"]);
});

test("a new project may begin as a template, under the name that is given", async ({
  page,
  freshWorkspace: { host, folder },
}) => {
  await openHome(page, host);
  await page.getByRole("button", { name: /^New project/ }).click();
  await page.getByLabel("Name").fill("My chase");
  await page.getByRole("combobox", { name: "Template" }).click();
  await page.getByRole("option", { name: /^Chase/ }).click();
  await page.getByRole("button", { name: "Create" }).click();
  await expect(shots(page)).toHaveCount(10);
  expect(projectsIn(folder)).toEqual(["My chase.shotline"]);
});

test("a key can be added before there is any project", async ({ page, freshWorkspace: { host } }) => {
  await openHome(page, host);
  await page.getByRole("button", { name: "Settings…" }).click();
  await page.getByRole("region", { name: "Kling", exact: true }).getByRole("button", { name: "Add API key" }).click();
  await expect(page.getByLabel("API key for Kling", { exact: true })).toBeFocused();
});

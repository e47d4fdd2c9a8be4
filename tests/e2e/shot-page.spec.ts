import { join } from "node:path";
import type { Page } from "@playwright/test";
import { rateOf } from "../../shared/time/rate.ts";
import { writeNumberedFilm } from "../core/hand-off/clips/numbered-film.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { readStoredTexts } from "../support/stored-plan.ts";
import { expect, test } from "./test.ts";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const sent = (page: Page) => page.getByTestId("compiled-text");
const saved = (page: Page) => expect(page.getByTestId("save-status")).toHaveText("Saved");

async function addElement(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add element" }).click();
  const dialog = page.getByRole("dialog", { name: /^Element/ });
  await dialog.getByRole("textbox", { name: "Element name" }).fill(name);
  await dialog.getByRole("textbox", { name: "Description" }).fill("Woman of forty, gray braid");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("a name completes by keyboard, an unknown one is mended by a key, and what is sent follows every key", async ({
  editor,
  page,
}) => {
  await editor.open([[4, 3]]);
  await addElement(page, "Driver");
  await editor.clickShot(0);
  await field(page, "Action").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("@Dr");
  await expect(page.getByRole("option", { name: /^@Driver/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type(" meets @driver");
  // Before anything is saved.
  await expect(sent(page)).toContainText("@Driver meets @driver.");
  await expect(page.getByTestId("field-length")).toContainText("21 · shot 22");
  await expect(field(page, "Action")).toHaveAccessibleDescription(/^1 note on this text/);
  await page.keyboard.press("F8");
  const note = page.locator(".cm-problem-card");
  await expect(note).toContainText("@driver is not an element of this project.");
  // It is read beside the text, not over it.
  const text = await field(page, "Action").locator(".cm-line").boundingBox();
  expect((await note.boundingBox())?.y).toBeGreaterThan((text?.y ?? 0) + (text?.height ?? 0) - 3);
  await expect(page.locator(".cm-problem-shown")).toHaveText("@driver");
  // Saved meanwhile, what is being read stays.
  await saved(page);
  await expect(note).toBeVisible();
  await page.keyboard.press("ControlOrMeta+.");
  await expect(field(page, "Action")).toHaveText("@Driver meets @Driver");
  await saved(page);
  expect(readStoredTexts(editor.projectFolder)[0]).toMatchObject({ action: "@Driver meets @Driver" });
});

test("free text begins with the fields and is read back into them; undo takes each way back", async ({
  editor,
  page,
}) => {
  await editor.open([[4]]);
  await editor.clickShot(0);
  await field(page, "Action").fill("A driver runs");
  await field(page, "Lighting").fill("amber lamp");
  await page.getByRole("combobox", { name: "Shot size" }).focus();
  await page.getByRole("button", { name: "Free text" }).click();
  const free = field(page, "Free-text prompt");
  await expect(free).toHaveText("A driver runs. Lighting: amber lamp.");
  await free.fill("Close-up. A driver walks. Lighting: cold lamp.");
  await page.getByRole("button", { name: "Use fields" }).click();
  await expect(field(page, "Action")).toHaveText("A driver walks");
  await expect(field(page, "Lighting")).toHaveText("cold lamp");
  await expect(page.getByRole("combobox", { name: "Shot size" })).toHaveText("CU");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(free).toHaveText("Close-up. A driver walks. Lighting: cold lamp.");
});

test("the look of a pass stands in every shot that has none of its own, and is marked in what is sent", async ({
  editor,
  page,
}) => {
  await editor.open([[4, 3]]);
  await editor.clickShot(1);
  await field(page, "Action").fill("A driver runs");
  await page.getByRole("button", { name: /^SC010 Pass 1$/ }).click();
  await field(page, "Look: lighting").fill("Neon rain");
  await field(page, "Look: palette").fill("teal, amber");
  await field(page, "Scene heading").fill("EXT. STREET - NIGHT");
  await field(page, "Scene heading").press("Enter");
  await editor.clickShot(1);
  await expect(page.getByText("From the pass’s look: Neon rain")).toBeVisible();
  await expect(sent(page)).toHaveText("A driver runs. Lighting: Neon rain. Palette: teal, amber.");
  await expect(sent(page).getByTitle("From the pass’s look").first()).toHaveText("Lighting: Neon rain.");
  await page.getByRole("button", { name: "Pass look" }).first().click();
  await expect(field(page, "Look: lighting")).toBeFocused();
});

test("a field is copied to the shots that follow in one step, and repeated from the first", async ({
  editor,
  page,
}) => {
  await editor.open([[4, 3, 3]]);
  await editor.clickShot(0);
  await field(page, "Lighting").fill("amber lamp");
  await page.getByRole("button", { name: "Copy lighting" }).click();
  await page.getByRole("menuitem", { name: "Copy to following shots" }).click();
  await saved(page);
  expect(readStoredTexts(editor.projectFolder).map(({ lighting }) => lighting)).toEqual([
    "amber lamp",
    "amber lamp",
    "amber lamp",
  ]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect
    .poll(() => readStoredTexts(editor.projectFolder).map(({ lighting }) => lighting ?? ""))
    .toEqual(["amber lamp", "", ""]);
  await editor.clickShot(2);
  await page.getByRole("button", { name: "Copy lighting" }).click();
  await page.getByRole("menuitem", { name: "Repeat from shot 1" }).click();
  await expect(field(page, "Lighting")).toHaveText("amber lamp");
});

test("an older version of a shot's texts is restored, and dialogue says how long it takes", async ({
  editor,
  page,
}) => {
  await editor.open([[4]]);
  await editor.clickShot(0);
  await field(page, "Action").fill("A driver runs");
  await field(page, "Mood").focus();
  await saved(page);
  await field(page, "Action").fill("A driver walks");
  await page.getByRole("button", { name: "Add dialogue line" }).click();
  await field(page, "Line 1").fill("We never should have come here at night, you and I");
  await expect(page.getByText("11 words, 4.4 s at 2.5 words/s, shot 4 s")).toBeVisible();
  await page.getByRole("button", { name: "History of the shot’s texts" }).click();
  const dialog = page.getByRole("dialog", { name: "History of SH0010" });
  await dialog.getByRole("listitem").filter({ hasText: "runs." }).first().getByRole("button").click();
  await expect(field(page, "Action")).toHaveText("A driver runs");
  await expect(field(page, "Line 1")).toHaveCount(0);
});

test("what has changed since the last take is marked in what is sent", async ({
  editor,
  page,
  workspace: { host, folder },
}) => {
  await editor.open([[3]]);
  const opened = await host.call("projects.open", { folder: editor.projectFolder });
  const passId = (await host.call("project.get", opened)).project.passes[0]?.id as string;
  const file = join(folder, "taken.mp4");
  await writeNumberedFilm(foundFfmpeg, file, { rate: rateOf("24"), frames: 72 });
  await host.call("takes.import", { ...opened, passId, file });
  await editor.clickShot(0);
  await field(page, "Action").fill("Shot 1 at night");
  await expect(sent(page).locator("ins")).toHaveText(/at night/);
  await page.getByRole("checkbox", { name: "Changes since Take 1" }).uncheck();
  await expect(sent(page).locator("ins")).toHaveCount(0);
  await expect(sent(page)).toHaveText("Shot 1 at night.");
});

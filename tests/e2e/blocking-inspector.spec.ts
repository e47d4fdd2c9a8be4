/** Owns that what stands on a stage is set in exact numbers, one step each, that wrong ones are said and lose nothing, and that presets and set-ups are worked by keyboard. */
import type { Page } from "@playwright/test";
import type { Blocking } from "../../shared/project/stage.ts";
import { readStoredTexts } from "../support/stored-plan.ts";
import type { EditorDriver } from "./editor-driver.ts";
import { expect, test } from "./test.ts";

const inspector = (page: Page) => page.getByRole("complementary", { name: "Inspector" });
const number = (page: Page, name: string) => inspector(page).getByRole("spinbutton", { name, exact: true });

function blockingOf({ projectFolder }: EditorDriver, shot = 0): Blocking | undefined {
  return readStoredTexts(projectFolder)[shot]?.blocking;
}

/** Opens a pass of three shots, its first one selected, with the camera in the inspector. */
async function openCamera(page: Page, editor: EditorDriver): Promise<void> {
  await editor.open([[4, 3, 3]]);
  await editor.clickShot(0);
  await page.keyboard.press("Alt+5");
  await inspector(page).getByRole("button", { name: "Camera in numbers" }).click();
}

async function pick(page: Page, picker: string, option: string): Promise<void> {
  await inspector(page).getByRole("combobox", { name: picker, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function enter(page: Page, name: string, text: string): Promise<void> {
  await number(page, name).fill(text);
  await number(page, name).press("Enter");
}

/** Runs a command by its words in the palette. */
async function run(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(words);
  await expect(page.getByRole("option").first()).toContainText(words);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("the camera is set in numbers, each one step, and goes back to the words", async ({ page, editor }) => {
  await openCamera(page, editor);
  await enter(page, "Lens", "85mm");
  await expect(number(page, "Lens")).toHaveValue("85 mm");
  await expect(inspector(page).getByText("24° across")).toBeVisible();
  await expect.poll(() => blockingOf(editor)).toEqual({ camera: { lens: 85 } });

  // Stepped by the arrow keys: seen at once, and one step when the field is left.
  await enter(page, "Camera height", "1.5");
  await expect.poll(() => editor.stored().revision).toBe(2);
  const height = number(page, "Camera height");
  for (let press = 0; press < 3; press++) await height.press("ArrowUp");
  await height.press("Shift+ArrowUp");
  await expect(height).toHaveValue("2.8 m");
  expect(editor.stored().revision).toBe(2);
  await height.press("Escape");
  await expect(height).toHaveValue("1.5 m");
  await height.press("ArrowDown");
  await height.press("Tab");
  await expect.poll(() => blockingOf(editor)?.camera).toEqual({ lens: 85, height: 1.4 });
  expect(editor.stored().revision).toBe(3);

  // A distance moves the camera along the line to its target.
  await enter(page, "Position x", "0");
  await enter(page, "Position y", "-4");
  await enter(page, "Distance to the target", "2");
  await expect.poll(() => blockingOf(editor)?.camera?.at?.[0]).toBe(0);
  await expect(number(page, "Distance to the target")).toHaveValue("2 m");
  await expect(inspector(page).getByText(/frames as (CU|MCU|MS)/)).toBeVisible();

  await inspector(page).getByRole("button", { name: "Back to the words: lens" }).click();
  await expect.poll(() => blockingOf(editor)?.camera?.lens).toBeUndefined();
  await inspector(page).getByRole("button", { name: "Back to the words", exact: true }).click();
  await expect.poll(() => blockingOf(editor)).toBeUndefined();
  await page.keyboard.press("Control+z");
  await expect.poll(() => blockingOf(editor)?.camera?.at?.[0]).toBe(0);

  // So does the shot, from its own inspector.
  await inspector(page).getByRole("button", { name: "Back to the shot" }).click();
  await expect(inspector(page).getByText("Camera set by hand")).toBeVisible();
  await inspector(page).getByRole("button", { name: "Blocking: back to the words" }).click();
  await expect(inspector(page).getByText("From the words")).toBeVisible();
  await expect.poll(() => blockingOf(editor)).toBeUndefined();
});

test("a wrong number is said in a sentence, stays in its field, and changes nothing", async ({ page, editor }) => {
  await openCamera(page, editor);
  const wrong: readonly (readonly [string, string, string])[] = [
    ["Lens", "0", "Enter at least 8 mm."],
    ["Lens", "10,000", "Enter at most 800 mm."],
    ["Lens", "wide", "Enter a number from 8 to 800 mm."],
    ["Position x", "1e9", "Enter at most 500 m."],
    ["Camera height", "NaN", "Enter a number from 0.05 to 100 m."],
    ["Roll", "90", "Enter at most 45°."],
    ["Distance to the target", "0", "Enter at least 0.1 m."],
    ["Height at the end", "-1", "Enter at least 0.05 m."],
  ];
  for (const [name, text, sentence] of wrong) {
    await enter(page, name, text);
    await expect(inspector(page).getByRole("alert"), `${name} ${text}`).toHaveText(sentence);
    await expect(number(page, name)).toHaveValue(text);
    await expect(number(page, name)).toHaveAttribute("aria-invalid", "true");
    await number(page, name).press("Escape");
    await expect(inspector(page).getByRole("alert")).toHaveCount(0);
  }
  expect(editor.stored().revision).toBe(0);
});

test("a figure is named, built, placed and turned in numbers, and removed", async ({ page, editor }) => {
  await openCamera(page, editor);
  await run(page, "Block: two-hander");
  await pick(page, "Selected on the stage", "Figure 1");
  await enter(page, "Height", "5'9\"");
  await expect(number(page, "Height")).toHaveValue("1.75 m");
  await enter(page, "Position x", "-1.25");
  await enter(page, "Facing", "10°");
  await pick(page, "Faces", "Figure 2");
  await expect(number(page, "Facing")).toHaveValue("90°");
  await pick(page, "End pose", "Sitting");
  await inspector(page).getByRole("textbox", { name: "Label" }).fill("Mara");
  await inspector(page).getByRole("textbox", { name: "Label" }).press("Enter");
  await expect
    .poll(() => blockingOf(editor)?.figures)
    .toEqual({ "figure-1": { at: [-1.25, 0], facing: 90, toPose: "sitting" } });
  await expect(inspector(page).getByRole("heading", { name: "Mara" })).toBeAttached();
  await inspector(page).getByRole("button", { name: "Back to the words", exact: true }).click();
  await expect.poll(() => blockingOf(editor)).toBeUndefined();
  await inspector(page).getByRole("switch", { name: "Seen in this shot" }).click();
  await expect.poll(() => blockingOf(editor)?.figures).toEqual({ "figure-1": { seen: false } });
  await inspector(page).getByRole("button", { name: "Remove from the stage" }).click();
  await expect(inspector(page).getByRole("heading", { name: "SH0010" })).toBeVisible();
});

test("what was typed or stepped and not entered is kept by a drag on the floor plan, two steps in all", async ({
  page,
  editor,
}) => {
  await openCamera(page, editor);
  await run(page, "Block: two-hander");
  await pick(page, "Selected on the stage", "Figure 1");
  await number(page, "Facing").fill("10");
  const figure = page.getByRole("region", { name: "Floor plan" }).getByRole("button", { name: /^Figure 1, / });
  const drag = async () => {
    const { x, y, width, height } = (await figure.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 - 40, y + height / 2 + 30, { steps: 4 });
    await page.mouse.up();
  };
  const { revision } = editor.stored();
  await drag();
  await expect.poll(() => editor.stored().revision).toBe(revision + 2);
  expect(blockingOf(editor)?.figures?.["figure-1"]).toEqual({ facing: 10, at: expect.any(Array) });

  // A step of a millimeter is one.
  for (let press = 0; press < 3; press++) await number(page, "Height").press("Alt+ArrowUp");
  await expect(number(page, "Height")).toHaveValue("1.753 m");
  await drag();
  await expect.poll(() => editor.stored().revision).toBe(revision + 4);
  await expect(number(page, "Height")).toHaveAttribute("aria-valuenow", "1.753");
});

test("a button of the inspector that is gone once a key has pressed it gives the focus to what is beside it", async ({
  page,
  editor,
}) => {
  await openCamera(page, editor);
  await enter(page, "Lens", "85");
  await inspector(page).getByRole("button", { name: "Back to the words: lens" }).press("Enter");
  await expect(number(page, "Lens")).toBeFocused();
  await enter(page, "Lens", "85");
  await inspector(page).getByRole("button", { name: "Back to the shot" }).press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest("aside") !== null)).toBe(true);
  await inspector(page).getByRole("button", { name: "Camera in numbers" }).press("Enter");
  await expect(inspector(page).getByRole("button", { name: "Back to the shot" })).toBeFocused();
});

test("the inspector of a shot works on that shot, whichever one the playhead stands in", async ({ page, editor }) => {
  await openCamera(page, editor);
  await enter(page, "Lens", "85");
  await inspector(page).getByRole("button", { name: "Back to the shot" }).click();
  const toLastShot = async () => {
    const { width = 0, height = 0 } = (await page.getByTestId("scrub-bar").boundingBox()) ?? {};
    await page.getByTestId("scrub-bar").click({ position: { x: 0.9 * width, y: height / 2 } });
    await expect(page.getByRole("application", { name: /SH0030/ })).toBeVisible();
  };
  await toLastShot();
  await inspector(page).getByRole("button", { name: "Camera in numbers" }).click();
  await expect(page.getByRole("application", { name: /SH0010/ })).toBeVisible();
  await expect(number(page, "Lens")).toHaveValue("85 mm");
  await inspector(page).getByRole("button", { name: "Back to the shot" }).click();
  await toLastShot();
  await inspector(page).getByRole("button", { name: "Blocking: back to the words" }).click();
  await expect.poll(() => blockingOf(editor)).toBeUndefined();
});

test("set-ups are copied, pasted and mirrored by keys, presets come from the palette, and each is undone in one step", async ({
  page,
  editor,
}) => {
  await openCamera(page, editor);
  const announcer = page.getByTestId("announcer");
  await run(page, "Block: over-the-shoulder pair");
  await expect(announcer).toHaveText("Over-the-shoulder pair in SC010 SH0010");
  await expect
    .poll(() => readStoredTexts(editor.projectFolder).map(({ camera }) => camera?.size))
    .toEqual(["OTS", "OTS", undefined]);
  expect(editor.stored().revision).toBe(1);
  await enter(page, "Lens", "50");
  await expect.poll(() => blockingOf(editor)?.camera?.lens).toBe(50);

  await inspector(page).getByRole("button", { name: "Back to the shot" }).click();
  await expect(inspector(page).getByText(/set by hand$/)).toBeVisible();
  await page.keyboard.press("Alt+c");
  await expect(page.getByText("Set-up of SC010 SH0010 copied.")).toBeVisible();
  await editor.clickShot(2);
  await page.keyboard.press("Alt+v");
  await expect(announcer).toHaveText("Set up SC010 SH0030 as SC010 SH0010");
  await expect.poll(() => blockingOf(editor, 2)?.camera?.lens).toBe(50);
  const pasted = blockingOf(editor, 2)?.camera;
  await page.keyboard.press("Alt+m");
  await expect.poll(() => blockingOf(editor, 2)?.camera?.target).toEqual({ figure: "figure-2" });
  await expect.poll(() => editor.stored().revision).toBe(4);
  await page.keyboard.press("Control+z");
  await expect.poll(() => blockingOf(editor, 2)?.camera).toEqual(pasted);
  await run(page, "Same set-up as the previous shot");
  await expect.poll(() => blockingOf(editor, 2)?.camera).toEqual(blockingOf(editor, 1)?.camera);
  for (let step = 0; step < 4; step++) await page.keyboard.press("Control+z");
  await expect
    .poll(() => readStoredTexts(editor.projectFolder).map(({ blocking }) => blocking))
    .toEqual([undefined, undefined, undefined]);
});

import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "./test.ts";

const grid = (page: Page) => page.getByRole("grid", { name: "Shots" });
const sums = (page: Page) => page.getByTestId("list-sums");

/** The row of the shot that stands at a place in the list, from 0. */
function row(page: Page, index: number): Locator {
  return grid(page).locator("[data-shot]").nth(index);
}

function cell(page: Page, index: number, column: string): Locator {
  return row(page, index).locator(`[data-column=${column}]`);
}

async function texts(page: Page, column: string): Promise<string[]> {
  return grid(page).locator(`[data-shot] [data-column=${column}]`).allInnerTexts();
}

/** Pastes as the system's clipboard does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

test("a list is written by keyboard: typed, chosen, filled down, pasted, undone", async ({ page, editor }) => {
  await editor.open([
    [3, 2, 4],
    [5, 5, 5],
  ]);
  await page.keyboard.press("Alt+2");
  await expect(sums(page)).toHaveText("2 passes · 6 shots · 24 s · 0 takes");
  await cell(page, 0, "number").click();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
  // The row follows the window's selection, and the timeline with it.
  await expect(editor.shotList.getByRole("option", { selected: true })).toHaveAttribute("aria-posinset", "1");
  await page.keyboard.type("mc");
  await expect(page.getByRole("option", { name: "MCU" })).toHaveAttribute("aria-selected", "true");
  // The picture of the shot stays in sight while it is written; an empty cell has next to no entropy.
  const picture = async () => (await sharp(await cell(page, 0, "picture").screenshot()).stats()).entropy;
  await expect.poll(picture).toBeGreaterThan(2);
  await page.keyboard.press("Tab");
  await page.keyboard.type("low");
  await page.keyboard.press("Tab");
  await page.keyboard.type("push");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Maya runs, @Car behind her");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, "action")).toBeFocused();
  expect((await texts(page, "action")).slice(0, 2)).toEqual(["Maya runs, @Car behind her", "Shot 2"]);
  await page.keyboard.press("F2");
  await page.keyboard.type(" and more");
  await page.keyboard.press("Escape");
  await expect(cell(page, 1, "action")).toHaveText("Shot 2");

  await page.keyboard.press("ArrowUp");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowRight");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Shift+ArrowDown");
  await expect(grid(page).locator("[aria-selected=true]")).toHaveCount(8);
  await page.keyboard.press("Control+d");
  await expect.poll(() => texts(page, "size")).toEqual(["MCU", "MCU", "MCU", "MCU", "", ""]);
  expect(await texts(page, "angle")).toEqual(["Low", "Low", "Low", "Low", "", ""]);

  await cell(page, 1, "move").click();
  await paste(page, 'tilt up\tStands\r\norbit left\t"Two\nlines"\r\n');
  await expect.poll(() => texts(page, "move")).toEqual(["Push in", "Tilt up", "Orbit left", "", "", ""]);
  expect((await texts(page, "action"))[2]).toBe("Two\nlines");
  await paste(page, "sideways");
  await expect(page.getByRole("heading", { name: "Can’t use “sideways” as move. Nothing was changed." })).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(() => texts(page, "size")).toEqual(["MCU", "", "", "", "", ""]);
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
});

test("lengths stop at the budget, rows move and go, and what is sorted or filtered is view alone", async ({
  page,
  editor,
}) => {
  await editor.open([
    [3, 2, 4],
    [5, 4, 5],
  ]);
  await page.keyboard.press("Alt+2");
  await cell(page, 0, "length").click();
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await expect(cell(page, 0, "length")).toHaveText("9 s");
  await expect(editor.wall).toContainText("The pass is full");

  await cell(page, 0, "number").click();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => editor.shownOrder()).toEqual([1, 0, 2, 3, 4, 5]);
  await expect(cell(page, 1, "number")).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(sums(page)).toHaveText("2 passes · 5 shots · 20 s · 0 takes");
  await page.keyboard.press("Insert");
  await expect(sums(page)).toContainText("6 shots");

  const head = grid(page).getByRole("columnheader", { name: "Length" });
  await head.click();
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  // Without groups each shot says its scene, and has the room for it.
  const [wanted, given] = await cell(page, 0, "number").evaluate((each) => [each.scrollWidth, each.clientWidth]);
  expect(wanted).toBeLessThanOrEqual(given as number);
  expect((await texts(page, "length"))[0]).toBe("5 s");
  await head.click();
  await page.getByRole("textbox", { name: "Filter shots" }).fill("shot 5");
  await expect(grid(page).locator("[data-shot]")).toHaveCount(1);
  await expect(page.getByText("1 shot shown")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Shots shown" }).click();
  await page.getByRole("option", { name: "Number not locked" }).click();
  await page.getByRole("button", { name: "Lock shot numbers" }).click();
  await page.getByRole("menuitem", { name: "Lock all shot numbers" }).click();
  await expect(page.getByText("No shot matches the filter.")).toBeVisible();
  await page.getByRole("button", { name: "Show all shots" }).click();
  await expect(grid(page).getByRole("img", { name: "Number locked" })).toHaveCount(6);

  await page.getByRole("button", { name: "Columns and rows" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Wardrobe" }).click();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(editor.timeline).toBeVisible();
  await page.keyboard.press("Alt+2");
  await expect(grid(page).getByRole("columnheader", { name: "Wardrobe" })).toBeVisible();
});

test("shots are moved on the board by keys and by dragging, and stop where a pass is full", async ({
  page,
  editor,
}) => {
  await editor.open([
    [3, 2],
    [5, 5, 5],
  ]);
  await page.keyboard.press("Alt+3");
  const board = page.getByRole("listbox", { name: "Shots on the board" });
  const card = (index: number) => board.locator(`[data-shot=${editor.shot(index)}]`);
  await board.focus();
  for (const key of ["Home", "ArrowRight", "Alt+ArrowLeft"]) await page.keyboard.press(key);
  await expect.poll(() => editor.shownOrder()).toEqual([1, 0, 2, 3, 4]);
  await expect(card(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(editor.wall).toContainText("The pass has 0 s left; the shot needs 2 s.");
  await card(3).dragTo(card(0), { targetPosition: { x: 8, y: 20 } });
  await expect.poll(() => editor.shownOrder()).toEqual([1, 3, 0, 2, 4]);
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Edit", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("words are found anywhere, and Enter goes there", async ({ page, editor }) => {
  await editor.open([
    [3, 2],
    [5, 4, 5],
  ]);
  // Also from a field, as the browser's own search would find only what is in view.
  await page.keyboard.press("Alt+2");
  await page.getByRole("textbox", { name: "Filter shots" }).focus();
  await page.keyboard.press("Control+f");
  const search = page.getByRole("dialog", { name: "Search the project" });
  await expect(search.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("SHÓT 4");
  const result = search.getByRole("option");
  await expect(result.first()).toContainText("SC020 SH0020");
  await expect(result.first().locator("mark")).toHaveText(["Shot", "4"]);
  await page.keyboard.press("Enter");
  await expect(search).toHaveCount(0);
  await expect(editor.shotList.getByRole("option", { selected: true })).toHaveAttribute("aria-posinset", "4");
});

test("the list is printed on pages of its own, and nothing else is", async ({ page, editor }) => {
  await editor.open(Array.from({ length: 12 }, () => [3, 2, 4, 3, 2]));
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await page.keyboard.press("Control+p");
  const dialog = page.getByRole("dialog", { name: "Print shot list" });
  await expect(dialog).toContainText("Prints 60 shots");
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const pages = [...pdf.matchAll(/\/Type \/Page\b/g)].length;
  expect(pages).toBeGreaterThan(2);
  expect(pages).toBeLessThan(12);
  await page.emulateMedia({ media: "print" });
  const printed = await page.evaluate(() => document.body.innerText);
  for (const words of ["Night race", "12 passes · 60 shots · 2 min 48 s", "SC120 · 5 shots · 14 s", "Shot 60"])
    expect(printed).toContain(words);
  for (const words of ["Export", "Print…"]) expect(printed).not.toContain(words);
  await page.emulateMedia({ media: "screen" });
  await dialog.getByRole("button", { name: "Print…" }).click();
  await expect(page.locator("body")).toHaveAttribute("data-printed", "");
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(dialog).toHaveCount(0);
});

test("columns of the camera as it is blocked follow the words, and are only read", async ({ page, editor }) => {
  await editor.open([[3, 2]]);
  await page.keyboard.press("Alt+2");
  await page.getByRole("button", { name: "Columns and rows" }).click();
  for (const name of ["Lens", "Height", "Distance", "Move length"])
    await page.getByRole("menuitemcheckbox", { name }).click();
  await page.keyboard.press("Escape");
  await expect(cell(page, 0, "lens")).toHaveText("50 mm");
  await expect(cell(page, 0, "moveLength")).toHaveText("");
  await cell(page, 0, "size").click();
  await page.keyboard.type("WS");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("push in");
  await page.keyboard.press("Tab");
  await expect(cell(page, 0, "lens")).toHaveText("28 mm");
  await expect(cell(page, 0, "moveLength")).toHaveText(/^\d\.\d m$/);
  const distance = await cell(page, 0, "distance").innerText();
  // What the words say is edited; typing a lens brings the camera nearer or takes it away.
  await page.keyboard.type("85mm");
  await page.keyboard.press("Enter");
  await expect(cell(page, 0, "lens")).toHaveText("85mm");
  await expect(cell(page, 0, "distance")).not.toHaveText(distance);
  await cell(page, 0, "distance").click();
  await page.keyboard.type("9");
  await expect(cell(page, 0, "distance").locator("input, textarea")).toHaveCount(0);
  await expect(cell(page, 0, "distance")).toHaveAttribute("aria-readonly", "true");
});

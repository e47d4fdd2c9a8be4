/** Owns that a pass is blocked before a single image exists: from four written shots to a moving animatic, a floor plan that is dragged, and a line that is crossed. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./test.ts";

const pictures = join("test-results", "pictures");
mkdirSync(pictures, { recursive: true });

const floorPlan = (page: Page) => page.getByRole("region", { name: "Floor plan" });
const thing = (page: Page, name: string | RegExp) => floorPlan(page).getByRole("button", { name }).first();
const warning = (page: Page) => floorPlan(page).getByRole("status").filter({ hasText: "crosses the line" });
const timeline = (page: Page) => page.getByRole("listbox", { name: "Shots on the timeline" });

async function makeProject(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await dialog.getByRole("textbox").first().fill("Two friends");
  await page.keyboard.press("Enter");
  await expect(timeline(page)).toBeVisible();
}

const shots = [
  ["two", "eye", "static", "@Mara and @Tom talk"],
  ["ms", "eye", "push", "@Mara asks @Tom"],
  ["mcu", "eye", "static", "@Tom answers @Mara"],
  ["ws", "high", "crane", "@Mara and @Tom part"],
] as const;

/** Adds three shots to the first one and writes all four in the shot list, by keys alone. */
async function writeShots(page: Page): Promise<void> {
  await timeline(page).focus();
  for (let more = 1; more < shots.length; more++) await page.keyboard.press("n");
  await expect(timeline(page).getByRole("option")).toHaveCount(shots.length);
  await page.keyboard.press("Alt+2");
  const cell = (index: number, column: string) =>
    page.getByRole("grid", { name: "Shots" }).locator("[data-shot]").nth(index).locator(`[data-column=${column}]`);
  await cell(0, "number").click();
  for (let column = 0; column < 3; column++) await page.keyboard.press("ArrowRight");
  for (const [index, [size, angle, move, action]] of shots.entries()) {
    if (index > 0) for (let column = 0; column < 3; column++) await page.keyboard.press("ArrowLeft");
    await expect(cell(index, "size")).toBeFocused();
    for (const words of [size, angle, move]) {
      await page.keyboard.type(words);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type(action);
    await page.keyboard.press("Enter");
    await expect(cell(index, "action")).toHaveText(action);
  }
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
}

/** Opens the floor plan at the shot of this place, from 0. */
async function showShot(page: Page, index: number): Promise<void> {
  await page.keyboard.press("Alt+5");
  await timeline(page).focus();
  await page.keyboard.press("Home");
  const option = timeline(page).getByRole("option").nth(index);
  for (let step = 0; step < shots.length && (await option.getAttribute("aria-selected")) !== "true"; step++) {
    await page.keyboard.press("ArrowRight");
  }
  await expect(option).toHaveAttribute("aria-selected", "true");
  const label = /SH\d{4}/.exec((await option.textContent()) ?? "")?.[0] ?? "";
  await expect(floorPlan(page).getByRole("application", { name: new RegExp(label) })).toBeVisible();
}

/** What the viewer shows. */
function picture(page: Page): Promise<string> {
  return page
    .getByTestId("preview-canvas")
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL("image/jpeg", 0.6));
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error("it is not on the screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, target: Locator, by: { x: number; y: number }): Promise<void> {
  const from = await middleOf(target);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 6 });
}

/** Everything on the plan as it is read out. */
function readOut(page: Page): Promise<(string | null)[]> {
  return floorPlan(page)
    .getByRole("application")
    .getByRole("button")
    .evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByTestId("save-status")).toHaveText("Saved");
}

test("four written shots are a moving, blocked animatic; a figure is dragged, the line crossed, and all undone", async ({
  page,
  freshWorkspace: { host },
}) => {
  test.setTimeout(120_000);
  await makeProject(page, await host.url());
  await writeShots(page);

  const seen = new Set<string>();
  for (const index of shots.keys()) {
    await showShot(page, index);
    await expect(thing(page, /^Mara, /)).toBeVisible();
    // The words keep every camera on one side.
    await expect(warning(page)).toBeHidden();
    const first = await picture(page);
    seen.add(first);
    if (index !== 1) continue;
    // A push-in goes on: its frames differ from one second to the next.
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => picture(page)).not.toBe(first);
    await page.keyboard.press("Shift+ArrowLeft");
  }
  expect(seen.size).toBe(shots.length);

  await showShot(page, 3);
  const before = await readOut(page);
  await page.screenshot({ path: join(pictures, "floor-plan-1280x800.png") });
  const still = await picture(page);
  await drag(page, thing(page, /^Tom, /), { x: 60, y: -40 });
  // The viewer follows while the button is down; nothing is saved yet.
  await expect.poll(() => picture(page)).not.toBe(still);
  await page.keyboard.press("Escape");
  await expect.poll(() => readOut(page)).toEqual(before);
  await page.mouse.up();
  await drag(page, thing(page, /^Tom, /), { x: 60, y: -40 });
  await page.mouse.up();
  await saved(page);
  await expect.poll(() => readOut(page)).not.toEqual(before);

  await expect(warning(page)).toBeHidden();
  const [camera, mara, tom] = [
    await middleOf(thing(page, /^Camera, /)),
    await middleOf(thing(page, /^Mara, /)),
    await middleOf(thing(page, /^Tom, /)),
  ];
  const across = mirrored(camera, mara, tom);
  await drag(page, thing(page, /^Camera, /), { x: across.x - camera.x, y: across.y - camera.y });
  await page.mouse.up();
  await saved(page);
  await expect(warning(page)).toBeVisible();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.screenshot({ path: join(pictures, "floor-plan-crossed-1920x1080.png") });

  for (let step = 0; step < 2; step++) {
    await page.keyboard.press("Control+z");
    await saved(page);
  }
  await expect(warning(page)).toBeHidden();
  await expect.poll(() => readOut(page)).toEqual(before);
});

/** The same place on the other side of the line through two others, as far away. */
function mirrored(at: Point, from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy);
  return { x: 2 * (from.x + share * dx) - at.x, y: 2 * (from.y + share * dy) - at.y };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far away what is said is. */
function metersIn(words: string): number {
  return Number(/([\d.]+) m /.exec(words)?.[1]);
}

test("a shot is blocked by keyboard alone, and every step is read out", async ({ page, freshWorkspace: { host } }) => {
  test.setTimeout(120_000);
  await makeProject(page, await host.url());
  await writeShots(page);
  await showShot(page, 0);
  const before = await readOut(page);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  const said = floorPlan(page).locator("output");
  for (let tabs = 0; tabs < 60 && !(await focused()).startsWith("Mara, "); tabs++)
    await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Home");
  const first = await focused();
  expect(first).toMatch(/^Mara, [\d.]+ m .*Tom, facing Tom$/);

  // A key that is held is one step of history, an edit a key.
  await page.keyboard.down("Shift");
  for (let repeat = 0; repeat < 2; repeat++) await page.keyboard.down("ArrowLeft");
  await page.keyboard.up("ArrowLeft");
  await page.keyboard.up("Shift");
  await expect(said).toHaveText(/^Mara, /);
  const twoOn = await focused();
  expect(Math.abs(metersIn(twoOn) - metersIn(first))).toBeGreaterThan(1);
  await page.keyboard.press("ArrowLeft");
  await expect(said).not.toHaveText(twoOn);
  expect(Math.abs(metersIn(await focused()) - metersIn(twoOn))).toBeLessThan(0.21);
  await page.keyboard.press("Shift+Period");
  await page.keyboard.press("Shift+Period");
  await expect(said).not.toHaveText(/facing Tom/);
  await page.keyboard.press("p");
  await expect.poll(focused).toMatch(/^Mara, path point 1 of 1, 1 m on$/);
  await page.keyboard.press("Shift+ArrowDown");
  await expect(said).toHaveText(/^Mara, path point 1 of 1, /);
  await page.keyboard.press("Delete");
  await expect.poll(focused).toMatch(/^Mara, /);
  await page.keyboard.press("End");
  expect(await focused()).toMatch(/^Camera target, /);
  await saved(page);

  await page.keyboard.press("Home");
  await page.keyboard.press("Delete");
  await expect(said).toHaveText("Taken off the stage");
  await expect(thing(page, /^Mara, /)).toHaveCount(0);
  await expect.poll(focused).toMatch(/^Tom, /);
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest("aside")?.getAttribute("aria-label")))
    .toBe("Inspector");

  await timeline(page).focus();
  for (let step = 0; step < 8; step++) {
    await page.keyboard.press("Control+z");
    await saved(page);
  }
  await expect.poll(() => readOut(page)).toEqual(before);
});

test("figures and props are added where the plan is looked at, snap, and have the focus", async ({
  page,
  freshWorkspace: { host },
}) => {
  await makeProject(page, await host.url());
  await writeShots(page);
  await showShot(page, 0);
  await floorPlan(page).getByRole("button", { name: "Add prop" }).press("Enter");
  await page.getByRole("menuitem", { name: "Table" }).press("Enter");
  await expect(thing(page, /^Table, 1.6 by 0.8 m, /)).toBeFocused();
  await floorPlan(page).getByRole("button", { name: "Add figure" }).click();
  await page.getByRole("menuitem", { name: "New figure" }).click();
  await expect(thing(page, /^Figure 1, /)).toBeFocused();
  await page.keyboard.press("s");
  await expect(floorPlan(page).getByRole("button", { name: "Snap" })).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("Delete");
  await expect(thing(page, /^Figure 1, /)).toHaveCount(0);
  await showShot(page, 3);
  await expect(thing(page, /^Table, /)).toBeVisible();
});

/**
 * Owns measuring how long a key takes from its event until what it changed is painted, while a prompt is written in a pass of six full
 * prompts of a project of 6,000 shots. The browser paints as soon as it can instead of waiting for the screen, so that the figure is
 * what the key costs and not where in a refresh it fell.
 */
import type { Browser, Locator, Page } from "@playwright/test";
import type { Figure } from "./figure.ts";
import { withFullProject } from "./full-project.ts";
import { mainThreadMsOf } from "./main-thread.ts";

const text = "She listens at the door while @Maya counts the seconds, then the light goes out. ";
/** Keys before the first measured one. */
const warmUp = 20;
const rounds = 3;
/** Longer than the pause after which a prompt is saved. */
const pauseMs = 1800;
const aimMs = 16;

export async function measureTyping(): Promise<Figure[]> {
  return withFullProject(1000, ["--disable-frame-rate-limit", "--disable-gpu-vsync"], async (browser, page) => {
    const measureField = (field: Locator, what: string, typed?: string) => measure(browser, page, field, what, typed);
    const list = page.getByRole("listbox", { name: "Shots on the timeline" });
    await list.focus();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
    const inspector = page.getByRole("complementary", { name: "Inspector" });
    const prompt = inspector.getByRole("textbox", { name: "Action", exact: true });
    const figures = [...(await measureField(prompt, "a prompt"))];
    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+2");
    const cell = page.getByRole("grid", { name: "Shots" }).locator("[data-shot] [data-column=action]").nth(2);
    await cell.click();
    await page.keyboard.press("Enter");
    figures.push(...(await measureField(cell.getByRole("textbox"), "a cell of the shot list")));
    await page.keyboard.press("Enter");
    const filter = page.getByRole("textbox", { name: "Filter shots" });
    figures.push(...(await measureField(filter, "the filter of the shot list", "driver leans")));
    await page.keyboard.press("Escape");
    await cell.click();
    await page.keyboard.press("Control+f");
    const search = page.getByRole("combobox", { name: "Search", exact: true });
    return [...figures, ...(await measureField(search, "the search of the project", "driver leans"))];
  });
}

/** The time that a key takes, and what the main thread works for it: the latter is moved less by whatever else the computer does. */
async function measure(
  browser: Browser,
  page: Page,
  field: Locator,
  what: string,
  typed = text,
): Promise<readonly Figure[]> {
  await field.click();
  await page.keyboard.press("End");
  await field.pressSequentially(typed.slice(0, warmUp));
  await startTimer(page);
  const spentMs = await mainThreadMsOf(browser, page, async () => {
    for (let round = 0; round < rounds; round += 1) {
      for (const character of typed) {
        await page.keyboard.press(character === " " ? "Space" : character);
        await painted(page);
      }
      if (typed === text) await page.waitForTimeout(pauseMs);
    }
  });
  const times = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  const keys = typed.length * rounds;
  if (times.length < keys) throw new Error("not every key was timed");
  const figure = times.toSorted((left, right) => left - right)[Math.floor(times.length * 0.95)] as number;
  const where = `type into ${what}, 6,000 shots`;
  const ms = { unit: "ms/key", aim: `≤ ${aimMs} ms` };
  return [
    { name: `${where}, event to paint, 95th percentile`, figure, ...ms, holds: figure <= aimMs },
    { name: `${where}, saving included, main thread`, figure: spentMs / keys, ...ms, holds: spentMs / keys <= aimMs },
  ];
}

/** Takes down for every key the time from its event to behind the painting after it. */
function startTimer(page: Page): Promise<void> {
  return page.evaluate(() => {
    const taken = window as unknown as { keyTimes: number[]; stopTimer?: () => void };
    taken.stopTimer?.();
    taken.keyTimes = [];
    const onKeyDown = (event: KeyboardEvent) => {
      const { timeStamp } = event;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => taken.keyTimes.push(performance.now() - timeStamp);
      requestAnimationFrame(() => port2.postMessage(null));
    };
    window.addEventListener("keydown", onKeyDown, true);
    taken.stopTimer = () => window.removeEventListener("keydown", onKeyDown, true);
  });
}

/** Until the last key is painted: a person's keys do not wait for each other. */
function painted(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
}

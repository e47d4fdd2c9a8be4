/**
 * Owns measuring how long a key takes from its event until what it changed is painted, while a prompt is written in a pass of six full
 * prompts of a project of 6,000 shots. The browser paints as soon as it can instead of waiting for the screen. What it takes all the same
 * from an event to a paint, on this computer as busy as it is, is measured last, on a page that has but a text box.
 */
import type { Browser, Locator, Page } from "@playwright/test";
import type { Figure } from "./figure.ts";
import { withFullProject } from "./full-project.ts";
import { watchMainThread } from "./main-thread.ts";

const text = "She listens at the door while @Maya counts the seconds, then the light goes out. ";
/** Keys before the first measured one. */
const warmUp = 20;
const rounds = 3;
/** Longer than the pause after which a prompt is saved. */
const pauseMs = 1800;
/** Nobody types faster; a key straight behind a paint waits until that frame's time is over, whatever the page does. */
const betweenKeysMs = 40;
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
    figures.push(...(await measureField(search, "the search of the project", "driver leans")));
    await page.goto("about:blank");
    await page.setContent("<textarea></textarea>");
    const { paintMs } = await typeInto(browser, page, page.getByRole("textbox"), text);
    const name = "type into a text box on an empty page, event to paint, 95th percentile";
    return [...figures, { name, figure: percentile95(paintMs), unit: "ms/key", aim: "to compare", holds: null }];
  });
}

/**
 * The time that a key takes, how much of it the main thread works, and what it works in all: the last is moved least by whatever else the
 * computer does.
 */
async function measure(
  browser: Browser,
  page: Page,
  field: Locator,
  what: string,
  typed = text,
): Promise<readonly Figure[]> {
  const { paintMs, workMs, spentMs } = await typeInto(browser, page, field, typed);
  const where = `type into ${what}, 6,000 shots`;
  const figureOf = (name: string, figure: number): Figure => {
    return { name: `${where}, ${name}`, figure, unit: "ms/key", aim: `≤ ${aimMs} ms`, holds: figure <= aimMs };
  };
  return [
    figureOf("event to paint, 95th percentile", percentile95(paintMs)),
    figureOf("of which main thread, 95th percentile", percentile95(workMs)),
    figureOf("saving included, main thread", spentMs / (typed.length * rounds)),
  ];
}

/** Types into the field: for each key the time from its event to its paint and the main thread's work in it, and that of all keys and pauses. */
async function typeInto(browser: Browser, page: Page, field: Locator, typed: string) {
  await field.click();
  await page.keyboard.press("End");
  await field.pressSequentially(typed.slice(0, warmUp));
  await startTimer(page);
  const { spentMs, msBetween } = await watchMainThread(browser, page, async () => {
    for (let round = 0; round < rounds; round += 1) {
      for (const character of typed) {
        await page.keyboard.press(character === " " ? "Space" : character);
        await painted(page);
        await page.waitForTimeout(betweenKeysMs);
      }
      if (typed === text) await page.waitForTimeout(pauseMs);
    }
  });
  const paintMs = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  const workMs = msBetween("key", "key painted");
  const keys = typed.length * rounds;
  if (paintMs.length < keys || workMs.length < keys) {
    throw new Error(`of ${keys} keys ${paintMs.length} were timed, and the work of ${workMs.length}`);
  }
  return { paintMs, workMs, spentMs };
}

function percentile95(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length * 0.95)] as number;
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
      port1.onmessage = () => {
        taken.keyTimes.push(performance.now() - timeStamp);
        performance.mark("key painted");
      };
      performance.mark("key");
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

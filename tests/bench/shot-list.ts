/**
 * Owns measuring what scrolling the shot list costs the window's main thread. The page scrolls by itself, a step a frame, so that every
 * frame brings new rows in; the first way down also draws their pictures.
 */
import type { Page } from "@playwright/test";
import type { Figure } from "./figure.ts";
import { withFullProject } from "./full-project.ts";
import { mainThreadMsOf } from "./main-thread.ts";

const cases = [
  { passes: 167, shots: "1,000" },
  { passes: 1000, shots: "6,000" },
] as const;
const stepPx = 60;
const framesMost = 800;
const aimMs = 8;

export async function measureShotList(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { passes, shots } of cases) {
    await withFullProject(passes, [], async (browser, page) => {
      await page.keyboard.press("Alt+2");
      await page.getByRole("grid", { name: "Shots" }).waitFor();
      for (const name of ["for the first time", "again"]) {
        let frames = 0;
        const spentMs = await mainThreadMsOf(browser, page, async () => {
          frames = await scrollDown(page);
        });
        const figure = spentMs / frames;
        const what = `scroll the shot list of ${shots} shots ${name}, main thread`;
        figures.push({ name: what, figure, unit: "ms/frame", aim: `≤ ${aimMs} ms`, holds: figure <= aimMs });
      }
    });
  }
  return figures;
}

/** Scrolls from the top on, a step a frame; the number of frames. */
function scrollDown(page: Page): Promise<number> {
  return page.getByRole("grid", { name: "Shots" }).evaluate(
    async (grid: HTMLElement, { px, most }) => {
      const scroller = grid.parentElement as HTMLElement;
      scroller.scrollTop = 0;
      let frames = 0;
      for (let at = Number.NaN; at !== scroller.scrollTop && frames < most; frames += 1) {
        at = scroller.scrollTop;
        scroller.scrollTop += px;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return frames;
    },
    { px: stepPx, most: framesMost },
  );
}

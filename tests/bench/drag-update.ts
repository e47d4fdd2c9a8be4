/**
 * Owns measuring what a drag costs the window's main thread. The pointer moves as fast as the browser acknowledges it, and every
 * move changes the plan by a step or more, so that nothing is saved by standing still; the browser's own trace says how much
 * time the main thread ran. Frame rates are not judged: the next move waits for the last, and hides what each one costs.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { buildIfStale } from "../../electron/host/page-build.ts";
import type { TimelineProbe } from "../../renderer/src/timeline/timeline-probe.ts";
import { launchBrowser } from "../support/browser.ts";
import { type Host, startHost } from "../support/host.ts";
import { manyShots, writePlan } from "../support/made-plans.ts";
import type { Figure } from "./figure.ts";
import { mainThreadMsOf } from "./main-thread.ts";

const measuredMs = 2500;
const repetitions = 3;
/** Gives the timeline a stage of 1,600 × 192 pixels between the window's panels; the prototype's was 1,600 × 120. */
const viewport = { width: 2260, height: 700 };

/** Milliseconds of main-thread work per update that a prototype of the timeline alone needed. */
const cases = [
  { shots: 6, zoom: "working", aimMs: 6.0 },
  { shots: 200, zoom: "working", aimMs: 6.8 },
  { shots: 2000, zoom: "working", aimMs: 6.4 },
  { shots: 200, zoom: "fit", aimMs: 5.6 },
  { shots: 2000, zoom: "fit", aimMs: 8.6 },
] as const;

/** Drags one edge in projects of 6, 200 and 2,000 shots in the built app. */
export async function measureDrag(): Promise<Figure[]> {
  await buildIfStale(join(import.meta.dirname, "../.."), console.error);
  const folder = mkdtempSync(join(tmpdir(), "shotline-drag-"));
  const host = await startHost(folder);
  const browser = await launchBrowser();
  try {
    const figures: Figure[] = [];
    for (const { shots, zoom, aimMs } of cases) {
      const page = await openProject(browser, host, folder, shots);
      const drag = await startDrag(page, shots, zoom);
      const costs: number[] = [];
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        costs.push(await measureMoves(browser, page, drag));
      }
      await page.mouse.up();
      await page.close();
      const figure = costs.toSorted((left, right) => left - right)[Math.floor(repetitions / 2)] as number;
      const zoomName = zoom === "fit" ? "zoomed to fit" : "working zoom";
      figures.push({
        name: `drag an edge among ${shots} shots, ${zoomName}, main thread`,
        figure,
        unit: "ms/update",
        aim: `≤ ${aimMs} ms`,
        holds: figure <= aimMs,
      });
    }
    return figures;
  } finally {
    await browser.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openProject(browser: Browser, host: Host, folder: string, shots: number): Promise<Page> {
  const planFile = writePlan(folder, `Drag ${shots}`, manyShots(shots));
  const { projectId } = await host.call("projects.createFromPlan", { planFile });
  const view = await host.call("project.get", { projectId });
  const page = await browser.newPage({ viewport });
  await page.goto(await host.url());
  await page.getByTitle(view.folder, { exact: true }).click();
  await page.getByTestId("timeline").waitFor();
  return page;
}

interface Drag {
  readonly y: number;
  /** Places of the pointer, each of which gives the shot another length than the one before. */
  readonly xs: readonly number[];
}

/** Presses on the end of a shot that many others follow, at the zoom wanted, and finds the places to drag it to. */
async function startDrag(page: Page, shots: number, zoom: "working" | "fit"): Promise<Drag> {
  const timeline = page.getByTestId("timeline");
  const list = page.getByRole("listbox", { name: "Shots on the timeline" });
  // Selected, the shot keeps its edges at any zoom, and is brought into view.
  await list.focus();
  const from = shots > 20 ? 10 : 0;
  for (let step = 0; step <= from + 4; step += 1) await page.keyboard.press("ArrowRight");
  // Back from a later one, it stands clear of the end of the view, where a drag would scroll.
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowLeft");
  if (zoom === "fit") await page.getByRole("button", { name: "All passes", exact: true }).click();
  const id = (await list.getByRole("option", { selected: true }).getAttribute("id"))?.replace("timeline-", "") ?? "";
  const probe = await timeline.evaluateHandle((element: HTMLElement) => element.shotlineTimeline as TimelineProbe);
  const edge = () => probe.evaluate((asked, shotId) => asked.edge(shotId, "end"), id);
  const pxPerFrame = await probe.evaluate((asked) => asked.pxPerFrame());
  const start = await edge();
  if (!start) throw new Error("the timeline has no such edge");
  const secondPx = pxPerFrame * 24;
  const deltasPx = secondPx < 3 ? [-8, 8] : [1, 0, -1, -2, -1, 0].map((seconds) => seconds * secondPx);
  const drag = { y: start.y, xs: deltasPx.map((px) => start.x + px) };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  // Every place is tried once: where the edge does not move, the figure would be too good.
  let lastX = Number.NaN;
  for (const x of [start.x - 20, drag.xs.at(-1) as number, ...drag.xs]) {
    await page.mouse.move(x, start.y);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const now = await edge();
    if (now?.x === lastX && x !== drag.xs.at(-1)) throw new Error(`a move to ${x - start.x} px changed nothing`);
    lastX = now?.x ?? Number.NaN;
  }
  return drag;
}

/** Main-thread milliseconds for each move of the pointer. */
async function measureMoves(browser: Browser, page: Page, { y, xs }: Drag): Promise<number> {
  let moves = 0;
  const spentMs = await mainThreadMsOf(browser, page, async () => {
    const endsAt = performance.now() + measuredMs;
    while (performance.now() < endsAt) {
      await page.mouse.move(xs[moves % xs.length] as number, y);
      moves += 1;
    }
  });
  return spentMs / moves;
}

/**
 * Owns measuring what scrolling along the frames and the sound of takes costs the window's main thread: a hundred shots, each shown by
 * a take, at the zoom at which about ten are in view. The page scrolls by itself, a step a frame, so that every frame is painted anew.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { buildIfStale } from "../../electron/host/page-build.ts";
import { launchBrowser } from "../support/browser.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { type Host, startHost } from "../support/host.ts";
import { manyShots, writePlan } from "../support/made-plans.ts";
import type { Figure } from "./figure.ts";
import { mainThreadMsOf } from "./main-thread.ts";

const shots = 100;
const shotPxMin = 150;
const stepPx = 60;
const aimMs = 8;
/** The same stage as for drags. */
const viewport = { width: 2260, height: 700 };

export async function measureFilmstrips(): Promise<Figure[]> {
  await buildIfStale(join(import.meta.dirname, "../.."), console.error);
  const folder = mkdtempSync(join(tmpdir(), "shotline-filmstrips-"));
  const host = await startHost(folder);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport });
    await openProject(page, host, folder);
    const figures: Figure[] = [];
    for (const name of ["for the first time", "again"]) {
      let frames = 0;
      const spentMs = await mainThreadMsOf(browser, page, async () => {
        frames = await scrollAlong(page);
      });
      const figure = spentMs / frames;
      const what = `scroll along ${shots} filmstrips ${name}, main thread`;
      figures.push({ name: what, figure, unit: "ms/frame", aim: `≤ ${aimMs} ms`, holds: figure <= aimMs });
    }
    return figures;
  } finally {
    await browser.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A project of a hundred shots whose passes have a take each, of a film of its own, all of them ready; zoomed in. */
async function openProject(page: Page, host: Host, folder: string): Promise<void> {
  const planFile = writePlan(folder, "Filmstrips", manyShots(shots));
  const { projectId } = await host.call("projects.createFromPlan", { planFile });
  const { project, folder: projectFolder } = await host.call("project.get", { projectId });
  for (const [index, pass] of project.passes.entries()) {
    const file = join(folder, `take-${index}.mp4`);
    await writeFilm(file, index);
    await host.call("takes.import", { projectId, passId: pass.id, file });
  }
  const until = async (isDone: () => Promise<boolean>) => {
    let cursor = 0;
    while (!(await isDone())) ({ cursor } = await host.call("events.after", { cursor }));
  };
  const { length } = project.passes;
  await until(async () => (await host.call("takes.products", { projectId })).length === length);
  await until(async () => (await host.call("takes.products", { projectId })).every(({ state }) => state === "ready"));
  await page.goto(await host.url());
  await page.getByTitle(projectFolder, { exact: true }).click();
  await page.getByTestId("timeline").waitFor();
  await page.getByRole("button", { name: "All passes", exact: true }).click();
  const shotPx = () =>
    page.getByTestId("timeline").evaluate((element: HTMLElement) => (element.shotlineTimeline?.pxPerFrame() ?? 0) * 67);
  while ((await shotPx()) < shotPxMin) await page.getByRole("button", { name: /^Zoom in/ }).click();
}

/** Fourteen seconds of moving colors with a swelling tone. */
async function writeFilm(file: string, serial: number): Promise<void> {
  const picture = `testsrc2=s=640x360:r=24:d=14,hue=h=${serial * 18}`;
  const sound = `aevalsrc='sin(2*PI*${200 + serial * 20}*t)*abs(sin(t))':s=48000:d=14`;
  await foundFfmpeg.run(
    [
      ...["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-c:v", "libx264", "-preset", "ultrafast"],
      ...["-pix_fmt", "yuv420p", "-c:a", "aac", file],
    ],
    { timeLimitMs: 60_000 },
  );
}

/** Scrolls from one end to the other and back, a step a frame; the number of frames. */
function scrollAlong(page: Page): Promise<number> {
  return page.getByTestId("timeline").evaluate(async (timeline: HTMLElement, px) => {
    const probe = timeline.shotlineTimeline;
    let frames = 0;
    for (const deltaX of [px, -px]) {
      let at = Number.NaN;
      for (;;) {
        timeline.dispatchEvent(new WheelEvent("wheel", { deltaX, cancelable: true }));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        frames += 1;
        const now = probe?.frame(0).x ?? 0;
        if (now === at) break;
        at = now;
      }
    }
    return frames;
  }, stepPx);
}

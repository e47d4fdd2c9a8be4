/**
 * Owns measuring the viewer in the built app: how long a frame of a take that is sought takes until its picture is on the canvas, from proxies,
 * and how many frames are left out while a minute is played that mixes four takes with animatics.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { buildIfStale } from "../../electron/host/page-build.ts";
import { launchBrowser } from "../support/browser.ts";
import { foundFfmpeg } from "../support/found-ffmpeg.ts";
import { type Host, startHost } from "../support/host.ts";
import { writePlan } from "../support/made-plans.ts";
import { applyEdits, importTake } from "../support/takes-on-host.ts";
import type { Figure } from "./figure.ts";

const passes = 4;
const shotSeconds = [5, 5, 5];
const framesPerSecond = 24;
const passFrames = 15 * framesPerSecond;
const seeks = 200;
const viewport = { width: 1280, height: 800 };

export async function measureViewer(): Promise<Figure[]> {
  await buildIfStale(join(import.meta.dirname, "../.."), console.error);
  const folder = mkdtempSync(join(tmpdir(), "shotline-viewer-"));
  const host = await startHost(folder);
  const browser = await launchBrowser();
  try {
    const title = await makeCut(host, folder);
    const page = await browser.newPage({ viewport });
    await page.goto(await host.url());
    await page.getByTitle(title, { exact: true }).click();
    await page.locator("[data-testid=preview-frame][data-source^=take]").waitFor();
    const seekMs = (await measureSeeks(page)).toSorted((one, other) => one - other);
    const [middle, high] = [0.5, 0.95].map((part) => seekMs[Math.floor(part * seekMs.length)] as number) as [
      number,
      number,
    ];
    const dropped = await countDropped(page);
    const name = "viewer: a frame of a take that is sought is on the canvas";
    return [
      { name: `${name}, median`, figure: middle, unit: "ms", aim: "≤ 20 ms", holds: middle <= 20 },
      { name: `${name}, 95th percentile`, figure: high, unit: "ms", aim: "≤ 40 ms", holds: high <= 40 },
      {
        name: "viewer: frames left out while 60 s of four takes and animatics play",
        figure: dropped,
        unit: `of ${passes * passFrames}`,
        aim: "0",
        holds: dropped === 0,
      },
    ];
  } finally {
    await browser.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Four passes, each with a take of its own that shows its first and its last shot, all made ready; the folder of the project. */
async function makeCut(host: Host, folder: string): Promise<string> {
  const lengths = Array.from({ length: passes }, () => shotSeconds);
  const planFile = writePlan(folder, "Viewer", lengths);
  const { projectId } = await host.call("projects.createFromPlan", { planFile });
  const view = await host.call("project.get", { projectId });
  const film = join(folder, "film.mp4");
  await writeFilm(film);
  for (const [index, pass] of view.project.passes.entries()) {
    // The same pictures in another file: to the app it is another film.
    const file = join(folder, `${index}.mp4`);
    const own = ["-i", film, "-c", "copy", "-metadata", `title=${index}`, "-f", "mp4", file];
    await foundFfmpeg.run(own, { timeLimitMs: 60_000 });
    await importTake(host, projectId, pass.id, file);
    const middle = pass.shots[1]?.id as string;
    await applyEdits(host, projectId, [{ type: "shot.describe", shotId: middle, fields: { take: "animatic" } }]);
  }
  let { cursor } = await host.call("events.after", { cursor: 0 });
  const isReady = async () =>
    (await host.call("takes.products", { projectId })).every(({ state }) => state === "ready");
  while (!(await isReady())) ({ cursor } = await host.call("events.after", { cursor }));
  return view.folder;
}

/** As long as the pass and a frame more, as services deliver: moving, with grain, and with a tone. */
async function writeFilm(file: string): Promise<void> {
  const seconds = (passFrames + 1) / framesPerSecond;
  const picture = `testsrc2=s=1280x720:r=${framesPerSecond}:d=${seconds},noise=alls=6:allf=t`;
  const coding = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-f", "mp4"];
  const inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", `sine=f=440:r=48000:d=${seconds}`];
  await foundFfmpeg.run([...inputs, ...coding, file], { timeLimitMs: 300_000 });
}

/** Milliseconds for each of some frames at random that takes show; the next is sought when the last has come. */
async function measureSeeks(page: Page): Promise<number[]> {
  return page.evaluate(
    async ([count, passLength]) => {
      const frame = document.querySelector("[data-testid=preview-frame]") as HTMLElement;
      const bar = document.querySelector("[data-testid=scrub-bar]") as HTMLElement;
      const total = Number(bar.getAttribute("aria-valuemax")) + 1;
      const { left, width, top } = bar.getBoundingClientRect();
      const times: number[] = [];
      let seed = 1;
      while (times.length < count) {
        seed = (seed * 16_807) % 2_147_483_647;
        const wanted = seed % total;
        const into = (wanted % passLength) / passLength;
        if ((into >= 1 / 3 && into < 2 / 3) || frame.dataset["frame"] === String(wanted)) continue;
        const began = performance.now();
        await new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            if (frame.dataset["frame"] !== String(wanted)) return;
            observer.disconnect();
            resolve();
          });
          observer.observe(frame, { attributes: true });
          const init = {
            clientX: left + ((wanted + 0.5) / total) * width,
            clientY: top + 5,
            bubbles: true,
            pointerId: 1,
          };
          bar.dispatchEvent(new PointerEvent("pointerdown", init));
          bar.dispatchEvent(new PointerEvent("pointerup", init));
        });
        times.push(performance.now() - began);
      }
      return times;
    },
    [seeks, passFrames] as const,
  );
}

/** Plays all of it once; how many of its frames were never on the canvas. */
async function countDropped(page: Page): Promise<number> {
  await page.keyboard.press("Home");
  await page.locator("[data-testid=preview-frame][data-frame='0']").waitFor();
  await page.evaluate(() => {
    const frame = document.querySelector("[data-testid=preview-frame]") as HTMLElement;
    const shown = new Set([frame.dataset["frame"]]);
    new MutationObserver(() => {
      shown.add(frame.dataset["frame"]);
      document.body.dataset["shownFrames"] = String(shown.size);
    }).observe(frame, { attributes: true, attributeFilter: ["data-frame"] });
  });
  await page.keyboard.press("KeyL");
  const last = `[data-testid=preview-frame][data-frame='${passes * passFrames - 1}']`;
  await page.locator(last).waitFor({ timeout: 120_000 });
  return passes * passFrames - Number(await page.evaluate(() => document.body.dataset["shownFrames"]));
}

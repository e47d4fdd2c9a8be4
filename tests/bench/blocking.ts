/**
 * Owns measuring how long the window takes to draw a blocked frame of four figures and ten props at 1280×720, until its pixels are there,
 * against plain polygons on the same canvas; and the same with skia, as films are drawn.
 */
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import type { Page } from "@playwright/test";
import { drawScene } from "../../shared/animatic/draw-scene.ts";
import { launchBrowser } from "../support/browser.ts";
import type * as drawn from "../support/drawn-stage.ts";
import { pageScript } from "../support/page-script.ts";
import { stagedScene } from "../support/staged-scene.ts";
import { type Figure, median } from "./figure.ts";

const frame = { widthPx: 1280, heightPx: 720 };
const frames = 150;
/** Polygons of the reference, about as many as the scene has faces. */
const polygons = 1000;
const aimMs = 6;

export async function measureBlocking(): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({
      content: await pageScript(join(import.meta.dirname, "../support/drawn-stage.ts"), "drawn"),
    });
    const { sceneMs, callsMs, referenceMs } = await inPage(page);
    const [whole, calls, reference] = [median(sceneMs), median(callsMs), median(referenceMs)];
    const name = "blocking: a frame of four figures and ten props at 1280×720";
    return [
      { name: `${name}, window`, figure: whole, unit: "ms", aim: `≤ ${aimMs} ms`, holds: whole <= aimMs },
      { name: "  of which working out what is seen where", figure: calls, unit: "ms", aim: "none", holds: null },
      { name: `  ${polygons} plain polygons, window`, figure: reference, unit: "ms", aim: "to compare", holds: null },
      {
        name: `${name}, against ${polygons} polygons`,
        figure: whole / reference,
        unit: "ratio",
        aim: "none",
        holds: null,
      },
      { name: `${name}, film`, figure: median(withSkia()), unit: "ms", aim: "none", holds: null },
    ];
  } finally {
    await browser.close();
  }
}

/** Milliseconds for each frame; reading one pixel waits until all are there. */
async function inPage(page: Page) {
  return await page.evaluate(
    async ({ frame, frames, polygons }) => {
      const { drawScene, stagedScene } = (window as unknown as { drawn: typeof drawn }).drawn;
      const canvas = new OffscreenCanvas(frame.widthPx, frame.heightPx);
      const surface = canvas.getContext("2d", { alpha: false }) as OffscreenCanvasRenderingContext2D;
      const times = { sceneMs: [] as number[], callsMs: [] as number[], referenceMs: [] as number[] };
      const until = (start: number) => {
        surface.getImageData(0, 0, 1, 1);
        return performance.now() - start;
      };
      for (let index = 0; index < frames; index++) {
        const scene = stagedScene(index - frames / 2);
        let start = performance.now();
        drawScene(surface, scene, { frame, alpha: 1 });
        times.callsMs.push(performance.now() - start);
        times.sceneMs.push(until(start));
        start = performance.now();
        for (let polygon = 0; polygon < polygons; polygon++) {
          const [x, y] = [(polygon * 37) % 1240, (polygon * 53) % 680];
          surface.fillStyle = `rgb(${polygon % 255},90,90)`;
          surface.beginPath();
          surface.moveTo(x, y + 3.3);
          surface.lineTo(x + 29.4, y);
          surface.lineTo(x + 31.2, y + 20.5);
          surface.lineTo(x + 1.7, y + 24.1);
          surface.closePath();
          surface.fill();
        }
        times.referenceMs.push(until(start));
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      return times;
    },
    { frame, frames, polygons },
  );
}

function withSkia(): number[] {
  const canvas = createCanvas(frame.widthPx, frame.heightPx);
  const surface = canvas.getContext("2d");
  return Array.from({ length: frames }, (_, index) => {
    const start = performance.now();
    drawScene(surface, stagedScene(index - frames / 2), { frame, alpha: 1 });
    canvas.data();
    return performance.now() - start;
  });
}

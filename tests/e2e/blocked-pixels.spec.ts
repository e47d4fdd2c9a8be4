import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { drawScene } from "../../shared/animatic/draw-scene.ts";
import type { Scene } from "../../shared/stage/scene.ts";
import type * as drawn from "../support/drawn-stage.ts";
import { pageScript } from "../support/page-script.ts";
import { stagedScene } from "../support/staged-scene.ts";
import { expect, test } from "./test.ts";

const frame = { widthPx: 1280, heightPx: 720 };

const near = stagedScene(15, 2.2);
const scenes: Readonly<Record<string, Scene>> = {
  "from the front": stagedScene(0),
  "from the side, beside a tree and a car": stagedScene(-62),
  "from near": near,
  "leaning and from low": { ...near, isOutside: true, view: { ...near.view, at: [-2, -3, 0.4], roll: 14, tilt: 9 } },
  "out of focus": { ...near, view: { ...near.view, blur: 0.8, focus: 1.2 } },
};

/**
 * Chromium and the skia of films are not the same version of the same program. What is painted opaque is equal to the bit. Each thing that
 * lies over it and lets it through may be rounded by one of 255: a line of the grid and two shadows, or many soft copies over one another.
 * Where an edge crosses a pixel, its share may differ by a little more. A face, a shade or a place that differs shows as more than any of
 * these: the shades of a face are five apart.
 */
const blendDifferenceMax = 3;
const softDifferenceMax = 5;
const edgeDifferenceMax = 10;

for (const [name, scene] of Object.entries(scenes)) {
  test(`a stage ${name} has the same pixels in the window as in a film, but for how far an edge covers a pixel`, async ({
    page,
  }) => {
    const canvas = createCanvas(frame.widthPx, frame.heightPx);
    drawScene(canvas.getContext("2d"), scene, { frame, alpha: 1 });
    const inFilm = canvas.data();
    await page.goto("about:blank");
    const entry = join(import.meta.dirname, "../support/drawn-stage.ts");
    await page.addScriptTag({ content: await pageScript(entry, "drawn") });
    const encoded = await page.evaluate(
      ({ frame, scene }) => {
        const { drawScene } = (window as unknown as { drawn: typeof drawn }).drawn;
        const canvas = new OffscreenCanvas(frame.widthPx, frame.heightPx);
        const surface = canvas.getContext("2d", { alpha: false }) as OffscreenCanvasRenderingContext2D;
        drawScene(surface, scene, { frame, alpha: 1 });
        const { data } = surface.getImageData(0, 0, frame.widthPx, frame.heightPx);
        let text = "";
        for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
        return btoa(text);
      },
      { frame, scene },
    );
    const inWindow = Buffer.from(encoded, "base64");
    const found = compare(inFilm, inWindow);
    expect(found.plainDifference).toBeLessThanOrEqual(scene.view.blur > 0 ? softDifferenceMax : blendDifferenceMax);
    expect(found.edgeDifference).toBeLessThanOrEqual(edgeDifferenceMax);
    expect(found.plain).toBeGreaterThan(0.5 * frame.widthPx * frame.heightPx);
  });
}

/** Of pixels like all that touch them, how many there are and by how much the most different one differs; and the latter of all others. */
function compare(one: Uint8Array, other: Uint8Array) {
  const { widthPx, heightPx } = frame;
  const found = { plain: 0, plainDifference: 0, edgeDifference: 0 };
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const at = 4 * (y * widthPx + x);
      const difference = Math.max(...[0, 1, 2].map((channel) => Math.abs(one[at + channel]! - other[at + channel]!)));
      const isPlain = [-1, 0, 1].every((down) =>
        [-1, 0, 1].every((right) => isSame(one, at, at + 4 * (down * widthPx + right))),
      );
      if (isPlain) found.plain += 1;
      const kind = isPlain ? "plainDifference" : "edgeDifference";
      found[kind] = Math.max(found[kind], difference);
    }
  }
  return found;
}

function isSame(pixels: Uint8Array, one: number, other: number): boolean {
  return [0, 1, 2].every((channel) => pixels[one + channel] === pixels[other + channel]);
}

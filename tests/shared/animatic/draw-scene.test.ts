import { createCanvas } from "@napi-rs/canvas";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawScene } from "../../../shared/animatic/draw-scene.ts";
import type { Surface } from "../../../shared/animatic/surface.ts";
import { blockingPoses } from "../../../shared/project/vocabulary.ts";
import type { Scene } from "../../../shared/stage/scene.ts";
import { stagedScene } from "../../support/staged-scene.ts";

const frame = { widthPx: 480, heightPx: 270 };
const scene = stagedScene(10);
const oneFigure = { ...scene, figures: scene.figures.slice(0, 1), props: [] };

function pixelsOf(drawn: Scene): Uint8Array {
  const canvas = createCanvas(frame.widthPx, frame.heightPx);
  drawScene(canvas.getContext("2d"), drawn, { frame, alpha: 1 });
  return canvas.data();
}

/** Calls `onNumber` with every coordinate that is drawn. */
function recorder(onNumber: (value: number) => void): Surface {
  return new Proxy({} as Surface, {
    get:
      () =>
      (...values: unknown[]) =>
        values.filter((value) => typeof value === "number").map(onNumber),
    set: () => true,
  });
}

test("the same scene gives the same bytes, whatever was drawn before it", () => {
  const first = pixelsOf(scene);
  pixelsOf(stagedScene(200, 3));
  expect(pixelsOf(scene)).toEqual(first);
});

test("nothing behind a body shines through between its faces", () => {
  const [figure] = scene.figures;
  const at = [figure!.at[0] + 0.2, figure!.at[1] - 0.75, 1.6] as const;
  const near = { ...oneFigure, view: { ...scene.view, at, bearing: -15, tilt: 0, lens: 50 } };
  const [inside, outside] = [pixelsOf({ ...near, isOutside: false }), pixelsOf({ ...near, isOutside: true })];
  const differs = (x: number, y: number) => {
    const index = 4 * (y * frame.widthPx + x);
    return [0, 1, 2].some((channel) => Math.abs(inside[index + channel]! - outside[index + channel]!) > 2);
  };
  let [covered, seams] = [0, 0];
  for (let y = 2; y < frame.heightPx - 2; y++) {
    for (let x = 2; x < frame.widthPx - 2; x++) {
      if (!differs(x, y)) covered += 1;
      else if ((!differs(x - 2, y) && !differs(x + 2, y)) || (!differs(x, y - 2) && !differs(x, y + 2))) seams += 1;
    }
  }
  expect(covered).toBeGreaterThan(20_000);
  expect(seams).toBeLessThan(12);
});

test("a figure faces its way: from the front there is a face, from behind hair", () => {
  const [figure] = scene.figures;
  const brightness = (facing: number) => {
    const at = [figure!.at[0], figure!.at[1] - 1.2, 1.64] as const;
    const view = { ...scene.view, at, bearing: 0, tilt: 0, lens: 85 };
    const pixels = pixelsOf({ ...oneFigure, figures: [{ ...figure!, facing, pose: "standing" }], view });
    const index = 4 * (Math.round(0.62 * frame.heightPx) * frame.widthPx + frame.widthPx / 2);
    return pixels[index]! + pixels[index + 1]! + pixels[index + 2]!;
  };
  expect(brightness(180)).toBeGreaterThan(1.5 * brightness(0));
});

test("from any place, also within a body, all that is drawn has a place", () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const view = fc.record({
    at: fc.tuple(number(-6, 6), number(-6, 6), number(0.05, 30)),
    bearing: number(-360, 360),
    tilt: number(-90, 90),
    roll: number(-45, 45),
    lens: number(8, 800),
    focus: number(0.05, 100),
    blur: number(0, 1),
    smear: fc.constant(0),
  });
  const poses = fc.tuple(fc.constantFrom(...blockingPoses), number(0, 9));
  fc.assert(
    fc.property(view, poses, fc.boolean(), (seen, [pose, stride], isOutside) => {
      const figures = scene.figures.map((figure) => ({ ...figure, pose, stride }));
      const surface = recorder((value) => expect(Number.isFinite(value)).toBe(true));
      const floor = isOutside ? {} : { floor: { width: 10, depth: 8 } };
      drawScene(surface, { ...scene, figures, isOutside, ...floor, view: seen } as Scene, { frame, alpha: 1 });
    }),
    { numRuns: 60 },
  );
});

test("what is away from the focus is soft, and what is in it sharp", () => {
  const [figure] = scene.figures;
  const away = Math.hypot(scene.view.at[0] - figure!.at[0], scene.view.at[1] - figure!.at[1]);
  const focused = (focus: number, blur: number) => pixelsOf({ ...oneFigure, view: { ...scene.view, focus, blur } });
  const sharp = focused(away, 0);
  const isAsSharp = (pixels: Uint8Array) => pixels.filter((value, index) => Math.abs(value - sharp[index]!) > 6).length;
  expect(isAsSharp(focused(away, 1))).toBeLessThan(60);
  expect(isAsSharp(focused(away / 4, 1))).toBeGreaterThan(600);
});

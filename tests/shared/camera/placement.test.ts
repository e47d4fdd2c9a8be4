import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { framingOf } from "../../../shared/camera/framing.ts";
import type { CameraTake } from "../../../shared/camera/moment.ts";
import { type CameraPlan, cameraTransformAt, planCamera } from "../../../shared/camera/placement.ts";
import { cameraMoves, shotSizes } from "../../../shared/project/vocabulary.ts";

const takes = fc.record({
  move: fc.constantFrom(...cameraMoves),
  durationSeconds: fc.double({ min: 0.04, max: 60, noNaN: true }),
  slowMotion: fc.boolean(),
  seed: fc.integer({ min: -1000, max: 1000 }),
  strength: fc.constantFrom(10, 60, 100, 150, 200),
  easing: fc.integer({ min: 0, max: 100 }),
  hold: fc.record({ start: fc.integer({ min: 0, max: 45 }), end: fc.integer({ min: 0, max: 45 }) }),
});
const framings = fc.constantFrom(...shotSizes).map(framingOf);
const frames = fc.constantFrom(
  { widthPx: 1280, heightPx: 720 },
  { widthPx: 720, heightPx: 1280 },
  { widthPx: 720, heightPx: 720 },
);
const pictures = fc.record({
  widthPx: fc.integer({ min: 16, max: 4000 }),
  heightPx: fc.integer({ min: 16, max: 4000 }),
});
const progresses = fc.double({ min: 0, max: 1, noNaN: true });

/** A point of the frame, in pixels of the picture. */
function toPicture(plan: CameraPlan, progress: number, x: number, y: number) {
  const { a, b, c, d, e, f } = cameraTransformAt(plan, progress);
  const determinant = a * d - b * c;
  return { x: (d * (x - e) - c * (y - f)) / determinant, y: (a * (y - f) - b * (x - e)) / determinant };
}

describe("a picture under a moving camera", () => {
  it("covers the frame with what the size shows at every moment of every move, whatever the ratios, smear included", () => {
    fc.assert(
      fc.property(takes, frames, pictures, framings, progresses, (take, frame, picture, framing, progress) => {
        const plan = planCamera(take, frame, picture, framing);
        const { smearPx } = cameraTransformAt(plan, progress);
        const hair = 1e-6 * Math.max(picture.widthPx, picture.heightPx);
        for (const smear of [-smearPx / 2, smearPx / 2]) {
          for (const x of [0, frame.widthPx]) {
            for (const y of [0, frame.heightPx]) {
              const point = toPicture(plan, progress, x - smear, y);
              expect(point.x).toBeGreaterThanOrEqual(picture.widthPx * framing.x - hair);
              expect(point.y).toBeGreaterThanOrEqual(picture.heightPx * framing.y - hair);
              expect(point.x).toBeLessThanOrEqual(picture.widthPx * (framing.x + framing.width) + hair);
              expect(point.y).toBeLessThanOrEqual(picture.heightPx * (framing.y + framing.height) + hair);
            }
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("never enlarges the picture more than the plan says", () => {
    fc.assert(
      fc.property(takes, frames, pictures, progresses, (take, frame, picture, progress) => {
        const plan = planCamera(take, frame, picture);
        const { a, b, c, d } = cameraTransformAt(plan, progress);
        expect(Math.sqrt(Math.abs(a * d - b * c))).toBeLessThanOrEqual(plan.scaleMax * 1.002);
      }),
    );
  });

  it("does not enlarge a still picture of the frame's own ratio", () => {
    const frame = { widthPx: 1280, heightPx: 720 };
    const still: CameraTake = { move: "static", durationSeconds: 4, slowMotion: false, seed: 1 };
    const at = cameraTransformAt(planCamera(still, frame, { widthPx: 640, heightPx: 360 }), 0.5);
    expect([at.a, at.b, at.c, at.d, at.e, at.f].map((value) => value + 0)).toEqual([2, 0, 0, 2, 0, 0]);
  });

  it("frames a tall picture above its middle, where faces are", () => {
    const still: CameraTake = { move: "static", durationSeconds: 4, slowMotion: false, seed: 1 };
    const plan = planCamera(still, { widthPx: 1280, heightPx: 720 }, { widthPx: 1000, heightPx: 1500 });
    expect(toPicture(plan, 0, 640, 360).y).toBeLessThan(700);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cameraAngles, shotSizes } from "../../../shared/project/vocabulary.ts";
import { fieldOfView } from "../../../shared/stage/optics.ts";
import { projectionOf } from "../../../shared/stage/project-view.ts";
import { aim, framedBy, reachFor, viewpointFrom, widened } from "../../../shared/stage/set-up.ts";
import { apart, bearingTo, degrees, type Point } from "../../../shared/stage/vectors.ts";

const sizes = fc.constantFrom(...shotSizes.filter((size) => size !== "insert"));
const angles = fc.constantFrom(...cameraAngles.filter((angle) => angle !== "overhead"));
const lenses = fc.double({ min: 12, max: 300, noNaN: true });
const ratios = fc.constantFrom(16 / 9, 9 / 16, 1, 21 / 9, 4 / 3);

describe("how far a camera stands", () => {
  it("is where the frame ends just where the size says, behind any lens that can come near enough", () => {
    fc.assert(
      fc.property(sizes, angles, lenses, ratios, (size, angle, lens, ratio) => {
        const framed = framedBy(size, [0, 0], 1.635, 1.75);
        const { away, height, tilt } = reachFor(framed, { angle, lens, ratio });
        const [top, bottom] = [framed.top, framed.bottom].map((z) => degrees(Math.atan2(z - height, away)) - tilt);
        const half = fieldOfView(lens, ratio).up / 2;
        expect(away).toBeGreaterThanOrEqual(0.45);
        if (away > 0.4501) {
          expect(top).toBeCloseTo(half, 6);
          expect(bottom).toBeCloseTo(-half, 6);
        } else expect(top).toBeLessThanOrEqual(half + 1e-6);
        expect(height).toBeGreaterThanOrEqual(0.15);
      }),
      { numRuns: 500 },
    );
  });

  it("is straight above for an overhead, the farther the more is framed", () => {
    const reach = (size: "CU" | "WS") =>
      reachFor(framedBy(size, [0, 0], 1.635, 1.75), { angle: "overhead", lens: 35, ratio: 16 / 9 });
    expect(reach("CU").away).toBeLessThan(0.1);
    expect(reach("WS").height).toBeGreaterThan(reach("CU").height + 2);
    expect(reach("WS").tilt).toBeCloseTo(-88, 6);
  });

  it("shows the floor for a size that shows it, whatever the pose", () => {
    const [standing, sitting] = [1.635, 1.2].map((eyes) => framedBy("LS", [0, 0], eyes, 1.75));
    expect(sitting?.bottom).toBe(standing?.bottom);
    expect(sitting?.top).toBeLessThan(standing?.top as number);
  });

  it("keeps the eyes where they are in the frame when more of it is framed", () => {
    const framed = framedBy("MS", [0, 0], 1.635, 1.75);
    const wider = widened(framed, 2);
    const share = ({ eyes, top, bottom }: typeof framed) => (top - eyes) / (top - bottom);
    expect(share(wider)).toBeCloseTo(share(framed), 9);
    expect(wider.top - wider.bottom).toBeCloseTo(2 * (framed.top - framed.bottom), 9);
  });
});

it("a camera stands on the side that it is asked for, and looks back", () => {
  const setUp = { angle: "eye", lens: 50, ratio: 16 / 9 } as const;
  const framed = framedBy("MS", [2, 3], 1.635, 1.75);
  const reach = reachFor(framed, setUp);
  const { at, bearing } = viewpointFrom(framed, setUp, reach, 150);
  expect(bearingTo([2, 3], [at[0], at[1]])).toBeCloseTo(150, 9);
  expect(apart([2, 3], [at[0], at[1]])).toBeCloseTo(reach.away, 9);
  expect(bearing).toBeCloseTo(-30, 9);
});

it("what a camera is aimed at lies as far down in the frame as it was asked to", () => {
  const spot = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(
      spot,
      spot,
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      lenses,
      ratios,
      (x, y, share, lens, ratio) => {
        fc.pre(Math.hypot(x, y) > 0.5);
        const [at, target]: Point[] = [
          [x, y, 1.2],
          [0, 0, 1.6],
        ];
        const aimed = aim(at as Point, target as Point, share, lens, ratio);
        const view = { at: at as Point, ...aimed, roll: 0, lens };
        const projection = projectionOf(view, { widthPx: 100 * ratio, heightPx: 100 });
        expect(projection.place(projection.see(target as Point))[1] / 100).toBeCloseTo(share, 6);
      },
    ),
  );
});

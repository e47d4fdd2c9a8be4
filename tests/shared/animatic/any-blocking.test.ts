import fc from "fast-check";
import { expect, test } from "vitest";
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { frameAt, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Surface } from "../../../shared/animatic/surface.ts";
import type { Element, Pass } from "../../../shared/project/model.ts";
import { type Spot, stageLimits } from "../../../shared/project/stage.ts";
import { aspectRatios, cameraAngles, cameraMoves, shotSizes } from "../../../shared/project/vocabulary.ts";
import { arbitraryBlocking, arbitraryStage } from "../../support/arbitrary-stage.ts";
import { buildElement, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const frame = { widthPx: 160, heightPx: 90 };
const elements: Element[] = [
  buildElement("Driver"),
  buildElement("Car", { kind: "item" }),
  buildElement("constructor", { kind: "animal" }),
];

/** A surface that draws nothing, counts what it is asked for, and fails on a number that is none. */
class CountingSurface {
  steps = 0;
  readonly surface: Surface;

  constructor() {
    const kept: Record<string | symbol, unknown> = { measureText: () => ({ width: 10 }) };
    const check = (values: readonly unknown[]) => {
      this.steps += 1;
      for (const value of values) {
        if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`drawn with ${value}`);
        if (typeof value === "string" && /NaN|Infinity|undefined/.test(value)) throw new Error(`drawn with ${value}`);
      }
    };
    const gradient = { addColorStop: (...values: unknown[]) => check(values) };
    this.surface = new Proxy(kept, {
      get: (_, key) =>
        kept[key] ??
        ((...values: unknown[]) => {
          check(values);
          return gradient;
        }),
      set: (_, _key, value) => {
        check([value]);
        return true;
      },
    }) as unknown as Surface;
  }
}

/** What a pass of three shots takes to draw, at its ends and within. */
function stepsOf(pass: Pass): number {
  const plan = planFrames(buildProject([pass], { elements }), pass);
  const counting = new CountingSurface();
  for (const at of [0, 1, 95, 96, 130, plan.frameCount - 1]) {
    drawFrame(counting.surface, frameAt(plan, at), () => "missing", { frame, burnIn: true, matte: null });
  }
  return counting.steps;
}

/** Six frames of a handful of figures and props have fewer. */
const stepsMax = 400_000;

test("whatever is valid is blocked and drawn with numbers alone, in a bounded number of steps", () => {
  const camera = fc.record(
    {
      size: fc.constantFrom(...shotSizes),
      angle: fc.constantFrom(...cameraAngles),
      move: fc.constantFrom(...cameraMoves),
      lens: fc.constantFrom("0mm", "8 mm", "35mm", "800mm", "10000 mm", "fisheye"),
      strength: fc.constantFrom(10, 200),
    },
    { requiredKeys: [] },
  );
  const action = fc.constantFrom("@Driver talks to @constructor", "@Car stops", "two people run", "A valley.", "");
  const shots = fc.array(fc.tuple(arbitraryBlocking, camera, action, fc.constantFrom(1000, 4000, 60_000)), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(arbitraryStage, shots, fc.constantFrom(...aspectRatios), (stage, list, aspectRatio) => {
      const made = list.map(([blocking, said, words, durationMs], at) =>
        buildShot(`${at}`, { blocking, camera: said, action: words, durationMs, slowMotion: at === 1 }),
      );
      expect(stepsOf(buildPass("A", made, { stage, aspectRatio, heading: "INT. GARAGE - NIGHT" }))).toBeLessThan(
        stepsMax,
      );
    }),
    { numRuns: 150 },
  );
});

test.each<[string, Spot, number, Spot, number]>([
  ["the target where the camera is", [0, 0], 1.6, [0, 0], 1.6],
  ["the target straight above", [0, 0], 1, [0, 0], 100],
  ["the target straight below", [0, 0], 100, [0, 0], 0],
  ["the camera in a head", [1, 0], 1.6, [2, 0], 1.6],
  ["everything at the edge of the plan", [500, 500], 100, [-500, -500], -20],
])("a stage full to its limits is drawn with %s", (_, at, height, spot, level) => {
  const ids = Array.from({ length: stageLimits.figures }, (_id, index) => `figure-${index}`);
  const stage = {
    figures: ids.map((id) => ({ id, at: [1, 0] as Spot, facing: 0 })),
    props: Array.from({ length: stageLimits.props }, (_id, index) => ({
      ...{ id: `${index}`, body: "box" as const, at: [1, 0] as Spot },
      size: [200, 200, 200] as [number, number, number],
    })),
  };
  for (const lens of [stageLimits.lens.min, stageLimits.lens.max]) {
    const camera = { at, height, lens, target: { at: spot, height: level } };
    const shot = buildShot("1", {
      action: "",
      blocking: { camera, figures: { "figure-0": { path: [at, spot, at] } } },
    });
    expect(stepsOf(buildPass("A", [shot], { stage }))).toBeLessThan(2_000_000);
  }
});

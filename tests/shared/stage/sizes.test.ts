import { describe, expect, it } from "vitest";
import type { CameraAngle, ShotSize } from "../../../shared/project/vocabulary.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { eyesOf } from "../../../shared/stage/postures.ts";
import { projectionOf } from "../../../shared/stage/project-view.ts";
import type { FigureTrack, Viewpoint } from "../../../shared/stage/scene.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Mara")];
const ratios = [16 / 9, 9 / 16, 1, 21 / 9] as const;

/** Meters above the floor, of a figure of 1.75 m. */
const body = {
  top: 1.75,
  forehead: 1.68,
  chin: 1.53,
  collar: 1.43,
  chest: 1.27,
  waist: 1.05,
  thigh: 0.84,
  knees: 0.49,
  feet: 0,
};
type Part = keyof typeof body;

/** What the size shows at its upper and lower edge, and what it no longer does. */
const table: readonly (readonly [size: ShotSize, sees: Part, above: Part | null, last: Part, cut: Part | null])[] = [
  ["ECU", "forehead", "top", "chin", "collar"],
  ["CU", "top", null, "collar", "chest"],
  ["MCU", "top", null, "chest", "waist"],
  ["MS", "top", null, "waist", "thigh"],
  ["MLS", "top", null, "knees", "feet"],
  ["LS", "top", null, "feet", null],
  ["WS", "top", null, "feet", null],
  ["EWS", "top", null, "feet", null],
];

function shotOf(size: ShotSize, angle: CameraAngle, ratio: number) {
  const [blocked] = blockPass(
    buildPass("a", [buildShot("1", { action: "@Mara waits.", camera: { size, angle } })]),
    elements,
    ratio,
  );
  return blocked as NonNullable<typeof blocked>;
}

/** How far down in the frame what is `height` above the floor lies, on the upright line through the eyes; shares of the frame's height. */
function down(view: Viewpoint, { start, cast }: FigureTrack, height: number, ratio: number): number {
  const { see, place } = projectionOf({ ...view, roll: 0 }, { widthPx: 1000 * ratio, heightPx: 1000 });
  const [x, y] = eyesOf(start, cast.height, cast.kind);
  return place(see([x, y, height]))[1] / 1000;
}

describe.each(table)("%s", (size, sees, above, last, cut) => {
  it.each(["eye", "low", "high", "dutch"] as const)(
    "shows a figure of 1.75 m as its definition says, from %s, in every aspect",
    (angle) => {
      for (const ratio of ratios) {
        const { camera, figures } = shotOf(size, angle, ratio);
        const at = (part: Part) => down(camera.start, figures[0] as FigureTrack, body[part], ratio);
        expect(at(sees)).toBeGreaterThan(-0.01);
        if (above) expect(at(above)).toBeLessThan(0.01);
        expect(at(last)).toBeLessThan(1.01);
        if (cut) expect(at(cut)).toBeGreaterThan(0.99);
      }
    },
  );
});

/** Shares of the frame's height: the room above the head, and the figure. */
const proportions: readonly (readonly [ShotSize, room: number, figure: number])[] = [
  ["CU", 0.09, 4.55],
  ["MCU", 0.13, 2.9],
  ["MS", 0.13, 2.02],
  ["MLS", 0.1, 1.22],
  ["LS", 0.085, 0.855],
  ["WS", 0.23, 0.55],
  ["EWS", 0.457, 0.143],
];

describe("the room above a head", () => {
  it.each(proportions)("in a %s is %f of the frame, and the figure %f of it", (size, room, figure) => {
    for (const ratio of ratios) {
      const { camera, figures } = shotOf(size, "eye", ratio);
      const at = (height: number) => down(camera.start, figures[0] as FigureTrack, height, ratio);
      expect(Math.abs(at(1.75) - room)).toBeLessThan(0.032);
      expect(Math.abs((at(0) - at(1.75)) / figure - 1)).toBeLessThan(0.08);
    }
  });
});

describe("how far a camera is", () => {
  it.each(["eye", "low", "high", "overhead"] as const)("grows from size to size, from %s", (angle) => {
    const sizes: readonly ShotSize[] = ["ECU", "CU", "MCU", "MS", "MLS", "LS", "WS", "EWS"];
    const shown = sizes.map((size) => {
      const { lens, focus } = shotOf(size, angle, 16 / 9).camera.start;
      return focus / lens;
    });
    for (const [index, share] of shown.slice(1).entries()) expect(share).toBeGreaterThan(shown[index] as number);
  });

  it("keeps the size behind any lens: twice as long a lens, twice as far", () => {
    const focus = (lens: string) => {
      const shot = buildShot("1", { action: "@Mara waits.", camera: { size: "MS", lens } });
      return blockPass(buildPass("a", [shot]), elements, 16 / 9)[0]?.camera.start.focus as number;
    };
    expect(focus("100mm") / focus("50mm")).toBeCloseTo(2, 1);
    expect(focus("50mm")).toBeCloseTo((0.495 * 1.75 * 50) / 20.25, 1);
  });

  it("stays on the floor in a low angle of a wide frame, looking up", () => {
    for (const size of ["WS", "EWS", "LS"] as const) {
      const { at, tilt } = shotOf(size, "low", 16 / 9).camera.start;
      expect(at[2]).toBeGreaterThanOrEqual(0.1);
      expect(at[2]).toBeLessThan(0.6);
      expect(tilt).toBeGreaterThan(0);
    }
  });

  it("is above and tilted down in a high angle, straight above in an overhead, and level but leaning in a Dutch", () => {
    const [high, over, dutch] = (["high", "overhead", "dutch"] as const).map(
      (angle) => shotOf("MS", angle, 16 / 9).camera.start,
    );
    expect(high?.at[2]).toBeGreaterThan(2.2);
    expect(high?.tilt).toBeLessThan(-20);
    expect(over?.tilt).toBeCloseTo(-88, 0);
    expect(dutch?.roll).toBeGreaterThan(8);
    expect(dutch?.at[2]).toBeCloseTo(1.63, 1);
  });
});

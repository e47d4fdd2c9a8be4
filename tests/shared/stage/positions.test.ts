import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { figuresInFrame, positionsInWords, propsInFrame } from "../../../shared/stage/positions.ts";
import type { Scene, SceneFigure, SceneProp } from "../../../shared/stage/scene.ts";

const frame = { widthPx: 1920, heightPx: 1080 };

function figure(id: string, content: Partial<SceneFigure> = {}): SceneFigure {
  return {
    ...{ id, name: id, element: id, mediaId: null, color: 0, kind: "person", height: 1.75, build: "average" },
    ...{ at: [0, 0], facing: 180, pose: "standing", toPose: "standing", blend: 0, stride: 0 },
    ...content,
  };
}

/** A camera that stands south of the middle of the plan and looks up the plan. */
function scene(figures: SceneFigure[], { away = 3, lens = 35 } = {}): Scene {
  return {
    figures,
    props: [],
    light: { bearing: -140, elevation: 48 },
    isOutside: true,
    view: { at: [0, -away, 1.5], bearing: 0, tilt: 0, roll: 0, lens, focus: away, blur: 0, smear: 0 },
  };
}

describe("positions in words", () => {
  test("go from left to right, with thirds, planes and facing as the lens sees them", () => {
    const tom = figure("Tom", { at: [2.6, 6], facing: 0 });
    const mara = figure("Mara", { at: [-0.55, -1.2], facing: 90 });
    expect(positionsInWords(scene([tom, mara]), frame)).toBe(
      "@Mara in the left third, foreground, facing right; @Tom in the right third, background, back to camera",
    );
  });

  test.each([
    [180, "facing the camera"],
    [140, "facing three-quarter right"],
    [90, "facing right"],
    [45, "turned away to the right"],
    [0, "back to camera"],
    [-45, "turned away to the left"],
    [-90, "facing left"],
    [-140, "facing three-quarter left"],
    [540, "facing the camera"],
  ])("a figure that faces %i° on the plan is %s", (facing, words) => {
    expect(positionsInWords(scene([figure("Mara", { facing })]), frame)).toBe(
      `@Mara in the middle third, foreground, ${words}`,
    );
  });

  test("say how a figure is held, and a stranger in plain words", () => {
    const one = figure("figure-1", { element: null, name: "Figure 1", pose: "sitting", at: [-1, 0], facing: 165 });
    const other = figure("figure-2", { element: null, name: "Figure 2", at: [0, 0.1] });
    const named = figure("figure-3", { element: null, name: "Night porter", at: [1, 0], facing: 195 });
    expect(positionsInWords(scene([named, other, one]), frame)).toBe(
      "a person sitting in the left third, foreground, facing the camera; " +
        "another person in the middle third, foreground, facing the camera; " +
        "Night porter in the right third, foreground, facing the camera",
    );
  });

  test("say the pose that a figure has come nearer to", () => {
    const rising = { pose: "sitting", toPose: "standing" } as const;
    const words = (blend: number) => positionsInWords(scene([figure("Mara", { ...rising, blend })]), frame);
    expect(words(0.2)).toContain("@Mara sitting in");
    expect(words(0.8)).toContain("@Mara in");
  });

  test("say nothing of whom the frame does not show", () => {
    const behind = figure("Behind", { at: [0, -8] });
    const beside = figure("Beside", { at: [30, 0] });
    expect(positionsInWords(scene([behind, beside]), frame)).toBe("");
    expect(positionsInWords(scene([behind, figure("Mara"), beside]), frame)).toContain("@Mara");
  });

  test("find a face that fills the frame", () => {
    const near = { ...scene([figure("Mara")], { away: 1, lens: 100 }) };
    const close = { ...near, view: { ...near.view, at: [0, -1, 1.6] as const } };
    expect(positionsInWords(close, frame)).toBe("@Mara in the middle third, foreground, facing the camera");
  });
});

describe("a wall", () => {
  const wall = { id: "wall", body: "wall", name: "wall", facing: 0, byHand: true, size: [2, 0.15, 2.6] } as const;
  const behind = (at: readonly [number, number], facing = 0, size: readonly [number, number, number] = wall.size) =>
    positionsInWords({ ...scene([figure("Mara")]), props: [{ ...wall, at: [...at], facing, size: [...size] }] }, frame);

  test("hides who stands behind it, and nobody before it or beside it", () => {
    expect(behind([0, -1])).toBe("");
    expect(behind([0, 1])).toContain("@Mara");
    expect(behind([2.2, -1])).toContain("@Mara");
    // Seen from its end it is thin.
    expect(behind([0.4, -1], 90)).toContain("@Mara");
  });

  test("that is low hides only the legs, and one around the camera or the figure nothing", () => {
    expect(behind([0, -1], 0, [2, 0.15, 1])).toContain("@Mara in the middle third");
    expect(behind([0, -3], 0, [2, 1, 2.6])).toContain("@Mara");
    expect(behind([0, 0], 0, [2, 1, 2.6])).toContain("@Mara");
  });

  test("is looked through where it is a window", () => {
    const pane: SceneProp = { ...wall, body: "window", at: [0, -1] };
    expect(positionsInWords({ ...scene([figure("Mara")]), props: [pane] }, frame)).toContain("@Mara");
  });
});

test("a prop is as near as a figure beside it would be", () => {
  const prop = { id: "car", body: "car", name: "car", facing: 0, byHand: true } as const;
  const far = { ...prop, at: [6, 20] as const, size: [1.8, 4.4, 1.45] as const };
  expect(propsInFrame({ ...scene([]), props: [{ ...far, at: [6, 20] }] }, frame)).toMatchObject([
    { third: "right", plane: "background" },
  ]);
});

test("whoever is in frame is in it once, and mirrored on the other side", () => {
  const spot = fc.tuple(fc.double({ min: -6, max: 6, noNaN: true }), fc.double({ min: -6, max: 12, noNaN: true }));
  fc.assert(
    fc.property(fc.array(fc.tuple(spot, fc.integer({ min: -360, max: 360 })), { maxLength: 6 }), (all) => {
      const figures = all.map(([at, facing], index) => figure(`F${index}`, { at, facing }));
      const mirrored = figures.map((each) => ({
        ...each,
        at: [-each.at[0], each.at[1]] as const,
        facing: -each.facing,
      }));
      const seen = figuresInFrame(scene(figures), frame);
      const other = figuresInFrame(scene(mirrored as unknown as SceneFigure[]), frame);
      expect(new Set(seen.map((each) => each.figure.id)).size).toBe(seen.length);
      expect(seen.map(({ across }) => across)).toEqual(seen.map(({ across }) => across).toSorted((a, b) => a - b));
      expect(other.map((each) => each.figure.id).toSorted()).toEqual(seen.map((each) => each.figure.id).toSorted());
      for (const each of seen) {
        const twin = other.find(({ figure: { id } }) => id === each.figure.id);
        expect(twin?.across).toBeCloseTo(1 - each.across, 6);
        expect(twin?.plane).toBe(each.plane);
      }
    }),
  );
});

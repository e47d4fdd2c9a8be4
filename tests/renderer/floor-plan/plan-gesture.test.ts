import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dragged } from "../../../renderer/src/floor-plan/plan-gesture.ts";
import { type Grip, handlesOf, hitAt } from "../../../renderer/src/floor-plan/plan-handles.ts";
import { facingOf, placeOf, type Thing } from "../../../renderer/src/floor-plan/plan-things.ts";
import { allSeen, fitted, toPx, toSpot, zoomed } from "../../../renderer/src/floor-plan/plan-view.ts";
import type { OnStage } from "../../../renderer/src/state/stage-selection.ts";
import type { Spot } from "../../../shared/project/stage.ts";
import { placeable } from "../../../shared/stage/snap.ts";
import { bearingTo, toward } from "../../../shared/stage/vectors.ts";
import { applied, stageAt, stagedProject } from "./shown.ts";

const size = { widthPx: 380, heightPx: 300 };
const view = { center: [0, 0] as Spot, pxPerMeter: 50 };
const mara: OnStage = { kind: "figure", id: "Mara" };
const project = stagedProject();
const stage = stageAt(project);

function drag(grip: Grip, from: Spot, to: Spot, snaps = true) {
  return dragged({ stage, grip, from, to, snaps, near: 0.15 });
}

function movedTo(thing: Thing, from: Spot, to: Spot, snaps = true): Spot | null {
  return placeOf(stageAt(applied(project, drag({ kind: "move", thing }, from, to, snaps).edit)), thing);
}

describe("a drag", () => {
  it("moves by the whole way of the pointer, wherever it took hold, onto the grid", () => {
    const at = placeOf(stage, mara) as Spot;
    expect(movedTo(mara, [5, 5], [5 + 2.1, 5 - 0.9])).toEqual([
      Math.round((at[0] + 2.1) * 4) / 4,
      Math.round((at[1] - 0.9) * 4) / 4,
    ]);
    expect(movedTo(mara, [5, 5], [6.11, 4.1], false)).toEqual(placeable([at[0] + 1.11, at[1] - 0.9]));
  });

  it("comes in line with another figure and shows it", () => {
    const tom = placeOf(stage, { kind: "figure", id: "Tom" }) as Spot;
    const at = placeOf(stage, mara) as Spot;
    const { guides, edit } = drag({ kind: "move", thing: mara }, at, [tom[0] + 0.1, tom[1] - 2]);
    expect(guides).toEqual([{ from: tom, to: [tom[0], tom[1] - 2] }]);
    expect(placeOf(stageAt(applied(project, edit)), mara)).toEqual([tom[0], tom[1] - 2]);
  });

  it("puts the camera's target on a figure that it comes near, unless nothing snaps", () => {
    const tom = placeOf(stage, { kind: "figure", id: "Tom" }) as Spot;
    const from = placeOf(stage, { kind: "target" }) as Spot;
    const near: Spot = [tom[0] + 0.1, tom[1]];
    const aimed = applied(project, drag({ kind: "move", thing: { kind: "target" } }, from, near).edit);
    expect(aimed.passes[0]?.shots[0]?.blocking?.camera?.target).toEqual({ figure: "Tom" });
    const free = applied(project, drag({ kind: "move", thing: { kind: "target" } }, from, near, false).edit);
    expect(free.passes[0]?.shots[0]?.blocking?.camera?.target).toMatchObject({ at: near });
  });

  it("turns a figure to whom the handle points at, and says so with a guide", () => {
    const [at, tom] = [placeOf(stage, mara) as Spot, placeOf(stage, { kind: "figure", id: "Tom" }) as Spot];
    const { edit, guides } = drag({ kind: "turn", thing: mara }, at, [tom[0] + 1, tom[1] + 0.05]);
    expect(guides).toEqual([{ from: at, to: tom }]);
    expect(edit && facingOf(stageAt(applied(project, edit)), mara)).toBeCloseTo(bearingTo(at, tom), 1);
  });

  it("bends a path by its middle and starts one by its handle", () => {
    const handles = handlesOf(stage, { kind: "camera" }, view);
    expect(handles.map(({ look }) => look)).toEqual(["lens", "lens", "grow"]);
    const grip = handles.at(-1)?.grip as Grip;
    const travels = applied(project, drag(grip, [2, -2], [3, -3]).edit);
    const { path } = stageAt(travels).blocked.camera;
    expect(path?.at(-1)).toEqual([3, -3]);
    expect(handlesOf(stageAt(travels), { kind: "camera" }, view).map(({ look }) => look)).toContain("middle");
  });

  it("changes the lens by an edge of its cone, and leaves the camera where it is", () => {
    const { at, bearing } = stage.blocked.camera.start;
    const edge = (off: number) => toward([at[0], at[1]], bearing + off, 3);
    const lensOf = (off: number, snaps: boolean) => {
      const { camera } = stageAt(applied(project, drag({ kind: "lens" }, edge(10), edge(off), snaps).edit)).blocked;
      expect([camera.start.at[0], camera.start.at[1]]).toEqual(placeable([at[0], at[1]]));
      return camera.start.lens;
    };
    // A 50 mm lens sees 39.6° across.
    expect(lensOf(19.8, true)).toBe(50);
    expect(lensOf(-19.5, true)).toBe(50);
    expect(lensOf(18, false)).toBe(55);
    expect(lensOf(0, false)).toBe(800);
    expect(lensOf(170, false)).toBe(8);
  });
});

describe("what lies under the pointer", () => {
  const hit = (spot: Spot, selected: OnStage | null = null) =>
    hitAt(stage, selected, view, size, toPx(view, size, spot));

  it("is the figure, the prop, the camera, the target, or the empty plan", () => {
    const wide = fitted([placeOf(stage, { kind: "camera" }) as Spot, [0, 3], [2, 2]], size);
    const at = (thing: Thing) => hitAt(stage, null, wide, size, toPx(wide, size, placeOf(stage, thing) as Spot));
    expect(at(mara)).toEqual({ kind: "move", thing: mara });
    expect(at({ kind: "camera" })).toEqual({ kind: "move", thing: { kind: "camera" } });
    expect(at({ kind: "prop", id: "table-1" })).toEqual({ kind: "move", thing: { kind: "prop", id: "table-1" } });
    expect(hit([-3.5, 2.8])).toBeNull();
  });

  it("is a handle of what is selected, and of nothing else", () => {
    const turn = handlesOf(stage, mara, view).find(({ look }) => look === "turn");
    expect(hit(turn?.at as Spot, mara)).toEqual({ kind: "turn", thing: mara });
    expect(hit(turn?.at as Spot)).not.toEqual({ kind: "turn", thing: mara });
  });
});

describe("the panel", () => {
  const spot = fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }));

  it("shows all that is fitted into it, and leads from pixels back to meters", () => {
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 8 }), (spots) => {
        const shown = fitted(spots, size);
        expect(allSeen(spots, shown, size)).toBe(true);
        const [x, y] = toSpot(shown, size, toPx(shown, size, spots[0] as Spot));
        expect([x, y]).toEqual([expect.closeTo(spots[0]?.[0] ?? 0, 6), expect.closeTo(spots[0]?.[1] ?? 0, 6)]);
      }),
    );
  });

  it("zooms about the pointer", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.nat(380), fc.nat(300), (by, x, y) => {
        const before = toSpot(view, size, { x, y });
        const now = toSpot(zoomed(view, size, by, { x, y }), size, { x, y });
        expect([now[0], now[1]]).toEqual([expect.closeTo(before[0], 6), expect.closeTo(before[1], 6)]);
      }),
    );
  });
});

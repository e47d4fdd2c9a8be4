import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { focusAfter, placeOf, type Thing, thingsOf } from "../../../renderer/src/floor-plan/plan-things.ts";
import {
  addable,
  addFigure,
  addProp,
  growPath,
  insertPoint,
  moveThing,
  removeThing,
  returnProp,
  turnThing,
} from "../../../renderer/src/floor-plan/stage-edits.ts";
import { apart, bearingTo, turned } from "../../../shared/stage/vectors.ts";
import { applied, stageAt, stagedProject } from "./shown.ts";

const mara: Thing = { kind: "figure", id: "Mara" };
const camera: Thing = { kind: "camera" };

function labels(project: Parameters<typeof stageAt>[0], index = 0): string[] {
  return thingsOf(stageAt(project, index)).map(({ key }) => key);
}

describe("moving and turning", () => {
  it("puts a figure elsewhere from this shot on, and leaves the shot before as it was", () => {
    const project = stagedProject([{}, {}, {}]);
    const moved = applied(project, moveThing(stageAt(project, 1), mara, [3, 1]));
    const places = [0, 1, 2].map((index) => placeOf(stageAt(moved, index), mara));
    expect(places).toEqual([placeOf(stageAt(project), mara), [3, 1], [3, 1]]);
  });

  it("is nothing where the thing is there already, or is not on the stage", () => {
    const stage = stageAt(stagedProject());
    expect(moveThing(stage, { kind: "prop", id: "table-1" }, [0, 2])).toBeNull();
    expect(moveThing(stage, { kind: "figure", id: "Nobody" }, [0, 2])).toBeNull();
  });

  it("turns the camera by putting its target there, as far away as it was", () => {
    const project = stagedProject();
    const { start, target } = stageAt(project).blocked.camera;
    const away = apart([start.at[0], start.at[1]], [target[0], target[1]]);
    const turnedBy = applied(project, turnThing(stageAt(project), camera, start.bearing + 40));
    const { start: now, target: at } = stageAt(turnedBy).blocked.camera;
    expect(turned(now.bearing - start.bearing - 40)).toBeCloseTo(0, 0);
    expect(apart([now.at[0], now.at[1]], [at[0], at[1]])).toBeCloseTo(away, 2);
  });

  it("keeps every thing on the stage, wherever it is dragged or turned", () => {
    const anywhere = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const project = stagedProject();
    const things = thingsOf(stageAt(project)).map(({ thing }) => thing);
    fc.assert(
      fc.property(fc.constantFrom(...things), anywhere, anywhere, (thing, x, y) => {
        const moved = applied(project, moveThing(stageAt(project), thing, [x, y]));
        for (const at of placeOf(stageAt(moved), thing) ?? [Number.NaN]) expect(Math.abs(at)).toBeLessThanOrEqual(500);
        const edit = turnThing(stageAt(moved), thing, x);
        if (edit) applied(moved, edit);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a path", () => {
  it("grows a meter ahead of who walks it, is bent by a point in a leg, and loses a point", () => {
    const project = stagedProject();
    const grown = growPath(stageAt(project), { kind: "figure", id: "Mara" });
    const walking = applied(project, grown?.edit ?? null);
    expect(labels(walking).slice(0, 2)).toEqual(["figure Mara", "point figure Mara 1"]);
    const track = stageAt(walking).blocked.figures[0];
    expect(apart(track?.path[0] ?? [0, 0], track?.path[1] ?? [0, 0])).toBeCloseTo(1, 2);
    expect(bearingTo(track?.path[0] ?? [0, 0], track?.path[1] ?? [0, 0])).toBeCloseTo(track?.start.facing ?? 0, 0);
    const bent = applied(walking, insertPoint(stageAt(walking), { kind: "figure", id: "Mara" }, 1, [0, -1]));
    expect(stageAt(bent).blocked.figures[0]?.path).toHaveLength(3);
    const point: Thing = { kind: "point", of: { kind: "figure", id: "Mara" }, index: 2 };
    const shorter = applied(bent, removeThing(stageAt(bent), point));
    expect(stageAt(shorter).blocked.figures[0]?.path.at(-1)).toEqual([0, -1]);
  });

  it("is gone with its last point, and nothing set by hand is left", () => {
    const project = stagedProject();
    const travels = applied(project, growPath(stageAt(project), { kind: "camera" })?.edit ?? null);
    expect(stageAt(travels).blocked.camera.path).toHaveLength(2);
    const stays = applied(travels, removeThing(stageAt(travels), { kind: "point", of: { kind: "camera" }, index: 1 }));
    expect(stays).toEqual(project);
  });

  it("of the words is kept when its start is moved, bent by hand, and gone with its point", () => {
    const project = stagedProject([{ action: "@Mara walks to @Tom" }]);
    const track = (of: typeof project) => stageAt(of).blocked.figures.find(({ cast }) => cast.id === "Mara");
    const { start, end } = track(project) ?? { start: { at: [0, 0] }, end: { at: [0, 0] } };
    const near = (at: readonly number[]) => at.map((meters) => expect.closeTo(meters, 2));
    const moved = applied(project, moveThing(stageAt(project), mara, [-3, 1]));
    expect(track(moved)?.path).toEqual([[-3, 1], near(end.at)]);
    const bent = applied(project, insertPoint(stageAt(project), { kind: "figure", id: "Mara" }, 1, [0, -2]));
    expect(track(bent)?.path).toEqual([near(start.at), [0, -2], near(end.at)]);
    const point: Thing = { kind: "point", of: { kind: "figure", id: "Mara" }, index: 1 };
    const stays = applied(project, removeThing(stageAt(project), point));
    expect(labels(stays)).not.toContain("point figure Mara 1");
    expect(track(stays)?.end.at).toEqual(near(start.at));
  });

  it("holds a hundred points and no more", () => {
    const path = Array.from({ length: 100 }, (_, index): [number, number] => [index, 0]);
    const project = stagedProject([{ blocking: { camera: { path } } }]);
    expect(growPath(stageAt(project), { kind: "camera" })).toBeNull();
  });
});

describe("adding", () => {
  it("puts a figure where nobody is, facing the camera, seen in every shot", () => {
    const project = stagedProject();
    const { edit, id } = addFigure(stageAt(project), [-0.6, 0], "Ann");
    const added = applied(project, edit);
    expect(id).toBe("Ann");
    for (const index of [0, 1]) {
      const { figures } = stageAt(added, index).blocked;
      const at = figures.find(({ cast }) => cast.id === "Ann")?.start.at ?? [0, 0];
      const others = figures.filter(({ cast }) => cast.id !== "Ann");
      expect(others.every(({ start }) => apart(start.at, at) >= 0.6)).toBe(true);
    }
  });

  it("gives figures of nobody and props names of their own", () => {
    let project = stagedProject();
    for (let count = 0; count < 3; count++) project = applied(project, addFigure(stageAt(project), [0, 0], null).edit);
    project = applied(project, addProp(stageAt(project), [0, 0], "table").edit);
    expect(project.passes[0]?.stage?.figures?.map(({ id }) => id)).toEqual(["figure-1", "figure-2", "figure-3"]);
    expect(project.passes[0]?.stage?.props?.map(({ id }) => id)).toEqual(["table-1", "table-2"]);
  });
});

describe("taking away", () => {
  it("takes a figure that was put there by hand out of the stage and of every shot", () => {
    const project = stagedProject();
    const thing: Thing = { kind: "figure", id: "Ann" };
    const added = applied(project, addFigure(stageAt(project), [3, 0], "Ann").edit);
    const moved = applied(added, moveThing(stageAt(added, 1), thing, [4, 0]));
    expect(applied(moved, removeThing(stageAt(moved), thing))).toEqual(project);
  });

  it("sends a figure whom the words name off the stage, and adding it brings it back", () => {
    const project = stagedProject();
    const without = applied(project, removeThing(stageAt(project), mara));
    expect(labels(without)).not.toContain("figure Mara");
    expect(without.passes[0]?.stage?.figures).toEqual([{ id: "Mara", off: true }]);
    expect(addable(stageAt(without)).map(({ id }) => id)).toEqual(["Mara", "Ann"]);
    const back = applied(without, addFigure(stageAt(without), [2, 2], "Mara").edit);
    expect(placeOf(stageAt(back), mara)).toEqual([2, 2]);
    expect(back.passes[0]?.stage?.figures).toBeUndefined();
  });

  it("takes the camera and its target back to the words, and is nothing where they are there already", () => {
    const project = stagedProject();
    expect(removeThing(stageAt(project), camera)).toBeNull();
    expect(removeThing(stageAt(project), { kind: "target" })).toBeNull();
    const moved = applied(project, moveThing(stageAt(project), camera, [4, -4]));
    const aimed = applied(moved, moveThing(stageAt(moved), { kind: "target" }, [1, 1]));
    expect(applied(aimed, removeThing(stageAt(aimed), { kind: "target" }))).toEqual(moved);
    expect(applied(aimed, removeThing(stageAt(aimed), camera))).toEqual(project);
  });

  it("takes over a prop of the words that is moved, and sends one off that is taken away", () => {
    const project = stagedProject([{ action: "@Mara sits down at the table" }, {}]);
    const { id } = stageAt(project).blocked.props.find(({ byHand, body }) => !byHand && body === "chair") ?? { id: "" };
    const prop: Thing = { kind: "prop", id };
    const moved = applied(project, moveThing(stageAt(project), prop, [4, 4]));
    const { size } = stageAt(project).blocked.props.find((each) => each.id === id) ?? {};
    expect(stageAt(moved).blocked.props.find((each) => each.id === id)).toMatchObject({
      at: [4, 4],
      size,
      byHand: true,
    });
    const without = applied(moved, removeThing(stageAt(moved), prop));
    expect(labels(without)).not.toContain(`prop ${id}`);
    const off = applied(project, removeThing(stageAt(project), prop));
    expect(labels(off)).not.toContain(`prop ${id}`);
    expect(labels(applied(off, returnProp(stageAt(off), id)))).toContain(`prop ${id}`);
  });

  it("gives the focus to what stays: past the path of what goes, and from a point to whose it was", () => {
    const project = stagedProject();
    const walking = applied(project, growPath(stageAt(project), { kind: "figure", id: "Mara" })?.edit ?? null);
    const things = thingsOf(stageAt(walking)).map(({ thing }) => thing);
    const point: Thing = { kind: "point", of: { kind: "figure", id: "Mara" }, index: 1 };
    expect(things).toContainEqual(point);
    expect(focusAfter(things, mara)).toEqual({ kind: "figure", id: "Tom" });
    expect(focusAfter(things, point)).toEqual(mara);
    expect(focusAfter(things, { kind: "prop", id: "table-1" })).toEqual(camera);
    expect(focusAfter(things, camera)).toBeNull();
  });

  it("takes a prop away", () => {
    const project = stagedProject();
    const bare = applied(project, removeThing(stageAt(project), { kind: "prop", id: "table-1" }));
    expect(bare.passes[0]).not.toHaveProperty("stage");
  });
});

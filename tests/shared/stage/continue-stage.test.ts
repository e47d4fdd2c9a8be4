import fc from "fast-check";
import { expect, test } from "vitest";
import { type Pass, passSchema } from "../../../shared/project/model.ts";
import { type Blocking, type Stage, stageLimits } from "../../../shared/project/stage.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { continuedAfter } from "../../../shared/stage/continue-stage.ts";
import { arbitraryBlocking, arbitraryStage } from "../../support/arbitrary-stage.ts";
import { buildPass, buildShot } from "../../support/builders.ts";

const ratio = 16 / 9;

function passOf(actions: readonly string[], blockings: readonly (Blocking | undefined)[], stage?: Stage): Pass {
  const shots = actions.map((action, at) =>
    buildShot(`${at}`, { action, ...(blockings[at] ? { blocking: blockings[at] } : {}) }),
  );
  return buildPass("A", shots, stage ? { stage } : {});
}

test("who has a place on the stage has it where the shots before leave it", () => {
  const pass = passOf(["@Mara goes", "@Mara waits"], [{ figures: { Mara: { path: [[4, 0]], toPose: "sitting" } } }], {
    figures: [
      { id: "Mara", at: [0, 0], height: 1.6 },
      { id: "Tom", at: [2, 2], facing: 90 },
    ],
  });
  expect(continuedAfter(pass, [], ratio, 1)).toEqual({
    stage: {
      figures: [
        { id: "Mara", at: [4, 0], height: 1.6, facing: 90, pose: "sitting" },
        { id: "Tom", at: [2, 2], facing: 90, pose: "standing" },
      ],
    },
    shots: [pass.shots[1]],
  });
});

test("who was moved and has no place there begins so the shot in which it comes next", () => {
  const pass = passOf(
    ["@Mara and @Tom go", "@Mara waits", "@Tom waits"],
    [
      { figures: { Mara: { path: [[4, 0]] }, Tom: { at: [1, 1], facing: 10 } } },
      { figures: { Mara: { pose: "sitting" } } },
    ],
  );
  const { shots, stage } = continuedAfter(pass, [], ratio, 1);
  expect(stage).toBeUndefined();
  expect(shots[0]?.blocking?.figures).toEqual({
    Mara: { at: [4, 0], facing: 90, pose: "sitting" },
  });
  expect(shots[1]?.blocking?.figures).toEqual({ Tom: { at: [1, 1], facing: 10, pose: "standing" } });
});

test("a shot of somebody or something else stays as it is", () => {
  const pass = passOf(["@Mara waits", "Rain"], [{ figures: { Mara: { at: [1, 1] } } }]);
  expect(continuedAfter(pass, [], ratio, 1).shots).toEqual([pass.shots[1]]);
});

test("who then goes as the words say still goes that way", () => {
  const pass = passOf(["@Mara waits", "@Mara goes to the door"], [{ figures: { Mara: { at: [1, -3] } } }]);
  const [, was] = blockPass(pass, [], ratio);
  const [is] = blockPass({ ...pass, ...continuedAfter(pass, [], ratio, 1) }, [], ratio);
  expect(was?.figures[0]?.path.length).toBeGreaterThan(1);
  for (const [at, [x, y]] of was?.figures[0]?.path.entries() ?? []) {
    expect(is?.figures[0]?.path[at]?.[0]).toBeCloseTo(x, 2);
    expect(is?.figures[0]?.path[at]?.[1]).toBeCloseTo(y, 2);
  }
});

test("nothing is written where nothing was set by hand", () => {
  const pass = passOf(["@Mara", "@Mara and @Tom"], []);
  expect(continuedAfter(pass, [], ratio, 1)).toEqual({ shots: pass.shots.slice(1) });
});

test("whatever is on the stage, it stays valid, and who has a place there stands where the shots before leave it", () => {
  fc.assert(
    fc.property(arbitraryStage, arbitraryBlocking, arbitraryBlocking, (stage, first, second) => {
      const pass = passOf(["@Driver and @Ann", "@Driver", "@Ann"], [first, second], stage);
      const next = { ...pass, ...continuedAfter(pass, [], ratio, 1) };
      expect(passSchema.safeParse(next).error).toBeUndefined();
      const placed = new Set(stage.figures?.flatMap(({ id, at }) => (at ? id : [])));
      const [, was] = blockPass(pass, [], ratio);
      const [is] = blockPass(next, [], ratio);
      const seen = new Set(blockPass(pass, [], ratio)[0]?.figures.map(({ cast }) => cast.id));
      for (const { cast, start } of was?.figures ?? []) {
        if (!placed.has(cast.id) || !seen.has(cast.id)) continue;
        const now = is?.figures.find((each) => each.cast.id === cast.id)?.start;
        expect(now?.at[0]).toBeCloseTo(start.at[0], 2);
        expect(now?.at[1]).toBeCloseTo(start.at[1], 2);
        expect(now?.pose).toBe(start.pose);
      }
    }),
    { numRuns: 200 },
  );
});

test("whoever was moved by hand is in the same shots, and begins each where it began", () => {
  const second = fc.constantFrom("@Driver waits", "Rain", "@Ann goes to the door");
  fc.assert(
    fc.property(arbitraryBlocking, fc.option(arbitraryBlocking, { nil: undefined }), second, (first, own, action) => {
      const pass = passOf(["@Driver and @Ann", action, "@Driver and @Ann talk"], [first, own]);
      const next = { ...pass, ...continuedAfter(pass, [], ratio, 1) };
      expect(passSchema.safeParse(next).error).toBeUndefined();
      const [before, ...was] = blockPass(pass, [], ratio);
      const is = blockPass(next, [], ratio);
      const moved = new Set(Object.keys(first.figures ?? {}));
      const seen = new Set(before?.figures.map(({ cast }) => cast.id).filter((id) => moved.has(id)));
      for (const [at, { figures }] of was.entries()) {
        for (const { cast, start } of figures.filter((each) => seen.has(each.cast.id))) {
          // The words may lead past the edge of what a plan holds.
          if (start.at.some((value) => Math.abs(value) > stageLimits.reach)) continue;
          const now = is[at]?.figures.find((each) => each.cast.id === cast.id)?.start;
          expect(now?.at[0]).toBeCloseTo(start.at[0], 1);
          expect(now?.at[1]).toBeCloseTo(start.at[1], 1);
          expect(now?.pose).toBe(start.pose);
        }
      }
    }),
    { numRuns: 200 },
  );
});

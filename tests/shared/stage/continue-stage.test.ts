import fc from "fast-check";
import { expect, test } from "vitest";
import { type Pass, passSchema } from "../../../shared/project/model.ts";
import type { Blocking, Stage } from "../../../shared/project/stage.ts";
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

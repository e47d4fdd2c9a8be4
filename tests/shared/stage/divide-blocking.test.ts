import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Pass } from "../../../shared/project/model.ts";
import { type Blocking, blockingSchema, type Spot, stageLimits } from "../../../shared/project/stage.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { divideBlocking, joinBlocking } from "../../../shared/stage/divide-blocking.ts";
import type { BlockedShot } from "../../../shared/stage/scene.ts";
import { arbitraryBlocking, arbitraryStage } from "../../support/arbitrary-stage.ts";
import { buildPass, buildShot } from "../../support/builders.ts";

const ratio = 16 / 9;
const action = "@Driver and @Ann talk";

/** Shots that are blocked so, one after another. */
function blocked(...blockings: (Blocking | undefined)[]): readonly BlockedShot[] {
  return blockPass(passOf(blockings), [], ratio);
}

function passOf(blockings: readonly (Blocking | undefined)[], stage?: Pass["stage"]): Pass {
  const shots = blockings.map((blocking, at) => buildShot(`${at}`, { action, ...(blocking ? { blocking } : {}) }));
  return buildPass("A", shots, stage ? { stage } : {});
}

function divide(blocking: Blocking, share: number): [Blocking, Blocking] {
  return divideBlocking(blocking, blocked(blocking)[0] as BlockedShot, share);
}

const driver = (figure: NonNullable<Blocking["figures"]>[string]): Blocking => ({ figures: { Driver: figure } });

describe("a shot that is cut in two", () => {
  test("has its figure go half of the way, past its points, and on from there without a stop", () => {
    const [first, second] = divide(
      driver({
        at: [0, 0],
        path: [
          [2, 0],
          [2, 6],
        ],
        toPose: "sitting",
      }),
      0.5,
    );
    expect(first).toEqual(
      driver({
        at: [0, 0],
        path: [
          [2, 0],
          [2, 2],
        ],
        toPose: "walking",
      }),
    );
    expect(second).toEqual(driver({ path: [[2, 6]], toPose: "sitting" }));
  });

  test("has its figure turn by half, and change its pose in the second part", () => {
    const [first, second] = divide(driver({ facing: 170, toFacing: -170, pose: "sitting", toPose: "lying" }), 0.5);
    expect(first).toEqual(driver({ facing: 170, pose: "sitting", toFacing: 180 }));
    expect(second).toEqual(driver({ toFacing: -170, toPose: "lying" }));
  });

  test("keeps a figure in the picture that only its blocking put there", () => {
    const [, second] = divide({ figures: { Stranger: { at: [1, 1] } } }, 0.5);
    expect(second).toEqual({ figures: { Stranger: { seen: true } } });
  });

  test("has the same camera in both parts where nothing moves it by hand", () => {
    const camera = { at: [0, -4] as Spot, lens: 35 };
    expect(divide({ camera }, 0.3)).toEqual([{ camera }, { camera }]);
  });

  test("has its camera go on from where the first part leaves it, in place, height, lens and target", () => {
    const target = { at: [0, 0] as Spot, height: 1 };
    const [first, second] = divide(
      {
        camera: {
          ...{ at: [0, -4], height: 1, lens: 20, target, path: [[4, -4]] },
          to: { height: 2, lens: 40, target: { at: [2, 0], height: 2 } },
        },
      },
      0.25,
    );
    const middle = { height: 1.25, lens: 25, target: { at: [0.5, 0], height: 1.25 } };
    expect(first.camera).toEqual({ at: [0, -4], height: 1, lens: 20, target, path: [[1, -4]], to: middle });
    expect(second.camera).toEqual({
      ...middle,
      at: [1, -4],
      path: [[4, -4]],
      to: { height: 2, lens: 40, target: { at: [2, 0], height: 2 } },
    });
  });
});

describe("two shots that become one", () => {
  test("have a figure begin as the first, go by all points and end as the second", () => {
    const first = driver({ at: [0, 0], facing: 90, pose: "standing", path: [[2, 0]], toFacing: 0 });
    const next = driver({ at: [2, 1], path: [[4, 4]], toPose: "kneeling" });
    expect(joinBlocking(first, next)).toEqual(
      driver({
        at: [0, 0],
        facing: 90,
        pose: "standing",
        path: [
          [2, 0],
          [2, 1],
          [4, 4],
        ],
        toPose: "kneeling",
      }),
    );
  });

  test("keep what only one of them says, and the first one's camera", () => {
    const camera = { lens: 35 };
    expect(joinBlocking(undefined, { camera, figures: { Ann: { at: [1, 1] } } })).toEqual({
      figures: { Ann: { at: [1, 1] } },
    });
    expect(joinBlocking({ camera }, { camera: { lens: 85, at: [3, 3] } })).toEqual({ camera });
    expect(joinBlocking(undefined, { camera })).toBeUndefined();
  });

  test("have no more points than a path has, the first and the last among them", () => {
    const long = (x: number): Spot[] => Array.from({ length: stageLimits.pathPoints }, (_, y) => [x, y]);
    const path = joinBlocking(driver({ path: long(1) }), driver({ path: long(2) }))?.figures?.Driver?.path ?? [];
    expect(path).toHaveLength(stageLimits.pathPoints);
    expect([path[0], path.at(-1)]).toEqual([
      [1, 0],
      [2, stageLimits.pathPoints - 1],
    ]);
  });

  test("are what they were before they were cut in two, but for the point of the cut", () => {
    const whole: Blocking = {
      camera: { at: [0, -4], height: 1, lens: 20, path: [[4, -4]], to: { lens: 40 } },
      figures: { Driver: { at: [0, 0], path: [[4, 0]], toFacing: 10 } },
    };
    expect(joinBlocking(...divide(whole, 0.5))).toEqual({
      camera: {
        ...whole.camera,
        path: [
          [2, -4],
          [4, -4],
        ],
      },
      figures: {
        Driver: {
          at: [0, 0],
          path: [
            [2, 0],
            [4, 0],
          ],
          toFacing: 10,
          toPose: "standing",
        },
      },
    });
  });
});

test("whatever is set by hand, both parts are valid, nobody jumps, and what follows begins as before", () => {
  fc.assert(
    fc.property(
      arbitraryStage,
      arbitraryBlocking,
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      (stage, by, share) => {
        const [whole, next] = blockPass(passOf([by, undefined], stage), [], ratio) as [BlockedShot, BlockedShot];
        const parts = divideBlocking(by, whole, share);
        for (const part of parts) expect(blockingSchema.safeParse(part).error).toBeUndefined();
        const [first, second, after] = blockPass(passOf([...parts, undefined], stage), [], ratio) as [
          BlockedShot,
          BlockedShot,
          BlockedShot,
        ];
        expect(namesOf(first)).toEqual(namesOf(whole));
        expect(namesOf(second)).toEqual(namesOf(whole));
        for (const { cast, start, end } of second.figures) {
          const [began, was] = [trackOf(first, cast.id), trackOf(whole, cast.id)];
          expect(start).toEqual(began.end);
          expect(began.start).toEqual(was.start);
          expect(end.pose).toBe(was.end.pose);
          expect(end.at[0]).toBeCloseTo(was.end.at[0], 2);
          expect(end.at[1]).toBeCloseTo(was.end.at[1], 2);
        }
        expect(namesOf(after)).toEqual(namesOf(next));
        expect(blockingSchema.safeParse(joinBlocking(...parts) ?? {}).error).toBeUndefined();
      },
    ),
    { numRuns: 300 },
  );
});

test("whatever two shots are blocked like, one of both is valid", () => {
  fc.assert(
    fc.property(arbitraryBlocking, arbitraryBlocking, (first, next) => {
      expect(blockingSchema.safeParse(joinBlocking(first, next) ?? {}).error).toBeUndefined();
    }),
  );
});

function namesOf({ figures }: BlockedShot): string[] {
  return figures.map(({ cast }) => cast.id);
}

function trackOf({ figures }: BlockedShot, id: string) {
  return figures.find(({ cast }) => cast.id === id) as BlockedShot["figures"][number];
}

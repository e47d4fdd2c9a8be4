import { describe, expect, test } from "vitest";
import type { Stage } from "../../../shared/project/stage.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import { backToWords, setByHand, withoutFigure, withoutProp } from "../../../shared/stage/by-hand.ts";
import { withSeenProp } from "../../../shared/stage/change-blocking.ts";
import type { SceneProp } from "../../../shared/stage/scene.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Mara"), buildElement("Tom")];
const shots = [
  buildShot("1", {
    action: "@Mara waits",
    blocking: { camera: { lens: 85, roll: 3 }, figures: { Tom: { at: [1, 1] } } },
  }),
  buildShot("2", { action: "@Tom comes", blocking: { figures: { Mara: { pose: "sitting" } } } }),
];
const pass = buildPass("A", shots, {
  stage: {
    figures: [
      { id: "Mara", at: [2, 2] },
      { id: "Tom", height: 1.9, facing: 90 },
      { id: "guard", at: [4, 4] },
    ],
  },
});

test("what is set by hand is said of the camera and of each figure, and of the stage in its first shot", () => {
  expect(setByHand(pass, 0, elements)).toEqual({ camera: ["lens", "roll"], figures: ["Tom", "Mara"] });
  expect(setByHand(pass, 1, elements)).toEqual({ camera: [], figures: ["Mara"] });
  expect(setByHand(buildPass("B", [buildShot("1")]), 0, elements)).toEqual({ camera: [], figures: [] });
});

describe("back to the words", () => {
  test("a shot has nothing by hand; who was only put there stays, and so does how tall somebody is", () => {
    expect(backToWords(pass, 0, elements)).toEqual({
      stage: {
        figures: [
          { id: "Tom", height: 1.9 },
          { id: "guard", at: [4, 4] },
        ],
      },
      shots: [{ shotId: "shot_0001", blocking: null }],
    });
    expect(backToWords(pass, 1, elements)).toEqual({
      stage: pass.stage,
      shots: [{ shotId: "shot_0002", blocking: null }],
    });
  });

  test("one figure goes back alone", () => {
    expect(backToWords(pass, 0, elements, "Tom")).toEqual({
      stage: {
        figures: [
          { id: "Mara", at: [2, 2] },
          { id: "Tom", height: 1.9 },
          { id: "guard", at: [4, 4] },
        ],
      },
      shots: [{ shotId: "shot_0001", blocking: { camera: { lens: 85, roll: 3 } } }],
    });
  });
});

describe("a figure that is removed from the stage", () => {
  test("is off it where the words name it, and nothing is said of it any more", () => {
    expect(withoutFigure(pass, elements, "Mara")).toEqual({
      stage: {
        figures: [
          { id: "Tom", height: 1.9, facing: 90 },
          { id: "guard", at: [4, 4] },
          { id: "Mara", off: true },
        ],
      },
      shots: [{ shotId: "shot_0002", blocking: null }],
    });
  });

  test("is gone where only hands put it there", () => {
    expect(withoutFigure(pass, elements, "guard").stage).toEqual({
      figures: [
        { id: "Mara", at: [2, 2] },
        { id: "Tom", height: 1.9, facing: 90 },
      ],
    });
  });
});

describe("a prop that is removed from the stage", () => {
  const seated = buildPass("C", [buildShot("1", { action: "@Mara sits down at the table" })]);
  const shown = (of: typeof seated) => blockPass(of, elements, 16 / 9)[0]?.props ?? [];
  const without = (of: typeof seated, id: string) =>
    withoutProp({ pass: of, elements, ratio: 16 / 9 }, shown(of).find((prop) => prop.id === id) as SceneProp);

  test("is off it where the words put it there, also after it was moved by hand", () => {
    const [said] = shown(seated).filter(({ body }) => body === "chair");
    expect(said?.byHand).toBe(false);
    const moved: typeof seated = {
      ...seated,
      stage: withSeenProp(undefined, said as SceneProp, { at: [4, 4] }) as Stage,
    };
    expect(shown(moved).find(({ id }) => id === said?.id)).toMatchObject({ at: [4, 4], byHand: true });
    for (const of of [seated, moved]) {
      const bare = { ...of, stage: without(of, said?.id ?? "") as Stage };
      expect(shown(bare).map(({ id }) => id)).not.toContain(said?.id);
    }
  });

  test("is gone where only hands put it there", () => {
    const stage: Stage = { props: [{ id: "box-1", body: "box", at: [6, 6] }] };
    expect(without({ ...seated, stage }, "box-1")).toBeNull();
  });
});

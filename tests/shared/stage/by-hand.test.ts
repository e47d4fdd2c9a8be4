import { describe, expect, test } from "vitest";
import { backToWords, setByHand, withoutFigure } from "../../../shared/stage/by-hand.ts";
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

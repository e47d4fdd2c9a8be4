import { expect, test } from "vitest";
import { elementBudget } from "../../../shared/preflight/element-budget.ts";
import { buildElement, buildMediaId, buildPass, buildShot } from "../../support/builders.ts";

const two = [buildMediaId("a"), buildMediaId("b")];
const elements = ["Mara", "Dog", "Car", "Road", "Rain"].map((name) => buildElement(name, { images: two }));
const pass = (count: number, content = {}) =>
  buildPass(
    "A",
    [
      buildShot("1", {
        action: elements
          .slice(0, count)
          .map(({ name }) => `@${name}`)
          .join(" "),
      }),
    ],
    {
      profile: "kling-legacy/kling-v3-omni",
      ...content,
    },
  );

test("a pass's budget of elements counts those that it calls against its model", () => {
  const { used, most, isOver, unfit } = elementBudget(elements, pass(2));
  expect([used.map(({ name }) => name), most, isOver, unfit]).toEqual([["Mara", "Dog"], 7, false, []]);
});

test("a frame leaves room for fewer", () => {
  expect(elementBudget(elements, pass(2, { startFrame: buildMediaId("c") })).most).toBe(6);
});

test("a pass over its budget is told, and so are elements with too few images", () => {
  const bare = [buildElement("Mara"), ...elements.slice(1)];
  const over = elementBudget(bare, pass(5, { profile: "fal/kling-o3-pro" }));
  expect([over.used.length, over.most, over.isOver]).toEqual([5, 4, true]);
  expect(over.unfit.map(({ name }) => name)).toEqual(["Mara"]);
});

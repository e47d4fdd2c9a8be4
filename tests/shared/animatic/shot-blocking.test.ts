import { expect, test } from "vitest";
import { blockingOf, factsOf } from "../../../shared/animatic/shot-blocking.ts";
import type { Blocking } from "../../../shared/project/stage.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const elements = [buildElement("Mara")];
const walks: Blocking = { figures: { Mara: { path: [[2, 0]] } } };

function fromWordsOf(blockings: readonly (Blocking | undefined)[]): boolean[] {
  const shots = blockings.map((blocking, index) =>
    buildShot(`${index}`, { action: "@Mara waits", ...(blocking ? { blocking } : {}) }),
  );
  const pass = buildPass("1", shots);
  return [...blockingOf(buildProject([pass], { elements }), pass).values()].map(({ fromWords }) => fromWords);
}

test("what was set by hand of a figure goes on in the shots after it, what was set of a camera does not", () => {
  expect(fromWordsOf([undefined, undefined])).toEqual([true, true]);
  expect(fromWordsOf([undefined, { camera: { lens: 35 } }, undefined])).toEqual([true, false, true]);
  expect(fromWordsOf([undefined, walks, undefined])).toEqual([true, false, false]);
});

test("a stage that was set by hand is none of the words", () => {
  const pass = buildPass("1", [buildShot("1")], { stage: { figures: [{ id: "Mara", at: [1, 1] }] } });
  expect(blockingOf(buildProject([pass], { elements }), pass).get("shot_0001")?.fromWords).toBe(false);
});

test("a shot that has a picture is blocked all the same", () => {
  const pass = buildPass("1", [buildShot("1", { action: "@Mara waits", frame: buildMediaId("a") })]);
  const blocking = blockingOf(buildProject([pass], { elements }), pass).get("shot_0001");
  expect(blocking && factsOf(blocking).lens).toBe(50);
});

test("is worked out anew only for another pass, other elements or another rate", () => {
  const pass = buildPass("1", [buildShot("1")]);
  const project = buildProject([pass], { elements });
  const first = blockingOf(project, pass);
  expect(blockingOf({ ...project, name: "Dawn" }, pass)).toBe(first);
  expect(blockingOf({ ...project, rate: "25" }, pass)).not.toBe(first);
  expect(blockingOf({ ...project, elements: [] }, pass)).not.toBe(first);
});

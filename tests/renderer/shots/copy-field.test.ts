import { expect, test } from "vitest";
import { copyToFollowing, repeatFromFirst, type SharedField } from "../../../renderer/src/shots/copy-field.ts";
import type { Pass, Shot } from "../../../shared/project/model.ts";
import { edited, labelOf } from "../../support/apply-one-edit.ts";
import { buildProject, buildTimedPass } from "../../support/builders.ts";

const timed = buildTimedPass("A", [3000, 3000, 3000]);
const texts: Partial<Shot>[] = [
  { lighting: "amber", camera: { lens: "35mm", note: "low" } },
  { lighting: "cold", camera: { size: "CU" } },
  {},
];
const pass: Pass = { ...timed, shots: timed.shots.map((shot, index) => ({ ...shot, ...texts[index] })) };
const project = buildProject([pass]);
const [first, second, third] = pass.shots as [Shot, Shot, Shot];

/** The shots after the copy. */
function copied(from: Shot, field: SharedField): readonly Shot[] {
  const edit = copyToFollowing(pass, from, field, "Field");
  return edit ? (edited(project, edit).passes[0]?.shots ?? []) : [];
}

test("a field goes to every shot that follows, as one step that says so", () => {
  expect(copied(first, "lighting").map(({ lighting }) => lighting)).toEqual(["amber", "amber", "amber"]);
  expect(copied(second, "lighting").map(({ lighting }) => lighting)).toEqual(["amber", "cold", "cold"]);
  const edit = copyToFollowing(pass, first, "lighting", "Lighting");
  expect(edit && labelOf(project, edit)).toBe("Copy lighting to the next 2 shots");
});

test("an empty field empties those that follow, and of the camera only its own part is touched", () => {
  expect(copied({ ...first, lighting: "" }, "lighting").map(({ lighting }) => lighting)).toEqual([
    "amber",
    undefined,
    undefined,
  ]);
  expect(copied(first, "camera.lens").map(({ camera }) => camera)).toEqual([
    { lens: "35mm", note: "low" },
    { size: "CU", lens: "35mm" },
    { lens: "35mm" },
  ]);
});

test("where nothing would change there is nothing to do", () => {
  expect(copyToFollowing(pass, third, "lighting", "Lighting")).toBeNull();
  expect(copyToFollowing(pass, first, "music", "Music")).toBeNull();
  expect(repeatFromFirst(pass, first, "lighting")).toBeNull();
});

test("a shot repeats the field of the first one", () => {
  const edit = repeatFromFirst(pass, third, "camera.note");
  expect(edit && edited(project, edit).passes[0]?.shots[2]?.camera).toEqual({ note: "low" });
});

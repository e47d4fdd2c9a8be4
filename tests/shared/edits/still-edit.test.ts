import { describe, expect, test } from "vitest";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import { editForStill, editForViews, type NewView, viewsThatFit } from "../../../shared/edits/still-edit.ts";
import { elementViews, isUsedAt, type StillPlace } from "../../../shared/project/still-place.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const [a, b] = [buildMediaId("a"), buildMediaId("b")];
const pass = buildPass("1", [buildShot("1"), buildShot("2")], { startFrame: a });
const element = buildElement("Driver", { images: [a], views: { [a]: { name: "front" } } });
const project = buildProject([pass], { elements: [element] });

const places: readonly StillPlace[] = [
  { kind: "startFrame", passId: pass.id },
  { kind: "endFrame", passId: pass.id },
  { kind: "shot", shotId: "shot_0002" },
  { kind: "element", elementId: element.id },
  { kind: "element", elementId: element.id, view: "detail" },
];

describe("picking a still", () => {
  test.each(places)("puts it into its place in one edit, and once: %o", (place) => {
    const edit = editForStill(project, place, b);
    const result = edit && applyEdit(project, edit);
    if (!result?.ok) throw new Error("The edit was refused.");
    expect(isUsedAt(result.project, place, b)).toBe(true);
    expect(editForStill(result.project, place, b)).toBeNull();
  });

  test("for an element adds to its images, named, and keeps what was known of the others", () => {
    expect(editForStill(project, { kind: "element", elementId: element.id, view: "detail" }, b)).toEqual({
      type: "element.describe",
      elementId: element.id,
      fields: { images: [a, b], views: { [a]: { name: "front" }, [b]: { name: "detail" } } },
    });
  });

  test("for a place that is gone is no edit", () => {
    expect(editForStill(project, { kind: "shot", shotId: "shot_gone" }, b)).toBeNull();
    expect(editForViews(project, "element_gone", [])).toBeNull();
  });
});

describe("the views of a contact sheet", () => {
  const views = elementViews.map((name, index): NewView => ({ name, mediaId: buildMediaId("cdef"[index] ?? "") }));

  test.each([
    [0, ["front", "profile", "back", "detail"]],
    [1, ["profile", "back", "detail"]],
    [2, ["profile", "back"]],
    [4, []],
    [6, []],
  ])("that an element with %i images has room for leave its frontal image in place", (count, names) => {
    const images = Array.from({ length: count }, (_, index) => buildMediaId(String(index)));
    expect(viewsThatFit(images, views).map(({ name }) => name)).toEqual(names);
  });
});

import { describe, expect, test } from "vitest";
import {
  imageAt,
  isSamePlace,
  isUsedAt,
  ownerOfPlace,
  placeKey,
  type StillPlace,
  stillPlaceSchema,
  titleOfPlace,
} from "../../../shared/project/still-place.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const [a, b, c, d] = ["a", "b", "c", "d"].map(buildMediaId) as [string, string, string, string];
const shots = [buildShot("1", { frame: c }), buildShot("2")];
const pass = buildPass("1", shots, { startFrame: a, endFrame: b, name: "Pit lane" });
const element = buildElement("Driver", { images: [d] });
const project = buildProject([pass], { elements: [element] });

const places: readonly (readonly [StillPlace, string, string | null])[] = [
  [{ kind: "startFrame", passId: pass.id }, "Start frame of SC010 Pit lane", a],
  [{ kind: "endFrame", passId: pass.id }, "End frame of SC010 Pit lane", b],
  [{ kind: "shot", shotId: "shot_0001" }, "Frame of SC010 Pit lane SH0010", c],
  [{ kind: "shot", shotId: "shot_0002" }, "Frame of SC010 Pit lane SH0020", null],
  [{ kind: "element", elementId: element.id }, "Contact sheet of @Driver", null],
  [{ kind: "element", elementId: element.id, view: "back" }, "Back view of @Driver", null],
];

describe("a place for a still", () => {
  test.each(places)("%o has a title and what stands there", (place, title, image) => {
    expect(titleOfPlace(place, ownerOfPlace(project, place) ?? "")).toBe(title);
    expect(imageAt(project, place)).toBe(image);
  });

  test("is known again, however it is written, and is no other", () => {
    const read = places.map(([place]) => stillPlaceSchema.parse(JSON.parse(JSON.stringify(place))));
    for (const [index, one] of read.entries()) {
      for (const [at, [other]] of places.entries()) expect(isSamePlace(one, other)).toBe(index === at);
    }
    expect(new Set(places.map(([place]) => placeKey(place))).size).toBe(places.length);
  });

  test.each([
    { kind: "startFrame", passId: "pass_gone" },
    { kind: "shot", shotId: "shot_gone" },
    { kind: "element", elementId: "element_gone" },
  ] as const)("that is gone belongs to nothing and holds nothing: %o", (place) => {
    expect(ownerOfPlace(project, place)).toBeNull();
    expect(imageAt(project, place)).toBeNull();
    expect(isUsedAt(project, place, a)).toBe(false);
  });

  test("of an element uses every image of it", () => {
    expect(isUsedAt(project, { kind: "element", elementId: element.id }, d)).toBe(true);
    expect(isUsedAt(project, { kind: "element", elementId: element.id }, a)).toBe(false);
  });

  test.each([
    { kind: "startFrame" },
    { kind: "shot", passId: pass.id },
    { kind: "element", elementId: element.id, view: "top" },
    { kind: "startFrame", passId: "../pass" },
    { kind: "endFrame", passId: pass.id, path: "/etc/passwd" },
  ])("is nothing else: %o", (value) => {
    expect(stillPlaceSchema.safeParse(value).success).toBe(false);
  });
});

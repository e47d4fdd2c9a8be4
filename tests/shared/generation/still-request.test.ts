import { describe, expect, test } from "vitest";
import { stillPrompt, stillRequest } from "../../../shared/generation/still-request.ts";
import { writeStill } from "../../../shared/generation/written-pass.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import { checkPlan } from "../../../shared/preflight/preflight.ts";
import { elementKinds } from "../../../shared/project/vocabulary.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const [a, b] = [buildMediaId("a"), buildMediaId("b")];
const driver = buildElement("Driver", { images: [a, b], description: "Woman of forty" });
const shots = [
  buildShot("1", { action: "@Driver waits", camera: { size: "WS", move: "push-in" } }),
  buildShot("2", { action: "@Driver drives off", music: "Drums" }),
];
const pass = buildPass("1", shots, { look: { lighting: "Sodium lamps" }, aspectRatio: "9:16" });
const project = buildProject([pass], { elements: [driver] });
const profile = shippedProfiles.find(({ output }) => output === "still") as ModelProfile;

describe("what is asked for a frame of the plan", () => {
  test.each([
    [{ kind: "startFrame", passId: pass.id }, /waits/],
    [{ kind: "endFrame", passId: pass.id }, /drives off/],
    [{ kind: "shot", shotId: "shot_0002" }, /drives off/],
  ] as const)("%o: its own shot, in the pass's look and shape, without movement and sound", (place, action) => {
    const request = stillRequest(project, place);
    const prompt = stillPrompt(request);
    expect(prompt).toMatch(action);
    expect(prompt).toContain("Sodium lamps");
    expect(prompt).not.toMatch(/push|Drums/i);
    const written = writeStill(profile, request.elements, request.pass, prompt);
    expect(written.aspectRatio).toBe("9:16");
    expect(written.elements.map(({ images }) => images)).toEqual([[a, b]]);
  });

  test("is refused with a sentence and a next step where that is gone", () => {
    expect(() => stillRequest(project, { kind: "shot", shotId: "shot_gone" })).toThrow(
      "This shot is no longer in the project.",
    );
  });
});

describe("a contact sheet", () => {
  test.each(elementKinds)(
    "of one of kind %s shows four views in one square image, from the first image alone",
    (kind) => {
      const of = buildProject([pass], { elements: [{ ...driver, kind }] });
      const request = stillRequest(of, { kind: "element", elementId: driver.id });
      const prompt = stillPrompt(request);
      for (const corner of ["Top left", "Top right", "Bottom left", "Bottom right"]) expect(prompt).toContain(corner);
      const written = writeStill(profile, request.elements, request.pass, prompt);
      expect(written).toMatchObject({ aspectRatio: "1:1", elements: [{ name: "Driver", images: [a] }] });
      expect(prompt.includes("neutral gray background")).toBe(kind !== "scene");
      const problems = checkPlan({ elements: request.elements, passes: [request.pass] }, profile.id);
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    },
  );

  test("of an element without an image is refused before it is sent", () => {
    const bare = buildProject([pass], { elements: [{ ...driver, images: [] }] });
    const { elements, pass: asked } = stillRequest(bare, { kind: "element", elementId: driver.id });
    const problems = checkPlan({ elements, passes: [asked] }, profile.id);
    expect(problems.map(({ code }) => code)).toContain("element.too-few-images");
  });
});

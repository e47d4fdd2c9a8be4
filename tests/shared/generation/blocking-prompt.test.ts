import { describe, expect, test } from "vitest";
import { blockingRequest, writeBlocking } from "../../../shared/generation/blocking-prompt.ts";
import type { ModelProfile } from "../../../shared/models/profile.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import type { Element, Project } from "../../../shared/project/model.ts";
import type { Stage } from "../../../shared/project/stage.ts";
import { buildElement, buildMediaId, buildPass, buildProject, buildShot } from "../../support/builders.ts";

const banana = shippedProfiles.find(({ id }) => id === "gemini/nano-banana-pro") as ModelProfile;
const place = { kind: "shot", shotId: "shot_0001" } as const;
const words = "@Tom hands @Mara the @Lantern in the @Pit_lane. @Ghost@here laughs; mail a@b.example";

const elements = [
  buildElement("Tom", { images: ids("t", 2), description: "Man of sixty. Friend of @Mara." }),
  buildElement("Mara", { images: ids("m", 1) }),
  buildElement("Pit_lane", { kind: "scene", images: ids("p", 1) }),
  buildElement("Lantern", { kind: "item", images: ids("l", 1) }),
  buildElement("Ida", { images: ids("i", 1) }),
  buildElement("Van", { kind: "item", images: ids("v", 1) }),
];

function ids(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${buildMediaId(letter).slice(0, 62)}0${index}`);
}

/** Mara left in front, Tom behind her at the right, and Ida behind the camera. */
function film(all: Element[] = elements, stage: Stage = {}, text = "@Tom and @Mara"): Project {
  const figures = [
    { id: "Tom", at: [2.4, 5] as [number, number], facing: 0 },
    { id: "Mara", at: [-0.6, -1] as [number, number], facing: 90 },
    { id: "Ida", at: [0, -20] as [number, number], facing: 0 },
  ];
  const camera = {
    at: [0, -4] as [number, number],
    height: 1.5,
    lens: 35,
    target: { at: [0, 0] as [number, number], height: 1.5 },
  };
  const shot = buildShot("1", { prompt: text, blocking: { camera } });
  return buildProject([buildPass("1", [shot], { stage: { figures, ...stage } })], { elements: all });
}

function ask(project: Project, text = words) {
  return blockingRequest(project, place, banana, text);
}

describe("a picture from blocking", () => {
  test("has the images of the figures from left to right, then of things, then of the place, after the blocked frame", () => {
    const request = ask(film());
    expect(request.sent.map(({ element: { name }, first }) => [name, first])).toEqual([
      ["Mara", 2],
      ["Tom", 3],
      ["Lantern", 5],
      ["Pit_lane", 6],
    ]);
    const written = writeBlocking(banana, request, "frame");
    expect(written.elements.flatMap(({ images }) => images)).toEqual([
      "frame",
      ...ids("m", 1),
      ...ids("t", 2),
      ...ids("l", 1),
      ...ids("p", 1),
    ]);
    expect(written).toMatchObject({
      aspectRatio: "16:9",
      resolution: "1K",
      startFrame: null,
      prompt: written.shots[0]?.text,
    });
  });

  test("says who stands where, what the camera is like, and that nothing of the sketch may remain", () => {
    const { prompt } = writeBlocking(banana, ask(film()), "frame");
    expect(prompt.split("\n").slice(1)).toEqual([
      expect.stringMatching(
        /^Replace the \w+ mannequin in the left third, foreground, facing right, with Mara \(image 2\)\.$/,
      ),
      expect.stringMatching(
        /^Replace the \w+ mannequin in the right third, background, back to camera, with Tom \(images 3 and 4: Man of sixty\. Friend of Mara\)\.$/,
      ),
      "Also in the picture: Lantern (image 5).",
      "The place is Pit lane (image 6).",
      "The camera: a 35 mm lens on a full-frame sensor, 1.5 m above the floor, level.",
      "The shot: Tom hands Mara the Lantern in the Pit lane. Ghost at here laughs; mail a at b.example",
      expect.stringContaining("no mannequins, no floor grid"),
    ]);
    const [one, other] = [...prompt.matchAll(/the (\w+) mannequin/g)].map(([, color]) => color);
    expect(one).not.toBe(other);
  });

  test("judges nobody but those whose images go along", () => {
    const { judged, text } = ask(film());
    expect(judged.shots).toMatchObject([{ prompt: text }]);
    expect([...text.matchAll(/@(\w+)/g)].map(([, name]) => name)).toEqual(
      expect.arrayContaining(["Mara", "Tom", "Lantern", "Pit_lane"]),
    );
    expect(text).not.toMatch(/@Ghost|@Ida|@b/);
  });

  test("sends no image of whom the frame does not show, and says that they are not in it", () => {
    const project = film(elements, {}, "@Tom, @Mara and @Ida");
    const { sent, text } = ask(project, `${words} @Ida waits`);
    expect(sent.map(({ element }) => element.name)).not.toContain("Ida");
    expect(text).toContain("Not in the picture: Ida.");
  });

  test("describes who has no image, and a stranger who fits", () => {
    const plain = elements.map((each) => (each.name === "Tom" ? { ...each, images: [] } : each));
    const figures = [
      { id: "Tom", at: [1, 0] as [number, number], facing: 180 },
      { id: "figure-1", at: [-1, 0] as [number, number], facing: 180 },
    ];
    const { sent, text, leftOut } = ask(film(plain, { figures }, "@Tom waits"), "@Tom waits");
    expect(text).toContain("with Tom (Man of sixty. Friend of Mara).");
    expect(text).toContain("with a person who fits the shot.");
    expect(ask(film(plain, {}, "A woman waits"), "A woman waits").text).toContain("with a woman who fits the shot.");
    expect([sent, leftOut]).toEqual([[], []]);
  });

  test("replaces a prop that shows an element", () => {
    const props = [{ id: "van", body: "car" as const, at: [-3, 6] as [number, number], element: "Van" }];
    const { text, sent } = ask(film(elements, { props }));
    expect(text).toMatch(/Replace the car in the left third, [a-z ]+ with @Van \(image 5\)\./);
    expect(sent.map(({ element }) => element.name)).toEqual(["Mara", "Tom", "Van", "Lantern", "Pit_lane"]);
  });

  test("gives each one image before anybody has two, and says what the model has no room for", () => {
    const crowd = Array.from({ length: 6 }, (_, index) => buildElement(`P${index}`, { images: ids(String(index), 4) }));
    const figures = crowd.map(({ name }, index) => ({
      id: name,
      at: [index - 2.5, 2] as [number, number],
      facing: 180,
    }));
    const { sent, leftOut } = ask(film(crowd, { figures }, "They wait"), "They wait");
    expect(sent.map(({ images }) => images.length)).toEqual([3, 2, 2, 2, 2, 2]);
    expect(sent.map(({ first }) => first)).toEqual([2, 5, 7, 9, 11, 13]);
    expect(leftOut).toEqual(["1 image of @P0", ...[1, 2, 3, 4, 5].map((index) => `2 images of @P${index}`)]);
  });

  test("says what else stands there, each kind once", () => {
    const chair = { body: "chair" as const, facing: 0 };
    const props = [
      { ...chair, id: "one", at: [-1, 3] as [number, number] },
      { ...chair, id: "other", at: [1, 3] as [number, number] },
      { id: "sign", body: "box" as const, label: "Sign of @Nobody", at: [0, 3] as [number, number] },
      { ...chair, id: "behind", at: [0, -9] as [number, number], label: "Throne" },
    ];
    expect(ask(film(elements, { props })).text).toContain(
      "The other shapes stand for real things that fit the shot: chair, Sign of Nobody.",
    );
  });

  test("is refused by a model that accepts no images, and goes without the others where it accepts one", () => {
    const limited = (images: number) => ({
      ...banana,
      limits: { ...banana.limits, elementsMax: images, referenceImagesMax: images > 0 ? images : null },
    });
    expect(() => blockingRequest(film(), place, limited(0), words)).toThrow("accepts no images, so it can't start");
    const { sent, leftOut, text } = blockingRequest(film(), place, limited(1), words);
    expect(sent).toEqual([]);
    expect(leftOut).toEqual(["1 image of @Mara", "2 images of @Tom", "1 image of @Lantern", "1 image of @Pit_lane"]);
    expect(text).not.toContain("@");
  });

  test("is refused for an element and for what is gone", () => {
    const of = (wanted: Parameters<typeof blockingRequest>[1]) => () => blockingRequest(film(), wanted, banana, words);
    expect(of({ kind: "element", elementId: "element_0Tom" })).toThrow("Only a frame can be made from blocking.");
    expect(of({ kind: "shot", shotId: "shot_gone" })).toThrow("no longer in the project");
  });
});

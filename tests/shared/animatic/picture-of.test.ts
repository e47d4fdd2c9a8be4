import { describe, expect, it } from "vitest";
import { pictureOf } from "../../../shared/animatic/picture-of.ts";
import { mediaId, pass, project, shot } from "./sample-project.ts";

const elements = [
  { id: "elm_0001", name: "Driver", kind: "character" as const, images: [mediaId("d"), mediaId("e")] },
  { id: "elm_0002", name: "Car", kind: "item" as const, images: [mediaId("c")] },
  { id: "elm_0003", name: "Rain", kind: "effect" as const, images: [] },
  { id: "elm_0004", name: "Garage", kind: "scene" as const, images: [mediaId("f")] },
  { id: "elm_0005", name: "Dog", kind: "animal" as const, images: [] },
];
const named = shot("1", { action: "@Rain falls on @Car's roof", environment: "in @Garage" });

function pictureIn(shots: Parameters<typeof pass>[0], index: number, fields: Parameters<typeof pass>[1] = {}) {
  const one = pass(shots, fields);
  return pictureOf(project([one], { elements }), one, one.shots[index]!);
}

describe("the picture of a shot", () => {
  it("is its own frame before anything else", () => {
    expect(pictureIn([{ ...named, frame: mediaId("a") }], 0, { startFrame: mediaId("b") })).toBe(mediaId("a"));
  });

  it("is the start frame for the first shot only, and the end frame for the last", () => {
    const frames = { startFrame: mediaId("a"), endFrame: mediaId("b") };
    const shots = [shot("0"), named, shot("3")];
    expect([0, 1, 2].map((index) => pictureIn(shots, index, frames))).toEqual([
      mediaId("a"),
      mediaId("c"),
      mediaId("b"),
    ]);
  });

  it("is the first image of the first named thing or place that has one, the action first", () => {
    expect(pictureIn([named], 0)).toBe(mediaId("c"));
    expect(pictureIn([shot("1", { mood: "quiet, as in @Garage" })], 0)).toBe(mediaId("f"));
    expect(pictureIn([shot("1", { prompt: "close on @Car" })], 0)).toBe(mediaId("c"));
  });

  it("is none where the words name somebody, who is blocked instead, whether or not there is an image", () => {
    expect(pictureIn([shot("1", { ...named, mood: "as @Driver likes it" })], 0)).toBeNull();
    expect(pictureIn([shot("1", { prompt: "@Dog sleeps in @Garage" })], 0)).toBeNull();
    expect(pictureIn([shot("1", { action: "@Car", dialogue: [{ speaker: "Driver", line: "Go." }] })], 0)).toBeNull();
  });

  it("is none where the shot or its stage is blocked by hand, unless it has a frame", () => {
    const blocking = { camera: { lens: 35 } };
    expect(pictureIn([{ ...named, blocking }], 0)).toBeNull();
    expect(pictureIn([named], 0, { stage: { light: { bearing: 0, elevation: 45 } } })).toBeNull();
    expect(pictureIn([{ ...named, blocking, frame: mediaId("a") }], 0)).toBe(mediaId("a"));
  });

  it("is none where nobody with an image is named", () => {
    expect(pictureIn([shot("1", { action: "@Rain and @Nobody, ann@Car.com" })], 0)).toBeNull();
  });
});

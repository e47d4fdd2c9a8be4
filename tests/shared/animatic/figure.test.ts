import { describe, expect, it } from "vitest";
import { figureOf } from "../../../shared/animatic/figure.ts";
import type { Camera } from "../../../shared/project/model.ts";
import { shot } from "./sample-project.ts";

function kindOf(camera: Camera, action?: string) {
  return figureOf(shot("1", { camera, ...(action === undefined ? {} : { action }) })).kind;
}

describe("the figure of a shot without a picture", () => {
  it("looks into the camera at a medium size where nothing is said", () => {
    expect(figureOf(shot("1"))).toEqual({ kind: "front", size: "MS", angle: "eye", facing: "right" });
  });

  it("follows the size that names what is seen", () => {
    expect(kindOf({ size: "OTS" })).toBe("over-shoulder");
    expect(kindOf({ size: "two-shot" })).toBe("two");
    expect(kindOf({ size: "insert" })).toBe("object");
    expect(kindOf({ size: "POV" })).toBe("landscape");
    expect(kindOf({ size: "EWS" })).toBe("landscape");
  });

  it("is a profile where the camera goes along, looking where it goes", () => {
    expect(figureOf(shot("1", { camera: { move: "truck-left" } }))).toMatchObject({ kind: "profile", facing: "left" });
    expect(figureOf(shot("1", { camera: { move: "truck-right" } }))).toMatchObject({
      kind: "profile",
      facing: "right",
    });
    expect(kindOf({ move: "push-in" })).toBe("front");
  });

  it("is two people where the words say so, but for a close-up", () => {
    expect(kindOf({}, "Both wait for the light")).toBe("two");
    expect(kindOf({ size: "CU" }, "Both wait for the light")).toBe("front");
  });

  it("is open land where a place is named and nobody in it", () => {
    expect(kindOf({ size: "WS" }, "The city at night")).toBe("landscape");
    expect(kindOf({ size: "WS" }, "A man crosses the city")).toBe("front");
    expect(kindOf({ size: "WS" }, "The city behind @Driver")).toBe("front");
    expect(kindOf({ size: "CU" }, "The city at night")).toBe("front");
  });

  it("reads the prompt that is written out instead of the action", () => {
    const { kind } = figureOf(shot("1", { action: "She waits", prompt: "An empty street" }));
    expect(kind).toBe("landscape");
  });
});

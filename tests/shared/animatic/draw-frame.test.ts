import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { frameAt, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { cameraAngles, cameraMoves, shotSizes } from "../../../shared/project/vocabulary.ts";
import { mediaId, pass, project, shot } from "./sample-project.ts";

const frame = { widthPx: 128, heightPx: 72 };

/** The pixels of one frame of a shot of three seconds, of which the picture, if it has one, is `image`. */
function pixelsOf(fields: Partial<Shot>, frameNumber: number, image?: unknown, captions = true): Uint8ClampedArray {
  const elements = [{ id: "elm_0001", name: "Car", kind: "item" as const, images: [mediaId("d")] }];
  const one = pass([shot("1", fields)]);
  const surface = createCanvas(frame.widthPx, frame.heightPx).getContext("2d");
  const planned = frameAt(planFrames(project([one], { elements }), one), frameNumber);
  const picture = image ? { image, widthPx: 400, heightPx: 300 } : ("missing" as const);
  drawFrame(surface, planned, () => picture, { frame, burnIn: false, matte: null, captions });
  return surface.getImageData(0, 0, frame.widthPx, frame.heightPx).data;
}

function differ(one: Uint8ClampedArray, other: Uint8ClampedArray): boolean {
  return one.some((value, index) => value !== other[index]);
}

/** White outside its middle fifth, which is black. */
function target() {
  const canvas = createCanvas(400, 300);
  const surface = canvas.getContext("2d");
  surface.fillStyle = "#ffffff";
  surface.fillRect(0, 0, 400, 300);
  surface.fillStyle = "#000000";
  surface.fillRect(160, 0, 80, 300);
  return canvas;
}

describe("a shot without a picture", () => {
  it.each(shotSizes)("shows a figure as near as %s, which fills the frame and is opaque", (size) => {
    const pixels = pixelsOf({ action: "She waits", camera: { size } }, 10, undefined, false);
    for (let at = 3; at < pixels.length; at += 4) expect(pixels[at]).toBe(255);
    expect(new Set(pixels).size).toBeGreaterThan(20);
  });

  it.each(cameraMoves)("moves under %s as a picture would", (move) => {
    const [first, later] = [20, 40].map((at) => pixelsOf({ camera: { move } }, at, undefined, false));
    expect(differ(first!, later!)).toBe(move !== "static");
  });

  it("looks another way from every angle", () => {
    const looks = cameraAngles.map((angle) => pixelsOf({ camera: { angle } }, 0, undefined, false).join());
    expect(new Set(looks).size).toBe(cameraAngles.length);
  });

  it("says its words unless the frame is too small for them", () => {
    const [one, other] = ["She waits", "He listens"];
    expect(differ(pixelsOf({ action: one }, 0), pixelsOf({ action: other }, 0))).toBe(true);
    expect(
      differ(pixelsOf({ action: one }, 0, undefined, false), pixelsOf({ action: other }, 0, undefined, false)),
    ).toBe(false);
  });
});

describe("a picture of an element", () => {
  it("is cropped to the size", () => {
    const blackShare = (size: "ECU" | "MS" | "WS") => {
      const pixels = pixelsOf({ action: "@Car", camera: { size } }, 0, target());
      let black = 0;
      for (let at = 0; at < pixels.length; at += 4) if (pixels[at]! < 128) black += 1;
      return black / (pixels.length / 4);
    };
    expect(blackShare("WS")).toBeCloseTo(0.2, 1);
    expect(blackShare("MS")).toBeCloseTo(0.2 / 0.74, 1);
    expect(blackShare("ECU")).toBeCloseTo(0.2 / 0.32, 1);
  });

  it("is a red slate when its file is missing, whatever its size", () => {
    const [red, green, blue] = pixelsOf({ action: "@Car", camera: { size: "CU" } }, 0);
    expect(red! - Math.max(green!, blue!)).toBeGreaterThan(30);
  });
});

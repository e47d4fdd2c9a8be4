import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { drawGuide } from "../../../renderer/src/camera/draw-guide.ts";
import { type PlannedShot, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Camera, Shot } from "../../../shared/project/model.ts";
import { mediaId, pass, project, shot } from "../../shared/animatic/sample-project.ts";

const frame = { widthPx: 320, heightPx: 180 };

function planned(camera: Camera, fields: Partial<Shot> = {}): PlannedShot {
  const elements = [{ id: "elm_0001", name: "Driver", kind: "character" as const, images: [mediaId("d")] }];
  const one = pass([shot("1", { action: "@Driver", camera, ...fields })]);
  return planFrames(project([one], { elements }), one).shots[0] as PlannedShot;
}

/** How bright the guide leaves the corner's picture, which is white: at its middle, and near its left edge. */
function insetOf(shown: PlannedShot): { middle: number; edge: number } {
  const white = createCanvas(160, 90);
  const paint = white.getContext("2d");
  paint.fillStyle = "#ffffff";
  paint.fillRect(0, 0, 160, 90);
  const surface = createCanvas(frame.widthPx, frame.heightPx).getContext("2d");
  const picture = { image: white, widthPx: 160, heightPx: 90 };
  drawGuide(surface as unknown as CanvasRenderingContext2D, shown, picture, frame);
  // The corner's picture is three tenths of the frame wide, six pixels from its edges.
  const at = (x: number, y: number) => surface.getImageData(x, y, 1, 1).data[0] ?? 0;
  return { middle: at(266, 147), edge: at(222, 147) };
}

describe("the framing guide", () => {
  it("leaves light what the size shows of an element's picture, and all of it where the size shows all", () => {
    const near = insetOf(planned({ size: "CU" }));
    expect(near.middle).toBe(255);
    expect(near.edge).toBeLessThan(130);
    const wide = insetOf(planned({ size: "WS" }));
    expect([wide.middle, wide.edge]).toEqual([255, 255]);
  });

  it("shows what the size would be of a picture that is framed already", () => {
    const own = insetOf(planned({ size: "CU" }, { frame: mediaId("a") }));
    expect(own.middle).toBe(255);
    expect(own.edge).toBeLessThan(130);
  });
});

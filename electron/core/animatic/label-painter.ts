/** Owns drawing burn-ins alone, for laying over films that were not drawn here. */
import { createCanvas } from "@napi-rs/canvas";
import { drawBurnIn } from "../../../shared/animatic/draw-burn-in.ts";
import type { PlannedFrame } from "../../../shared/animatic/plan-frames.ts";
import type { SizePx } from "../../../shared/camera/placement.ts";
import { openFonts } from "./draw-fonts.ts";
import type { DrawJob } from "./draw-messages.ts";
import { freePixels } from "./free-pixels.ts";

/** Gives the burn-in of a frame as RGBA on nothing, row by row, its colour premultiplied. */
export function createLabelPainter(fonts: DrawJob["fonts"], frame: SizePx): (planned: PlannedFrame) => Uint8Array {
  const chooseFonts = openFonts(fonts);
  const canvas = createCanvas(frame.widthPx, frame.heightPx);
  const surface = canvas.getContext("2d");
  return (planned) => {
    freePixels();
    // Exports of several projects may draw by turns.
    chooseFonts();
    surface.clearRect(0, 0, frame.widthPx, frame.heightPx);
    drawBurnIn(surface, planned, frame);
    return canvas.data();
  };
}

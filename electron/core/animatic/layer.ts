/** Owns the canvas of skia on which a stage is drawn that others show through. */
import { type Canvas, createCanvas } from "@napi-rs/canvas";
import type { LayerSource } from "../../../shared/animatic/surface.ts";

/** Makes it when it is first asked for. */
export function createLayer(): LayerSource {
  let canvas: Canvas | null = null;
  return ({ widthPx, heightPx }) => {
    if (canvas?.width !== widthPx || canvas.height !== heightPx) canvas = createCanvas(widthPx, heightPx);
    return { surface: canvas.getContext("2d"), image: canvas };
  };
}

/** Owns the canvas on which a stage is drawn that others show through. */
import type { LayerSource } from "../../../shared/animatic/surface.ts";

let canvas: OffscreenCanvas | null = null;

/** One for the whole window: it is laid down as soon as it is drawn. */
export const layer: LayerSource = ({ widthPx, heightPx }) => {
  canvas ??= new OffscreenCanvas(widthPx, heightPx);
  if (canvas.width !== widthPx) canvas.width = widthPx;
  if (canvas.height !== heightPx) canvas.height = heightPx;
  const surface = canvas.getContext("2d", { alpha: false });
  return surface && { surface, image: canvas };
};

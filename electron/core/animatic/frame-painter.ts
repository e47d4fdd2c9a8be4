/** Owns drawing planned frames with skia: fonts, pictures and pixels as the encoder takes them. */
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { frameAt } from "../../../shared/animatic/plan-frames.ts";
import type { DrawJob } from "./draw-messages.ts";
import { createPictureShelf } from "./picture-shelf.ts";
import { convertToPlanar } from "./planar-frame.ts";

export interface FramePainter {
  /** Draws frame number `frame` into `target` as planar 4:2:0. */
  paint(frame: number, target: Uint8Array): Promise<void>;
  /** Draws a frame and gives its pixels: opaque RGBA, row by row. */
  drawPixels(frame: number): Promise<Uint8Array>;
}

export function createFramePainter(job: DrawJob): FramePainter {
  const { widthPx, heightPx } = job.frame;
  for (const { family, path } of job.fonts) {
    if (!GlobalFonts.has(family)) GlobalFonts.registerFromPath(path, family);
  }
  const shelf = createPictureShelf(job);
  const canvas = createCanvas(widthPx, heightPx);
  const surface = canvas.getContext("2d");
  // Pictures are already fitted to their moves, so that little is left to interpolate.
  surface.imageSmoothingQuality = "low";

  async function drawPixels(frame: number): Promise<Uint8Array> {
    const planned = frameAt(job.plan, frame);
    const pictures = await shelf.picturesFor(planned);
    drawFrame(surface, planned, pictures, { frame: job.frame, burnIn: job.burnIn, matte: job.matte });
    // Not getImageData, which turns every pixel back from premultiplied colour.
    return canvas.data();
  }

  return {
    drawPixels,
    async paint(frame, target) {
      convertToPlanar(await drawPixels(frame), target, widthPx, heightPx);
    },
  };
}

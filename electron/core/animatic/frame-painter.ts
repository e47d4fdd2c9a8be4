/** Owns drawing planned frames with skia: fonts, pictures and pixels as the encoder takes them. */
import { createCanvas } from "@napi-rs/canvas";
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { frameAt, type PlannedFrame } from "../../../shared/animatic/plan-frames.ts";
import { isStill } from "../../../shared/stage/scene-at.ts";
import type { DrawClock } from "./draw-costs.ts";
import { openFonts } from "./draw-fonts.ts";
import type { DrawJob } from "./draw-messages.ts";
import { freePixels } from "./free-pixels.ts";
import { createLayer } from "./layer.ts";
import { createPictureShelf } from "./picture-shelf.ts";
import { createPlanarConverter } from "./planar-frame.ts";

export interface FramePainter {
  /** Draws frame number `frame` into `target` as planar 4:2:0. */
  paint(frame: number, target: Uint8Array): Promise<void>;
  /** Draws a frame and gives its pixels: opaque RGBA, row by row. */
  drawPixels(frame: number): Promise<Uint8Array>;
}

export function createFramePainter(job: DrawJob, clock?: DrawClock): FramePainter {
  const { widthPx, heightPx } = job.frame;
  openFonts(job.fonts)();
  const shelf = createPictureShelf(job);
  const layer = createLayer();
  const canvas = createCanvas(widthPx, heightPx);
  const surface = canvas.getContext("2d");
  const convertToPlanar = createPlanarConverter(widthPx, heightPx);
  // Pictures are already fitted to their moves, so that little is left to interpolate.
  surface.imageSmoothingQuality = "low";

  async function drawPixels(frame: number): Promise<Uint8Array> {
    const planned = frameAt(job.plan, frame);
    const pictures = await shelf.picturesFor(planned);
    const portraits = await shelf.portraitsFor(planned);
    clock?.spent("betweenMs");
    drawFrame(surface, planned, pictures, { frame: job.frame, burnIn: job.burnIn, matte: job.matte, portraits, layer });
    // Not getImageData, which turns every pixel back from premultiplied colour.
    return canvas.data();
  }

  let last: { readonly look: string; readonly frame: Uint8Array } | null = null;

  return {
    drawPixels,
    async paint(frame, target) {
      const look = job.burnIn ? null : stillLook(frameAt(job.plan, frame));
      if (look !== null && last?.look === look) {
        target.set(last.frame);
        return;
      }
      const pixels = await drawPixels(frame);
      clock?.spent("drawingMs");
      convertToPlanar(pixels, target);
      clock?.spent("planarMs");
      freePixels();
      last = look === null ? null : { look, frame: target.slice() };
    },
  };
}

/** Names what a frame of a resting camera shows, as many shots have one and need drawing only once; null while anything moves. */
function stillLook({ current: { shot }, transition }: PlannedFrame): string | null {
  const moves = shot.blocked ? !isStill(shot.blocked) : false;
  return transition === null && shot.take.move === "static" && !moves ? String(shot.index) : null;
}

/** Owns drawing planned frames with skia: fonts, pictures fitted to their moves, and frames drawn band by band. */
import { type Canvas, createCanvas, GlobalFonts, type Image, loadImage, type SKRSContext2D } from "@napi-rs/canvas";
import { drawFrame, type PictureSource } from "../../../shared/animatic/draw-frame.ts";
import { frameAt, type PlannedShot } from "../../../shared/animatic/plan-frames.ts";
import type { Picture } from "../../../shared/animatic/surface.ts";
import { planCamera } from "../../../shared/camera/placement.ts";
import type { DrawJob } from "./draw-messages.ts";
import { convertRows } from "./planar-frame.ts";

export interface FramePainter {
  /** Draws frame number `frame` into `target` as planar 4:2:0. */
  paint(frame: number, target: Uint8Array): void;
}

/** Pixels of a band of at most this size are copied out of skia in memory that is warm; a whole frame's are not. */
const bandBytesMax = 1_000_000;

export async function createFramePainter(job: DrawJob): Promise<FramePainter> {
  const { widthPx, heightPx } = job.frame;
  registerFonts(job.fonts);
  const pictures = await readPictures(job);
  const bandRows = Math.max(2, 2 * Math.floor(Math.min(heightPx, bandBytesMax / (widthPx * 4)) / 2));
  const canvas = createCanvas(widthPx, bandRows);
  const surface = canvas.getContext("2d");
  // Pictures are already fitted to their moves, so that little is left to interpolate.
  surface.imageSmoothingQuality = "low";
  const options = { frame: job.frame, burnIn: job.burnIn, matte: job.matte };
  return {
    paint(frame, target) {
      const planned = frameAt(job.plan, frame);
      for (let row = 0; row < heightPx; row += bandRows) {
        surface.save();
        surface.translate(0, -row);
        drawFrame(surface, planned, pictures, options);
        surface.restore();
        convertRows(canvas.data(), row, Math.min(bandRows, heightPx - row), target, widthPx, heightPx);
      }
    },
  };
}

function registerFonts(fonts: DrawJob["fonts"]): void {
  for (const { family, path } of fonts) {
    if (!GlobalFonts.has(family)) GlobalFonts.registerFromPath(path, family);
  }
}

/** Reads every picture; each shot gets its own copy, as large as its move needs. */
async function readPictures(job: DrawJob): Promise<PictureSource> {
  const images = new Map<string, Image>();
  for (const [mediaId, file] of job.files) {
    // What cannot be read is drawn as offline; the film is still made.
    const image = file === null ? null : await loadImage(file).catch(() => null);
    if (image) images.set(mediaId, image);
  }
  const fitted = new Map<PlannedShot, Picture>();
  for (const shot of job.plan.shots) {
    const image = shot.mediaId === null ? undefined : images.get(shot.mediaId);
    if (image) fitted.set(shot, fitPicture(shot, image, job));
  }
  return (shot) => fitted.get(shot) ?? "missing";
}

function fitPicture(shot: PlannedShot, image: Image, job: DrawJob): Picture {
  const size = { widthPx: image.width, heightPx: image.height };
  const { scaleMax } = planCamera(shot.take, job.frame, size);
  const canvas = createCanvas(Math.ceil(size.widthPx * scaleMax), Math.ceil(size.heightPx * scaleMax));
  const surface = canvas.getContext("2d");
  surface.imageSmoothingQuality = "high";
  surface.drawImage(image, 0, 0, canvas.width, canvas.height);
  const soft = shot.take.move === "rack-focus" ? soften(canvas, surface) : undefined;
  return { image: canvas, ...size, ...(soft ? { soft } : {}) };
}

function soften(sharp: Canvas, _surface: SKRSContext2D): Canvas {
  const canvas = createCanvas(sharp.width, sharp.height);
  const surface = canvas.getContext("2d");
  surface.filter = `blur(${Math.max(2, sharp.height / 70).toFixed(1)}px)`;
  surface.drawImage(sharp, 0, 0);
  return canvas;
}

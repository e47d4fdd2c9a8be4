/** Owns the pictures that frames are drawn from: each fitted once to what its shot's move needs, and let go after its shot. */
import { loadImage } from "@napi-rs/canvas";
import sharp from "sharp";
import type { PictureSource } from "../../../shared/animatic/draw-frame.ts";
import type { PortraitSource } from "../../../shared/animatic/draw-labels.ts";
import type { PlannedFrame, PlannedShot } from "../../../shared/animatic/plan-frames.ts";
import type { Picture } from "../../../shared/animatic/surface.ts";
import type { PicturePart } from "../../../shared/camera/framing.ts";
import { planCamera, type SizePx } from "../../../shared/camera/placement.ts";
import { proxySideMaxPx } from "../media/proxy-side.ts";
import type { DrawJob } from "./draw-messages.ts";

export interface PictureShelf {
  /** The pictures of a frame, read to the end; those of the next shot begin to be read. */
  picturesFor(planned: PlannedFrame): Promise<PictureSource>;
  /** Small pictures of whom the figures of a frame show; none of one that can't be read. */
  portraitsFor(planned: PlannedFrame): Promise<PortraitSource>;
}

/** The shorter side of a portrait, as a share of the frame's height: as large as a label is, and a little larger. */
const portraitShare = 1 / 16;

/** Of the frame's height: strong enough that a face is no longer known. */
const softness = 1 / 90;
/** What shines through transparent pictures: the ground of a slate. */
const ground = "#1a1b1d";

export function createPictureShelf(job: DrawJob): PictureShelf {
  const files = new Map(job.files);
  const kept = new Map<PlannedShot, Promise<Picture | "missing">>();

  function read(shot: PlannedShot | undefined): Promise<Picture | "missing"> | undefined {
    if (!shot || shot.mediaId === null) return undefined;
    const file = files.get(shot.mediaId) ?? null;
    // A picture that cannot be read is drawn as offline; the film is still made.
    const reading =
      kept.get(shot) ?? (file === null ? Promise.resolve("missing" as const) : fitPicture(file, shot, job));
    kept.set(shot, reading);
    return reading;
  }

  const portraits = new Map<string, Promise<Picture | undefined>>();

  function readPortrait(mediaId: string): Promise<Picture | undefined> {
    const file = files.get(mediaId) ?? null;
    const reading =
      portraits.get(mediaId) ?? (file === null ? Promise.resolve(undefined) : fitPortrait(file, job.frame.heightPx));
    portraits.set(mediaId, reading);
    return reading;
  }

  return {
    async portraitsFor({ current, transition }) {
      const read = new Map<string, Picture | undefined>();
      for (const { blocked } of [current.shot, transition?.from?.shot ?? current.shot])
        for (const { cast } of blocked?.figures ?? [])
          if (cast.mediaId !== null) read.set(cast.mediaId, await readPortrait(cast.mediaId));
      return (mediaId) => read.get(mediaId);
    },
    async picturesFor({ current, transition }) {
      const shots = transition?.from ? [transition.from.shot, current.shot] : [current.shot];
      const next = job.plan.shots[current.shot.index + 1];
      for (const shot of kept.keys()) if (shot !== next && !shots.includes(shot)) kept.delete(shot);
      void read(next);
      const pictures = new Map<PlannedShot, Picture | "missing">();
      for (const shot of shots) pictures.set(shot, (await read(shot)) ?? "missing");
      return (shot) => pictures.get(shot) ?? "missing";
    },
  };
}

async function fitPicture(file: string, shot: PlannedShot, job: DrawJob): Promise<Picture | "missing"> {
  try {
    const { autoOrient: size } = await sharp(file).metadata();
    const picture = { widthPx: size.width, heightPx: size.height };
    const { scaleMax, part: framed } = planCamera(shot.take, job.frame, picture, shot.framing);
    const part = shot.framing ? wholePixels(framed, picture) : { x: 0, y: 0, ...picture };
    const box = {
      width: Math.ceil(part.widthPx * scaleMax),
      height: Math.ceil(part.heightPx * scaleMax),
      fit: "fill",
    } as const;
    const cut = { left: part.x, top: part.y, width: part.widthPx, height: part.heightPx };
    const fitted = await (shot.framing ? upright(file).extract(cut) : upright(file))
      .resize(box)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = fitted.info;
    const pixels = sharp(fitted.data, { raw: { width, height, channels } });
    const soft =
      shot.take.move === "rack-focus" ? await load(pixels.clone().blur(job.frame.heightPx * softness)) : undefined;
    return {
      ...picture,
      ...(shot.framing ? { part } : {}),
      image: await load(pixels),
      ...(soft ? { soft } : {}),
    };
  } catch {
    return "missing";
  }
}

async function fitPortrait(file: string, heightPx: number): Promise<Picture | undefined> {
  try {
    const side = Math.ceil(heightPx * portraitShare);
    const pixels = upright(file).resize({ width: side, height: side, fit: "outside" }).removeAlpha();
    const { data, info } = await pixels.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const image = await load(sharp(data, { raw: { width, height, channels } }));
    return { image, widthPx: width, heightPx: height };
  } catch {
    return undefined;
  }
}

/** A picture file as it is looked at. */
function upright(file: string) {
  return sharp(file, { failOn: "truncated", limitInputPixels: proxySideMaxPx ** 2 })
    .autoOrient()
    .flatten({ background: ground })
    .toColourspace("srgb");
}

/** The pixels that a part touches, and one more around it, from which its edges are drawn. */
function wholePixels({ x, y, widthPx, heightPx }: PicturePart, picture: SizePx): PicturePart {
  const [left, top] = [Math.max(0, Math.floor(x) - 1), Math.max(0, Math.floor(y) - 1)];
  const right = Math.min(picture.widthPx, Math.ceil(x + widthPx) + 1);
  const bottom = Math.min(picture.heightPx, Math.ceil(y + heightPx) + 1);
  return { x: left, y: top, widthPx: right - left, heightPx: bottom - top };
}

/** Into what skia draws fastest: an opaque image. Stored, not packed: it is read back at once. */
async function load(pixels: ReturnType<typeof sharp>) {
  return await loadImage(await pixels.png({ compressionLevel: 0 }).toBuffer());
}

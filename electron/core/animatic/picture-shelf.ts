/** Owns the pictures that frames are drawn from: each fitted once to what its shot's move needs, and let go after its shot. */
import { loadImage } from "@napi-rs/canvas";
import sharp from "sharp";
import type { PictureSource } from "../../../shared/animatic/draw-frame.ts";
import type { PlannedFrame, PlannedShot } from "../../../shared/animatic/plan-frames.ts";
import type { Picture } from "../../../shared/animatic/surface.ts";
import type { PicturePart } from "../../../shared/camera/framing.ts";
import { planCamera, type SizePx } from "../../../shared/camera/placement.ts";
import { proxySideMaxPx } from "../media/proxy-side.ts";
import type { DrawJob } from "./draw-messages.ts";

export interface PictureShelf {
  /** The pictures of a frame, read to the end; those of the next shot begin to be read. */
  picturesFor(planned: PlannedFrame): Promise<PictureSource>;
}

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

  return {
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
    const upright = sharp(file, { failOn: "truncated", limitInputPixels: proxySideMaxPx ** 2 })
      .autoOrient()
      .flatten({ background: ground })
      .toColourspace("srgb");
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
    const fitted = await (shot.framing ? upright.extract(cut) : upright)
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

/** Owns pictures that a clip is made of: planar 4:2:0 frames of one size, read from videos and photographs, and moved over. */
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Ffmpeg } from "../../../electron/core/media/ffmpeg.ts";
import type { Random } from "./random.ts";
import type { Source } from "./sources.ts";

export const clipWidthPx = 480;
export const clipHeightPx = 270;
const lumaBytes = clipWidthPx * clipHeightPx;
export const frameBytes = (lumaBytes * 3) / 2;

/** Photographs are kept so much wider than a clip that a camera can travel over them. */
const photoWidthPx = 1600;
const photoHeightPx = 900;

/** A run of pictures: frame `at` of a shot, written into `frame`. */
export interface Pictures {
  readonly frames: number;
  draw(at: number, frame: Uint8Array): void;
}

/** Reads a source once into a raw file beside the others, and answers with its path. */
export async function readSource(ffmpeg: Ffmpeg, { file, kind }: Source, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const raw = join(folder, `${basename(file)}.yuv`);
  if (existsSync(raw)) return raw;
  const [width, height] = kind === "video" ? [clipWidthPx, clipHeightPx] : [photoWidthPx, photoHeightPx];
  const fill = `scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height}`;
  const filters = `${fill},format=yuv420p,settb=1/24,setpts=N`;
  const input = kind === "photo" ? ["-f", "image2", "-pattern_type", "none", "-i", file] : ["-i", file];
  const output = ["-frames:v", kind === "video" ? "2600" : "1", "-r", "24", "-f", "rawvideo", "-pix_fmt", "yuv420p"];
  await ffmpeg.run([...input, "-map", "0:v:0", "-vf", filters, ...output, `${raw}.part`], { timeLimitMs: 600_000 });
  renameSync(`${raw}.part`, raw);
  return raw;
}

/** A stretch of a video, forward from `from` by `step` of its frames a frame. */
export function videoPictures(raw: string, from: number, frames: number, isMirrored: boolean): Pictures {
  const row = new Uint8Array(clipWidthPx);
  return {
    frames,
    draw(at, frame) {
      const handle = openSync(raw, "r");
      readSync(handle, frame, 0, frameBytes, (from + at) * frameBytes);
      closeSync(handle);
      if (!isMirrored) return;
      for (const [start, width, height] of planes(clipWidthPx, clipHeightPx)) {
        for (let y = 0; y < height; y += 1) {
          const line = frame.subarray(start + y * width, start + (y + 1) * width);
          row.set(line);
          for (let x = 0; x < width; x += 1) line[x] = row[width - 1 - x] as number;
        }
      }
    },
  };
}

/** Where a camera looks at a photograph: the middle and the width of what it sees, as shares of the photograph. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A camera that goes from one view of a photograph to another, held by hand; `swingAt` is a frame at which it whips. */
export function photoPictures(photo: Uint8Array, { frames, from, to, shake, random, swing }: PhotoMove): Pictures {
  const phases = Array.from({ length: 4 }, () => random.between(0, 6.28));
  const wobble = (at: number, first: number) =>
    shake * (Math.sin(at * 0.31 + (phases[first] ?? 0)) + 0.6 * Math.sin(at * 0.83 + (phases[first + 1] ?? 0)));
  const share = (at: number) => {
    if (!swing) return frames < 2 ? 0 : at / (frames - 1);
    const within = Math.min(1, Math.max(0, (at - swing.at) / swing.frames));
    return within * within * (3 - 2 * within);
  };
  const view = (at: number): View => {
    const done = share(at);
    return {
      x: from.x + (to.x - from.x) * done + wobble(at, 0),
      y: from.y + (to.y - from.y) * done + wobble(at, 2),
      width: from.width + (to.width - from.width) * done,
    };
  };
  return {
    frames,
    draw(at, frame) {
      const exposures = swing && at >= swing.at - 1 && at <= swing.at + swing.frames ? 8 : 1;
      if (exposures === 1) return sample(photo, view(at), frame);
      average(frame, exposures, (index, part) => sample(photo, view(at + index / exposures / 1.5), part));
    },
  };
}

export interface PhotoMove {
  readonly frames: number;
  readonly from: View;
  readonly to: View;
  readonly shake: number;
  readonly random: Random;
  readonly swing?: { readonly at: number; readonly frames: number };
}

/** The mean of several pictures. */
export function average(frame: Uint8Array, count: number, draw: (index: number, part: Uint8Array) => void): void {
  const sums = new Uint16Array(frameBytes);
  const part = new Uint8Array(frameBytes);
  for (let index = 0; index < count; index += 1) {
    draw(index, part);
    for (let at = 0; at < frameBytes; at += 1) sums[at] = (sums[at] as number) + (part[at] as number);
  }
  for (let at = 0; at < frameBytes; at += 1) frame[at] = (sums[at] as number) / count;
}

/** Start, width and height of the three planes of a frame. */
export function planes(widthPx: number, heightPx: number): (readonly [number, number, number])[] {
  const half = [widthPx / 2, Math.floor(heightPx / 2)] as const;
  const luma = widthPx * heightPx;
  return [
    [0, widthPx, heightPx],
    [luma, ...half],
    [luma + half[0] * half[1], ...half],
  ];
}

function sample(photo: Uint8Array, { x, y, width }: View, frame: Uint8Array): void {
  const from = planes(photoWidthPx, photoHeightPx);
  for (const [plane, [start, planeWidth, planeHeight]] of planes(clipWidthPx, clipHeightPx).entries()) {
    const [source, sourceWidth, sourceHeight] = from[plane] as readonly [number, number, number];
    const scale = (width * sourceWidth) / planeWidth;
    const left = x * sourceWidth - (scale * planeWidth) / 2;
    const top = y * sourceHeight - (scale * planeHeight) / 2;
    let at = start;
    for (let row = 0; row < planeHeight; row += 1) {
      const atY = Math.min(sourceHeight - 1.001, Math.max(0, top + row * scale));
      const y0 = Math.floor(atY);
      const downShare = atY - y0;
      for (let column = 0; column < planeWidth; column += 1) {
        const atX = Math.min(sourceWidth - 1.001, Math.max(0, left + column * scale));
        const x0 = Math.floor(atX);
        const rightShare = atX - x0;
        const corner = source + y0 * sourceWidth + x0;
        const upper = (photo[corner] as number) * (1 - rightShare) + (photo[corner + 1] as number) * rightShare;
        const lower =
          (photo[corner + sourceWidth] as number) * (1 - rightShare) +
          (photo[corner + sourceWidth + 1] as number) * rightShare;
        frame[at] = upper * (1 - downShare) + lower * downShare + 0.5;
        at += 1;
      }
    }
  }
}

/** How many frames a raw file of a video holds. */
export function framesIn(raw: string): number {
  return Math.floor(statSync(raw).size / frameBytes);
}

/** Keeps a text beside the clips. */
export function keep(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}

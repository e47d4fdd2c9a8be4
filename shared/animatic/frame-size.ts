/** Owns the pixel sizes of frames: even on both sides, as 4:2:0 video needs. */
import type { SizePx } from "../camera/placement.ts";
import type { AspectRatio } from "../project/vocabulary.ts";

const ratios: Record<AspectRatio, number> = {
  "16:9": 16 / 9,
  "9:16": 9 / 16,
  "1:1": 1,
  "21:9": 21 / 9,
  "4:3": 4 / 3,
  "3:4": 3 / 4,
};

const shortSides: Record<string, number> = { "480p": 480, "720p": 720, "1080p": 1080, "4k": 2160 };

/** The shorter side of a pass's resolution, in pixels; 1080 where the profile names it in another way. */
export function shortSideOf(resolution: string): number {
  return shortSides[resolution] ?? 1080;
}

/** Width over height. */
export function ratioOf(aspectRatio: AspectRatio): number {
  return ratios[aspectRatio];
}

/** H.264 decoders in hardware have no wider frames, so that 4K in 21:9 is 4096 × 1756 and not 5040 × 2160. */
const longSideMaxPx = 4096;

/** The frame whose shorter side has `shortSidePx`: 720 gives 1280×720, 720×1280 or 720×720. No side is longer than 4096. */
export function frameSizeOf(aspectRatio: AspectRatio, shortSidePx: number): SizePx {
  const ratio = ratioOf(aspectRatio);
  const shortPx = Math.min(shortSidePx, longSideMaxPx / Math.max(ratio, 1 / ratio));
  return { widthPx: even(shortPx * Math.max(ratio, 1)), heightPx: even(shortPx * Math.max(1 / ratio, 1)) };
}

/** Which of `allowed` differs least in shape; of two as near, the one that lies or stands as it does. Null where there is none. */
export function nearestAspect(aspectRatio: AspectRatio, allowed: readonly AspectRatio[]): AspectRatio | null {
  const shape = Math.log(ratioOf(aspectRatio));
  const distance = (other: AspectRatio) => {
    const otherShape = Math.log(ratioOf(other));
    return Math.abs(otherShape - shape) + (Math.sign(otherShape) === Math.sign(shape) ? 0 : 0.01);
  };
  return allowed.toSorted((one, other) => distance(one) - distance(other))[0] ?? null;
}

/** From the widest to the tallest, as they are offered. */
export function byShape(aspectRatios: readonly AspectRatio[]): AspectRatio[] {
  return aspectRatios.toSorted((one, other) => ratioOf(other) - ratioOf(one));
}

function even(px: number): number {
  return Math.max(2, 2 * Math.round(px / 2));
}

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

const shortSides: Record<string, number> = { "720p": 720, "1080p": 1080, "4k": 2160 };

/** The shorter side of a pass's resolution, in pixels; 1080 where the profile names it in another way. */
export function shortSideOf(resolution: string): number {
  return shortSides[resolution] ?? 1080;
}

/** Width over height. */
export function ratioOf(aspectRatio: AspectRatio): number {
  return ratios[aspectRatio];
}

/** The frame whose shorter side has `shortSidePx`: 720 gives 1280×720, 720×1280 or 720×720. */
export function frameSizeOf(aspectRatio: AspectRatio, shortSidePx: number): SizePx {
  const ratio = ratioOf(aspectRatio);
  return {
    widthPx: even(ratio >= 1 ? shortSidePx * ratio : shortSidePx),
    heightPx: even(ratio >= 1 ? shortSidePx : shortSidePx / ratio),
  };
}

function even(px: number): number {
  return Math.max(2, 2 * Math.round(px / 2));
}

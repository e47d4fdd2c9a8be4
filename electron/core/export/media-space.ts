/** Owns the estimate of the disk that a hand-off's films take, so that a full disk is said before the work and not after it. */

import { AppError } from "../../../shared/rpc/errors.ts";
import type { ClipMedia } from "../../../shared/rpc/export-options.ts";
import { secondsOfFrames } from "../../../shared/time/rate.ts";
import type { MediaPlan } from "./media-plan.ts";

/** Bits a pixel, on the large side: the first as encoded here, the others from their fixed data rates (147 and 220 Mbit/s at 1080p, 29.97). */
const bitsPerPixel: Readonly<Record<ClipMedia["codec"], number>> = { h264: 0.4, prores: 2.6, dnxhr: 3.9 };
const soundBytesPerSecond = 192_000;
const listsBytes = 20_000_000;

export interface Wanted {
  readonly movie: boolean;
  readonly clips: boolean;
  readonly sounds: boolean;
  readonly passes: boolean;
}

/** Bytes that the films will take at most, work files included. */
export function estimateBytes({ cut, media }: MediaPlan, wanted: Wanted): number {
  const clips = cut.clips.reduce((sum, clip) => {
    if (!clip.media) return sum;
    const { frames, widthPx, heightPx } = clip.media;
    const sound = secondsOfFrames(frames, cut.rate) * soundBytesPerSecond;
    const picture = (frames * widthPx * heightPx) / 8;
    const copies = (wanted.movie ? 2 : 0) + (wanted.passes ? 1 : 0) + 1;
    return (
      sum +
      copies * picture * bitsPerPixel.h264 +
      (wanted.clips ? picture * bitsPerPixel[media.codec] + sound : 0) +
      (wanted.sounds ? sound : 0)
    );
  }, 0);
  return Math.ceil(clips) + listsBytes;
}

/** Throws `disk.full` when `needed` is more than what is free. */
export function refuseFullDisk(needed: number, free: number): void {
  if (needed <= free) return;
  const message = `The hand-off needs about ${gigabytes(needed)} GB, and the disk has ${gigabytes(free)} GB free.`;
  throw new AppError("disk.full", message, { next: "Free some space, choose another disk, or H.264 for the clips." });
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(bytes < 1e10 ? 2 : 0);
}

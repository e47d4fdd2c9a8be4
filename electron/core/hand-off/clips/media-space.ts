/** Owns the estimate of the disk that a hand-off's films take, so that a full disk is said before the work and not after it. */

import { stat } from "node:fs/promises";
import { pictureOf } from "../../../../shared/animatic/picture-of.ts";
import type { CutClip } from "../../../../shared/cut/out/cut.ts";
import type { Pass, Shot } from "../../../../shared/project/model.ts";
import { frameAtMs, secondsOfFrames } from "../../../../shared/time/rate.ts";
import { requireSpace } from "../../media/disk-space.ts";
import type { MediaPlan } from "./media-plan.ts";

/** Bits a pixel of an animatic of photographs: as it is drawn, and encoded once more; measured 0.035 and 0.17. */
const drawn = 0.045;
const drawnAgain = 0.18;
/** What an animatic of cards without a picture takes of that. */
const cards = 0.1;
/** How much larger a take becomes when it is encoded once more, measured 0.9 to 2.8: services encode more tightly. */
const again = 2.8;
/** Bits a pixel that DNxHR HQ always has. */
const dnxhrBits = 3.6;
const soundBytesPerSecond = 192_000;
const listsBytes = 5_000_000;
/** A still, and its picture for the storyboard, twice. */
const picturesBytes = 1_000_000;

export interface Wanted {
  readonly movie: boolean;
  readonly clips: boolean;
  readonly sounds: boolean;
  readonly passes: boolean;
  /** Stills or a storyboard. */
  readonly pictures: boolean;
}

/** Bytes that are needed at once at most, work files included. */
export async function estimateBytes(plan: MediaPlan, wanted: Wanted): Promise<number> {
  const { cut, media, parts } = plan;
  const sizes = new Map<string, number>();
  for (const { film } of parts.values()) sizes.set(film.path, (await stat(film.path)).size);
  const sum = { animatics: 0, movie: 0, clips: 0, sounds: 0, passes: 0, pictures: 0 };
  if (wanted.passes) for (const bytes of sizes.values()) sum.passes += bytes;
  for (const clip of cut.clips) {
    if (!clip.media) continue;
    const { frames, widthPx, heightPx } = clip.media;
    const framePixels = widthPx * heightPx;
    const part = parts.get(clip.shot.id);
    const busy = part || hasPicture(plan, clip) ? 1 : cards;
    const taken = part ? (again * (sizes.get(part.film.path) ?? 0) * 8) / (part.facts.frames * framePixels) : 0;
    const h264 = part ? Math.max(0.01, taken) : drawnAgain * busy;
    const codecBits = { h264, prores: proresBits(widthPx, heightPx) * busy, dnxhr: dnxhrBits };
    const bytes = (bits: number, count: number) => (bits * count * framePixels) / 8;
    const sound = secondsOfFrames(frames, cut.rate) * soundBytesPerSecond;
    if (!part) {
      // Drawn as planned, whatever the cut plays of it.
      sum.animatics += bytes(drawn * busy, Math.max(clip.frames, frameAtMs(clip.shot.durationMs, cut.rate)));
      if (wanted.passes) sum.passes += bytes(drawn * busy, clip.frames);
    }
    if (wanted.movie) sum.movie += bytes(h264, clip.frames);
    if (wanted.clips) sum.clips += bytes(codecBits[media.codec], frames) + sound;
    // Alone, and in the mix.
    if (wanted.sounds) sum.sounds += sound + secondsOfFrames(clip.frames, cut.rate) * soundBytesPerSecond;
    if (wanted.pictures) sum.pictures += picturesBytes;
  }
  // The parts of the movie are gone before the clips come.
  const others = Math.max(sum.movie, sum.clips + sum.sounds + sum.passes + sum.pictures);
  return Math.ceil(sum.animatics + sum.movie + others) + listsBytes;
}

/** Bits a pixel at most: ffmpeg's ProRes has a limit a block of 16×16 pixels, by how many there are. */
function proresBits(widthPx: number, heightPx: number): number {
  const blocks = Math.ceil(widthPx / 16) * Math.ceil(heightPx / 16);
  if (blocks <= 1620) return 4.2;
  if (blocks <= 2700) return 3.25;
  return blocks <= 6075 ? 2.85 : 2.6;
}

function hasPicture({ project }: MediaPlan, { pass, shot }: CutClip): boolean {
  const planned = project.passes.find(({ id }) => id === pass.id) as Pass;
  return pictureOf(project, planned, planned.shots.find(({ id }) => id === shot.id) as Shot) !== null;
}

/** Throws `disk.full` when `needed` is more than what is free. */
export function refuseFullDisk(needed: number, free: number): void {
  requireSpace("The hand-off", needed, free, "Free up space, choose another disk, or use H.264 for the clips.");
}

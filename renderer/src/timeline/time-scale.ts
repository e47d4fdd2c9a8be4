/** Owns the zoom and scroll of the timeline: which frame lies at which pixel, and how both change while staying within bounds. */

/** Pixels are CSS pixels. `scrollPx` is the place of the programme, in content pixels, at the left edge of the view. */
export interface TimeScale {
  readonly pxPerFrame: number;
  readonly scrollPx: number;
  readonly widthPx: number;
}

/** Room left of the first frame, so that its edge and the playhead can be seen and caught. */
export const insetPx = 16;
/** Room right of the last frame when scrolled to the end, so that its edge can be pulled on. */
const outsetPx = 96;
const pxPerFrameMax = 24;

export function xOfFrame(scale: TimeScale, frame: number): number {
  return frame * scale.pxPerFrame - scale.scrollPx;
}

/** The exact, fractional frame at `x`. */
export function frameAtX(scale: TimeScale, x: number): number {
  return (x + scale.scrollPx) / scale.pxPerFrame;
}

/** The zoom at which the whole programme is in view. */
export function fitPxPerFrame(widthPx: number, frames: number): number {
  return Math.min(pxPerFrameMax, Math.max(1, widthPx - 2 * insetPx) / Math.max(1, frames));
}

/** The whole programme in view. */
export function fitScale(widthPx: number, frames: number): TimeScale {
  return { pxPerFrame: fitPxPerFrame(widthPx, frames), scrollPx: -insetPx, widthPx };
}

/** Zooms by `factor` and keeps the frame at `aroundX` where it is. The farthest out is the whole programme in half the view. */
export function zoomBy(scale: TimeScale, factor: number, aroundX: number, frames: number): TimeScale {
  const least = fitPxPerFrame(scale.widthPx, frames) / 2;
  const pxPerFrame = Math.min(pxPerFrameMax, Math.max(least, scale.pxPerFrame * factor));
  const frame = frameAtX(scale, aroundX);
  return scrollTo({ ...scale, pxPerFrame }, frame * pxPerFrame - aroundX, frames);
}

/** Scrolls to a place in content pixels, as far as there is something to see. */
export function scrollTo(scale: TimeScale, scrollPx: number, frames: number): TimeScale {
  return { ...scale, scrollPx: Math.min(scrollPxMax(scale, frames), Math.max(-insetPx, scrollPx)) };
}

export function scrollPxMax(scale: TimeScale, frames: number): number {
  const contentPx = frames * scale.pxPerFrame;
  // What fits into the view does not scroll at all; what does not leaves room to pull on its last edge.
  return contentPx + 2 * insetPx <= scale.widthPx ? -insetPx : contentPx + outsetPx - scale.widthPx;
}

/** Scrolls just so far that the frames from `startFrame` to `endFrame` are in view, the start winning; unchanged when they are. */
export function revealFrames(scale: TimeScale, startFrame: number, endFrame: number, frames: number): TimeScale {
  const margin = Math.min(48, scale.widthPx / 8);
  const startX = xOfFrame(scale, startFrame);
  const endX = xOfFrame(scale, endFrame);
  if (startX < margin) return scrollTo(scale, scale.scrollPx + startX - margin, frames);
  if (endX <= scale.widthPx - margin) return scale;
  const wanted = Math.min(endX - scale.widthPx + margin, startX - margin);
  return scrollTo(scale, scale.scrollPx + wanted, frames);
}

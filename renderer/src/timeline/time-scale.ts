/** Owns the zoom and scroll of the timeline: which frame lies at which pixel, and how both change while staying within bounds. */

/** Pixels are CSS pixels. `scrollPx` is the place of the programme, in content pixels, at the left edge of the view. */
export interface TimeScale {
  readonly pxPerFrame: number;
  readonly scrollPx: number;
  readonly widthPx: number;
}

/** A stretch of the programme in frames: what there is to scroll through. */
export interface Span {
  readonly startFrame: number;
  readonly endFrame: number;
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

/** The whole span in view. */
export function fitScale(widthPx: number, span: Span): TimeScale {
  const frames = Math.max(1, span.endFrame - span.startFrame);
  const pxPerFrame = Math.min(pxPerFrameMax, Math.max(1, widthPx - 2 * insetPx) / frames);
  return { pxPerFrame, scrollPx: span.startFrame * pxPerFrame - insetPx, widthPx };
}

/** Zooms by `factor` and keeps the frame at `aroundX` where it is. Zooms out until the whole span is in view, and no farther. */
export function zoomBy(scale: TimeScale, factor: number, aroundX: number, span: Span): TimeScale {
  const least = fitScale(scale.widthPx, span).pxPerFrame;
  const pxPerFrame = Math.min(pxPerFrameMax, Math.max(least, scale.pxPerFrame * factor));
  const frame = frameAtX(scale, aroundX);
  return scrollTo({ ...scale, pxPerFrame }, frame * pxPerFrame - aroundX, span);
}

/** Scrolls to a place in content pixels, as far as there is something to see. */
export function scrollTo(scale: TimeScale, scrollPx: number, span: Span): TimeScale {
  const { least, most } = scrollBounds(scale, span);
  return { ...scale, scrollPx: Math.min(most, Math.max(least, scrollPx)) };
}

/** How far the view scrolls, in content pixels; `most` is `least` where nothing does. */
export function scrollBounds(scale: TimeScale, span: Span): { readonly least: number; readonly most: number } {
  const startPx = span.startFrame * scale.pxPerFrame;
  const endPx = span.endFrame * scale.pxPerFrame;
  const least = startPx - insetPx;
  // What fits into the view does not scroll at all; what does not leaves room to pull on its last edge.
  const fits = endPx - startPx + 2 * insetPx <= scale.widthPx + 0.01;
  return { least, most: fits ? least : endPx + outsetPx - scale.widthPx };
}

/** Scrolls just so far that the frames from `startFrame` to `endFrame` are in view, the start winning; unchanged when they are. */
export function revealFrames(scale: TimeScale, startFrame: number, endFrame: number, span: Span): TimeScale {
  const margin = Math.min(48, scale.widthPx / 8);
  const startX = xOfFrame(scale, startFrame);
  const endX = xOfFrame(scale, endFrame);
  if (startX < margin) return scrollTo(scale, scale.scrollPx + startX - margin, span);
  if (endX <= scale.widthPx - margin) return scale;
  const wanted = Math.min(endX - scale.widthPx + margin, startX - margin);
  return scrollTo(scale, scale.scrollPx + wanted, span);
}

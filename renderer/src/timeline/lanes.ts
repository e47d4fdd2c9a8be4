/** Owns the rows of the timeline from top to bottom, and the boxes inside them that painting and hit testing must agree on. */
import { type Span, scrollBounds, type TimeScale } from "./time-scale.ts";

/** Tops and heights in CSS pixels from the top of the stage. */
export interface Lanes {
  readonly heightPx: number;
  readonly header: { readonly top: number; readonly height: number };
  readonly shots: { readonly top: number; readonly height: number };
  /** The sound under the cut; null where none is shown. */
  readonly sound: { readonly top: number; readonly height: number } | null;
  readonly scrollbar: { readonly top: number; readonly height: number };
}

export const rulerHeightPx = 26;
const headerHeightPx = 28;
const scrollbarHeightPx = 14;
const shotsHeightPxMax = 200;
const soundHeightPx = 34;
const soundGapPx = 3;

/** `hasSound`: whether the sound under the cut has a lane. */
export function lanesFor(heightPx: number, hasSound: boolean): Lanes {
  const shotsTop = rulerHeightPx + headerHeightPx + 2;
  const scrollbarTop = heightPx - scrollbarHeightPx;
  const soundPx = hasSound ? soundHeightPx + soundGapPx : 0;
  const shotsHeight = Math.max(24, Math.min(shotsHeightPxMax, scrollbarTop - shotsTop - 4 - soundPx));
  return {
    heightPx,
    header: { top: rulerHeightPx, height: headerHeightPx },
    shots: { top: shotsTop, height: shotsHeight },
    sound: hasSound ? { top: shotsTop + shotsHeight + soundGapPx, height: soundHeightPx } : null,
    scrollbar: { top: scrollbarTop, height: scrollbarHeightPx },
  };
}

export const addButtonPx = 20;
const passPxMinForButton = 96;

/** The left edge of the add-shot button in a pass's header that spans `startX` to `endX`; null where it has no room. */
export function addButtonX(startX: number, endX: number): number | null {
  return endX - startX < passPxMinForButton ? null : endX - addButtonPx - 5;
}

/** The scroll bar's thumb; null when all is in view. */
export function scrollThumb(scale: TimeScale, span: Span): { x: number; widthPx: number } | null {
  const { least, most } = scrollBounds(scale, span);
  if (most <= least) return null;
  const trackPx = scale.widthPx - 8;
  const widthPx = Math.max(32, (trackPx * scale.widthPx) / (most - least + scale.widthPx));
  return { x: 4 + ((trackPx - widthPx) * (scale.scrollPx - least)) / (most - least), widthPx };
}

/** Content pixels scrolled for each pixel that the thumb is dragged. */
export function scrollPerThumbPx(scale: TimeScale, span: Span): number {
  const thumb = scrollThumb(scale, span);
  if (!thumb) return 0;
  const { least, most } = scrollBounds(scale, span);
  return (most - least) / Math.max(1, scale.widthPx - 8 - thumb.widthPx);
}

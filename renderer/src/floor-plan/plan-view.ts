/** Owns where the floor plan's panel looks: which meter lies on which pixel, zooming about a place, and fitting what matters. Plans go up, pixels go down. */
import type { Spot } from "../../../shared/project/stage.ts";

export interface PlanView {
  /** The place in the middle of the panel. */
  readonly center: Spot;
  readonly pxPerMeter: number;
}

export interface PanelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Px {
  readonly x: number;
  readonly y: number;
}

const zoomRange = { min: 0.5, max: 400 } as const;
/** What a fitted plan is shown at where there is little to fit: near enough to place a figure by the centimeter. */
const fittedMax = 90;

export function toPx({ center, pxPerMeter }: PlanView, { widthPx, heightPx }: PanelSize, [x, y]: Spot): Px {
  return { x: widthPx / 2 + (x - center[0]) * pxPerMeter, y: heightPx / 2 - (y - center[1]) * pxPerMeter };
}

export function toSpot({ center, pxPerMeter }: PlanView, { widthPx, heightPx }: PanelSize, { x, y }: Px): Spot {
  return [center[0] + (x - widthPx / 2) / pxPerMeter, center[1] - (y - heightPx / 2) / pxPerMeter];
}

/** What lay under `at` stays there. */
export function zoomed(view: PlanView, size: PanelSize, by: number, at: Px): PlanView {
  const pxPerMeter = Math.min(zoomRange.max, Math.max(zoomRange.min, view.pxPerMeter * by));
  const under = toSpot(view, size, at);
  const moved = toSpot({ ...view, pxPerMeter }, size, at);
  return { center: [view.center[0] + under[0] - moved[0], view.center[1] + under[1] - moved[1]], pxPerMeter };
}

export function panned({ center, pxPerMeter }: PlanView, dx: number, dy: number): PlanView {
  return { center: [center[0] - dx / pxPerMeter, center[1] + dy / pxPerMeter], pxPerMeter };
}

/** The view in which all of `spots` lie, with `marginPx` around them. */
export function fitted(spots: readonly Spot[], { widthPx, heightPx }: PanelSize, marginPx = 52): PlanView {
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  const [left, right, low, high] = spots.length
    ? [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    : [-2, 2, -2, 2];
  const per = (px: number, meters: number) => Math.max(20, px - 2 * marginPx) / Math.max(0.001, meters);
  const pxPerMeter = Math.min(fittedMax, per(widthPx, right - left), per(heightPx, high - low));
  return {
    center: [(left + right) / 2, (low + high) / 2],
    pxPerMeter: Math.max(zoomRange.min, pxPerMeter),
  };
}

const seenMarginPx = 24;

/** Whether all of `spots` are seen, a little inside the panel. */
export function allSeen(spots: readonly Spot[], view: PlanView, size: PanelSize): boolean {
  return spots.every((spot) => {
    const { x, y } = toPx(view, size, spot);
    return (
      x >= seenMarginPx && y >= seenMarginPx && x <= size.widthPx - seenMarginPx && y <= size.heightPx - seenMarginPx
    );
  });
}

/** The longest of the usual lengths in meters that is at most `maxPx` long. */
export function scaleBarMeters(pxPerMeter: number, maxPx: number): number {
  const lengths = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
  return lengths.findLast((meters) => meters * pxPerMeter <= maxPx) ?? 0.1;
}

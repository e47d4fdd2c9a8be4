/** Owns what lies under the pointer: found by binary search in the layout, so that no hit canvas is drawn. */

import {
  endFrameOf,
  neighbourOf,
  type ProgrammeLayout,
  passAtFrame,
  placeOfShot,
  type ShotPlace,
  shotAtFrame,
  shotOf,
  startFrameOf,
  totalFrames,
} from "../state/programme-layout.ts";
import { addButtonPx, addButtonX, type Lanes, rulerHeightPx, scrollThumb } from "./lanes.ts";
import { frameAtX, type TimeScale, xOfFrame } from "./time-scale.ts";

export type Edge = "start" | "end";

export type Target =
  | { readonly kind: "ruler" }
  | { readonly kind: "scrollbar"; readonly onThumb: boolean }
  | { readonly kind: "edge"; readonly shotId: string; readonly edge: Edge }
  | { readonly kind: "shot"; readonly shotId: string }
  | { readonly kind: "pass"; readonly passId: string }
  | { readonly kind: "add-shot"; readonly passId: string }
  | { readonly kind: "nothing" };

/** How far from a cut its edges can be caught, each side. */
const edgePx = 6;
/** A shot narrower than this gives up its edges, unless it is selected. */
const shotPxMinForEdges = 15;

const nothing: Target = { kind: "nothing" };

/** What lies at a point of the stage, in CSS pixels from its top left. The left half of a cut is the end of the left shot. */
export function hitTest(
  layout: ProgrammeLayout,
  scale: TimeScale,
  lanes: Lanes,
  point: { readonly x: number; readonly y: number },
  selectedShotId: string | null,
): Target {
  const { x, y } = point;
  if (y < rulerHeightPx) return { kind: "ruler" };
  const frames = totalFrames(layout);
  if (y >= lanes.scrollbar.top) {
    const thumb = scrollThumb(scale, frames);
    if (!thumb) return nothing;
    return { kind: "scrollbar", onThumb: x >= thumb.x && x <= thumb.x + thumb.widthPx };
  }
  if (y < lanes.header.top + lanes.header.height) return headerAt(layout, scale, x, frames);
  if (y < lanes.shots.top || y > lanes.shots.top + lanes.shots.height) return nothing;
  return edgeOfSelected(layout, scale, x, selectedShotId) ?? shotAt(layout, scale, x, frames);
}

function headerAt(layout: ProgrammeLayout, scale: TimeScale, x: number, frames: number): Target {
  const frame = frameAtX(scale, x);
  const index = passAtFrame(layout, frame);
  const pass = layout.passes[index];
  if (!pass || frame < 0 || frame > frames) return nothing;
  const startX = xOfFrame(scale, layout.passStarts[index] as number);
  const endX = xOfFrame(scale, layout.passStarts[index + 1] as number);
  const buttonX = addButtonX(startX, endX);
  const onButton = buttonX !== null && x >= buttonX - 2 && x <= buttonX + addButtonPx + 2;
  return { kind: onButton ? "add-shot" : "pass", passId: pass.id };
}

function shotAt(layout: ProgrammeLayout, scale: TimeScale, x: number, frames: number): Target {
  const frame = frameAtX(scale, x);
  const place = shotAtFrame(layout, frame);
  if (!place) return nothing;
  const shotId = shotOf(layout, place).id;
  const startX = xOfFrame(scale, startFrameOf(layout, place));
  const endX = xOfFrame(scale, endFrameOf(layout, place));
  const wide = endX - startX >= shotPxMinForEdges;
  if (wide && Math.abs(x - startX) <= edgePx) return { kind: "edge", shotId, edge: "start" };
  if (wide && Math.abs(endX - x) <= edgePx) return { kind: "edge", shotId, edge: "end" };
  return frame < 0 || frame > frames ? nothing : { kind: "shot", shotId };
}

/** At low zoom the selected shot keeps its edges, also a little into neighbours that are too narrow to have any. */
function edgeOfSelected(layout: ProgrammeLayout, scale: TimeScale, x: number, shotId: string | null): Target | null {
  const place = shotId === null ? null : placeOfShot(layout, shotId);
  if (!place || shotId === null) return null;
  const startX = xOfFrame(scale, startFrameOf(layout, place));
  const endX = xOfFrame(scale, endFrameOf(layout, place));
  if (x < startX - edgePx || x > endX + edgePx) return null;
  const outside = x < startX ? neighbourOf(layout, place, -1) : x > endX ? neighbourOf(layout, place, 1) : place;
  const holder = outside ?? place;
  if (widthPxOf(layout, scale, holder) >= shotPxMinForEdges) return null;
  return { kind: "edge", shotId, edge: endX - x <= x - startX ? "end" : "start" };
}

function widthPxOf(layout: ProgrammeLayout, scale: TimeScale, place: ShotPlace): number {
  return (endFrameOf(layout, place) - startFrameOf(layout, place)) * scale.pxPerFrame;
}

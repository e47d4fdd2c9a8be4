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
} from "../state/programme-layout.ts";
import { addButtonPx, addButtonX, type Lanes, rulerHeightPx, scrollThumb } from "./lanes.ts";
import type { OpenPass } from "./open-pass.ts";
import { frameAtX, type Span, type TimeScale, xOfFrame } from "./time-scale.ts";

export type Edge = "start" | "end";

export type Target =
  | { readonly kind: "ruler" }
  | { readonly kind: "scrollbar"; readonly onThumb: boolean }
  | { readonly kind: "edge"; readonly shotId: string; readonly edge: Edge }
  | { readonly kind: "shot"; readonly shotId: string }
  | { readonly kind: "pass"; readonly passId: string }
  | { readonly kind: "add-shot"; readonly passId: string }
  | { readonly kind: "room"; readonly passId: string }
  | { readonly kind: "nothing" };

/** How far from a cut its edges can be caught, each side. */
const edgePx = 6;
/** A shot narrower than this gives up its edges, unless it is selected. */
const shotPxMinForEdges = 15;

const nothing: Target = { kind: "nothing" };

/** What lies where: the part of the scene that the pointer can meet. */
export interface Ground {
  readonly layout: ProgrammeLayout;
  readonly scale: TimeScale;
  readonly lanes: Lanes;
  readonly open: OpenPass | null;
  readonly span: Span;
  readonly selectedShotId: string | null;
}

/** What lies at a point of the stage, in CSS pixels from its top left. The left half of a cut is the end of the left shot. */
export function hitTest(ground: Ground, point: { readonly x: number; readonly y: number }): Target {
  const { lanes, scale, span } = ground;
  const { x, y } = point;
  if (y < rulerHeightPx) return { kind: "ruler" };
  if (y >= lanes.scrollbar.top) {
    const thumb = scrollThumb(scale, span);
    if (!thumb) return nothing;
    return { kind: "scrollbar", onThumb: x >= thumb.x && x <= thumb.x + thumb.widthPx };
  }
  if (y < lanes.header.top + lanes.header.height) return headerAt(ground, x);
  if (y < lanes.shots.top || y > lanes.shots.top + lanes.shots.height) return nothing;
  return edgeOfSelected(ground, x) ?? shotAt(ground, x) ?? roomAt(ground, x) ?? nothing;
}

/** The frames of the headers: the open pass has the whole span, as its free part is its own. */
function headerAt({ layout, scale, open, span }: Ground, x: number): Target {
  const frame = frameAtX(scale, x);
  if (frame < span.startFrame || frame > span.endFrame) return nothing;
  const index = open?.index ?? passAtFrame(layout, frame);
  const pass = layout.passes[index];
  if (!pass) return nothing;
  const startX = xOfFrame(scale, layout.passStarts[index] as number);
  const endX = xOfFrame(scale, open ? span.endFrame : (layout.passStarts[index + 1] as number));
  const buttonX = addButtonX(startX, endX);
  const onButton = buttonX !== null && x >= buttonX - 2 && x <= buttonX + addButtonPx + 2;
  return { kind: onButton ? "add-shot" : "pass", passId: pass.id };
}

function shotAt({ layout, scale, open, span }: Ground, x: number): Target | null {
  const startFrame = span.startFrame;
  const endFrame = open?.endFrame ?? span.endFrame;
  const frame = frameAtX(scale, x);
  const place = shotAtFrame(layout, Math.max(startFrame, Math.min(endFrame - 0.5, frame)));
  if (!place) return null;
  const shotId = shotOf(layout, place).id;
  const startX = xOfFrame(scale, startFrameOf(layout, place));
  const endX = xOfFrame(scale, endFrameOf(layout, place));
  const wide = endX - startX >= shotPxMinForEdges;
  if (wide && Math.abs(x - startX) <= edgePx) return { kind: "edge", shotId, edge: "start" };
  if (wide && Math.abs(endX - x) <= edgePx) return { kind: "edge", shotId, edge: "end" };
  return frame < startFrame || frame > endFrame ? null : { kind: "shot", shotId };
}

function roomAt({ scale, open }: Ground, x: number): Target | null {
  if (!open) return null;
  const frame = frameAtX(scale, x);
  return frame > open.endFrame && frame <= open.limitFrame ? { kind: "room", passId: open.pass.id } : null;
}

/** At low zoom the selected shot keeps its edges, also a little into neighbours that are too narrow to have any. */
function edgeOfSelected({ layout, scale, open, selectedShotId }: Ground, x: number): Target | null {
  const place = selectedShotId === null ? null : placeOfShot(layout, selectedShotId);
  if (!place || selectedShotId === null || (open && place.passIndex !== open.index)) return null;
  const startX = xOfFrame(scale, startFrameOf(layout, place));
  const endX = xOfFrame(scale, endFrameOf(layout, place));
  if (x < startX - edgePx || x > endX + edgePx) return null;
  const outside = x < startX ? neighbourOf(layout, place, -1) : x > endX ? neighbourOf(layout, place, 1) : place;
  const holder = outside && (!open || outside.passIndex === open.index) ? outside : place;
  if (widthPxOf(layout, scale, holder) >= shotPxMinForEdges) return null;
  return { kind: "edge", shotId: selectedShotId, edge: endX - x <= x - startX ? "end" : "start" };
}

function widthPxOf(layout: ProgrammeLayout, scale: TimeScale, place: ShotPlace): number {
  return (endFrameOf(layout, place) - startFrameOf(layout, place)) * scale.pxPerFrame;
}

/** Owns telling where things lie on the page, so that tests and tools ask for an edge instead of knowing a pixel. */

import { endFrameOf, placeOfShot, startFrameOf } from "../state/programme-layout.ts";
import { axisFrameOf } from "./axis-frame.ts";
import type { Edge } from "./hit-test.ts";
import { addButtonPx, addButtonX, rulerHeightPx } from "./lanes.ts";
import { xOfFrame } from "./time-scale.ts";
import type { TimelineStage } from "./timeline-stage.ts";

interface PagePoint {
  readonly x: number;
  readonly y: number;
}

/** Points in CSS pixels of the page; null for what is not there. A point may lie outside the view: scroll or fit first. */
export interface TimelineProbe {
  edge(shotId: string, edge: Edge): PagePoint | null;
  shot(shotId: string): PagePoint | null;
  addButton(passId: string): PagePoint | null;
  /** The middle of the room that is left in the open pass. */
  room(): PagePoint | null;
  /** Where the limit of the open pass lies. */
  wall(): PagePoint | null;
  /** A point in the ruler, over a frame of the cut. */
  frame(frame: number): PagePoint;
  pxPerFrame(): number;
}

declare global {
  interface HTMLElement {
    /** On the timeline's element. */
    shotlineTimeline?: TimelineProbe;
  }
}

/** Inside the edge zone, on the side of the shot that the edge belongs to. */
const inwardPx = 3;

export function probeOf(host: HTMLElement, stage: TimelineStage): TimelineProbe {
  function onPage(x: number, y: number): PagePoint {
    const box = host.getBoundingClientRect();
    return { x: box.left + x, y: box.top + y };
  }
  function shotsY(): number {
    const { top, height } = stage.scene().lanes.shots;
    return top + height / 2;
  }
  function span(shotId: string): { startX: number; endX: number; middleY: number } | null {
    const { layout, scale, open } = stage.scene();
    const place = placeOfShot(layout, shotId);
    if (!place || (open && open.index !== place.passIndex)) return null;
    const startX = xOfFrame(scale, startFrameOf(layout, place));
    const endX = xOfFrame(scale, endFrameOf(layout, place));
    return { startX, endX, middleY: shotsY() };
  }
  return {
    edge(shotId, edge) {
      const found = span(shotId);
      if (!found) return null;
      const inward = Math.min(inwardPx, (found.endX - found.startX) / 4);
      return onPage(edge === "start" ? found.startX + inward : found.endX - inward, found.middleY);
    },
    shot(shotId) {
      const found = span(shotId);
      return found && onPage((found.startX + found.endX) / 2, found.middleY);
    },
    addButton(passId) {
      const { layout, scale, lanes, open, span } = stage.scene();
      const index = layout.passes.findIndex((pass) => pass.id === passId);
      if (index === -1 || (open && open.index !== index)) return null;
      const endFrame = open ? span.endFrame : (layout.passStarts[index + 1] as number);
      const x = addButtonX(xOfFrame(scale, layout.passStarts[index] as number), xOfFrame(scale, endFrame));
      return x === null ? null : onPage(x + addButtonPx / 2, lanes.header.top + lanes.header.height / 2);
    },
    room() {
      const { open, scale } = stage.scene();
      if (!open || open.limitFrame <= open.endFrame) return null;
      return onPage(xOfFrame(scale, (open.endFrame + open.limitFrame) / 2), shotsY());
    },
    wall() {
      const { open, scale } = stage.scene();
      return open && onPage(xOfFrame(scale, open.limitFrame), shotsY());
    },
    frame(frame) {
      const scene = stage.scene();
      return onPage(xOfFrame(scene.scale, axisFrameOf(scene, frame)) + 0.5, rulerHeightPx / 2);
    },
    pxPerFrame: () => stage.scene().scale.pxPerFrame,
  };
}

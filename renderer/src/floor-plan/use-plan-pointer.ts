/** Owns what the pointer does to the floor plan: selects and drags things and handles, pans and zooms. */
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { SnapGuide } from "../../../shared/stage/snap.ts";
import { type OnStage, selectOnStage } from "../state/stage-selection.ts";
import { editor } from "../state/use-editor.ts";
import { type PointerSample, startPointerSession } from "../ui/pointer-session.ts";
import { stageNow, startPreview } from "./plan-change.ts";
import { dragged } from "./plan-gesture.ts";
import { type Grip, hitAt } from "./plan-handles.ts";
import { keyOf, selectionOf, type Thing } from "./plan-things.ts";
import { type PanelSize, type PlanView, type Px, panned, toSpot, zoomed } from "./plan-view.ts";
import type { ShownStage } from "./shown-stage.ts";

/** A press that moves less is a click. */
const dragPx = 3;
const snapPx = 8;
const noGuides: readonly SnapGuide[] = [];

export interface PlanPointer {
  readonly stage: ShownStage;
  readonly selected: OnStage | null;
  readonly view: PlanView | null;
  readonly size: PanelSize;
  readonly canEdit: boolean;
  readonly snaps: boolean;
  show(view: PlanView): void;
  fitAll(): void;
  /** Selects a thing and gives it the focus; null: nothing. */
  take(thing: Thing | null): void;
  /** A drag is done: `edit` is what it means. */
  commit(edit: Edit, thing: Thing): void;
  /** Opens what is known of the selected. */
  open(): void;
}

export function usePlanPointer(svg: RefObject<SVGSVGElement | null>, pointer: PlanPointer): readonly SnapGuide[] {
  const [guides, setGuides] = useState(noGuides);
  const latest = useRef(pointer);
  latest.current = pointer;
  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const listening = new AbortController();
    const { signal } = listening;
    let abandon: (() => void) | null = null;
    const pxOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Px => {
      const box = element.getBoundingClientRect();
      return { x: clientX - box.left, y: clientY - box.top };
    };

    function follow(
      down: PointerEvent,
      handle: { move(sample: PointerSample, px: Px): void; end(isMeant: boolean): void },
    ) {
      const end = (isMeant: boolean) => {
        abandon = null;
        handle.end(isMeant);
      };
      abandon = startPointerSession({ element: element as SVGSVGElement, window, document }, down, {
        onMove: (sample) => handle.move(sample, pxOf(sample)),
        onRelease: () => end(true),
        onAbandon: () => end(false),
      });
    }

    function pan(down: PointerEvent): void {
      const from = pxOf(down);
      const { view } = latest.current;
      let moved = false;
      follow(down, {
        move(_, { x, y }) {
          moved ||= Math.hypot(x - from.x, y - from.y) >= dragPx;
          if (moved && view) latest.current.show(panned(view, x - from.x, y - from.y));
        },
        end(isMeant) {
          if (isMeant && !moved) latest.current.take(null);
          if (!isMeant && moved && view) latest.current.show(view);
        },
      });
    }

    function drag(down: PointerEvent, stage: ShownStage, grip: Grip): void {
      const { view, size, canEdit, snaps } = latest.current;
      const thing = thingOf(grip);
      if (grip.kind === "move") latest.current.take(thing);
      else selectOnStage(selectionOf(thing));
      if (!canEdit || !view) return;
      const from = pxOf(down);
      const preview = startPreview(stage.project);
      let moved = false;
      let edit: Edit | null = null;
      follow(down, {
        move({ alt }, px) {
          moved ||= Math.hypot(px.x - from.x, px.y - from.y) >= dragPx;
          if (!moved) return;
          const [fromSpot, to] = [toSpot(view, size, from), toSpot(view, size, px)];
          const made = dragged({
            stage,
            grip,
            from: fromSpot,
            to,
            snaps: snaps && !alt,
            near: Math.min(0.3, snapPx / view.pxPerMeter),
          });
          edit = made.edit;
          setGuides(made.guides);
          preview.show(edit);
        },
        end(isMeant) {
          preview.stop();
          setGuides(noGuides);
          if (isMeant && edit) latest.current.commit(edit, thing);
        },
      });
    }

    function onDown(event: PointerEvent): void {
      const { selected, view, size, canEdit } = latest.current;
      if (event.button !== 0 || abandon || !view) return;
      event.preventDefault();
      // A field or a key that shows a change makes it as the focus leaves.
      element?.focus({ preventScroll: true });
      const stage = stageNow();
      if (!stage || editor.get().preview !== null) return;
      const hit = hitAt(stage, canEdit ? selected : null, view, size, pxOf(event));
      if (hit === null) pan(event);
      else if (hit.kind === "shot") editor.select({ passId: stage.pass.id, shotId: hit.shotId });
      else drag(event, stage, hit);
    }

    function onHover(event: PointerEvent): void {
      const { stage, selected, view, size, canEdit } = latest.current;
      if (abandon || !view || !element) return;
      const hit = hitAt(stage, canEdit ? selected : null, view, size, pxOf(event));
      element.dataset["over"] = hit === null ? "" : hit.kind;
    }

    function onDoubleClick(event: MouseEvent): void {
      const { stage, view, size, fitAll, open } = latest.current;
      if (!view) return;
      if (hitAt(stage, null, view, size, pxOf(event)) === null) fitAll();
      else open();
    }

    function onWheel(event: WheelEvent): void {
      event.preventDefault();
      const { view, size, show } = latest.current;
      // A zoom under a drag would change what its pixels mean.
      if (!view || abandon) return;
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const speed = event.ctrlKey ? 0.01 : 0.0015;
      show(zoomed(view, size, Math.exp(-event.deltaY * lines * speed), pxOf(event)));
    }

    element.addEventListener("pointerdown", onDown, { signal });
    element.addEventListener("pointermove", onHover, { signal });
    element.addEventListener("dblclick", onDoubleClick, { signal });
    element.addEventListener("wheel", onWheel, { signal, passive: false });
    return () => {
      listening.abort();
      abandon?.();
    };
  }, [svg]);
  return guides;
}

/** What a grip belongs to; the point that is inserted. */
function thingOf(grip: Grip): Thing {
  if (grip.kind === "insert") return { kind: "point", of: grip.of, index: grip.index };
  return grip.kind === "lens" ? { kind: "camera" } : grip.thing;
}

/** The element of a thing on the plan, which has the focus while the thing is worked with. */
export function elementOf(svg: SVGSVGElement | null, thing: Thing): SVGElement | null {
  return svg?.querySelector<SVGElement>(`[data-thing="${keyOf(thing)}"]`) ?? null;
}

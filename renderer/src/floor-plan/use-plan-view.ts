/** Owns what part of the stage the floor plan's panel shows: all that matters, until the user zooms or pans. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Spot } from "../../../shared/project/stage.ts";
import { apart } from "../../../shared/stage/vectors.ts";
import { editor } from "../state/use-editor.ts";
import { flat } from "./plan-things.ts";
import { allSeen, fitted, type PanelSize, type PlanView } from "./plan-view.ts";
import { cameraPath, type ShownStage } from "./shown-stage.ts";

export interface PlanViewState {
  /** Null until the panel has a size. */
  readonly view: PlanView | null;
  readonly size: PanelSize;
  /** What the user looks at from now on. */
  show(view: PlanView): void;
  fitAll(): void;
  /** The next change is one made here: the view stays while all is seen. */
  keep(): void;
}

interface Shown {
  readonly view: PlanView | null;
  /** Whether the user has zoomed or panned there. */
  readonly isOwn: boolean;
}

/** Meters around figures and camera within which the rest is fitted too. */
const setReach = 2;
/** How much larger all could be shown before it is fitted anew. */
const farShare = 1.6;

export function usePlanView(area: RefObject<HTMLElement | null>, stage: ShownStage): PlanViewState {
  const [size, setSize] = useState<PanelSize>({ widthPx: 0, heightPx: 0 });
  const [{ view }, setShown] = useState<Shown>({ view: null, isOwn: false });
  const last = useRef({ keeps: false, shotId: stage.shot.id, size });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ widthPx: entry.contentRect.width, heightPx: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [area]);
  useLayoutEffect(() => {
    if (size.widthPx === 0 || editor.get().preview !== null) return;
    const { keeps, shotId, size: before } = last.current;
    last.current = { keeps: false, shotId: stage.shot.id, size };
    const spots = spotsOf(stage);
    const fit = { view: fitted(spots, size), isOwn: false };
    setShown((shown) => {
      if (!shown.view) return fit;
      const isSeen = allSeen(spots, shown.view, size);
      if (shown.isOwn) return shotId === stage.shot.id || isSeen ? shown : fit;
      const isFar = fit.view.pxPerMeter > farShare * shown.view.pxPerMeter;
      return before === size && isSeen && (keeps || !isFar) ? shown : fit;
    });
  }, [stage, size]);
  const show = useCallback((next: PlanView) => setShown({ view: next, isOwn: true }), []);
  const keep = useCallback(() => {
    last.current.keeps = true;
  }, []);
  const fitAll = () => setShown({ view: fitted(spotsOf(stage), size), isOwn: false });
  return { view, size, show, fitAll, keep };
}

/** What is fitted into the panel: who is there and the camera, with their paths, and of the set and the neighbors' cameras what lies around them. */
function spotsOf(stage: ShownStage): readonly Spot[] {
  const { figures, props, camera } = stage.blocked;
  const main = [
    ...figures.flatMap(({ path }) => path),
    flat(camera.start.at),
    ...cameraPath(stage),
    flat(camera.target),
  ];
  const neighbors = [stage.previous, stage.next].flatMap((each) => (each ? [flat(each.blocked.camera.start.at)] : []));
  const around = [...props.map(({ at }) => at), ...neighbors];
  return [...main, ...around.filter((at) => main.some((spot) => apart(spot, at) <= setReach))];
}

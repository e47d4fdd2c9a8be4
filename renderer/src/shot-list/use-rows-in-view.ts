/** Owns which rows of a scrolling list are in the page, and bringing one into view. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { type RowLayout, rowsInView, scrollToRow } from "./row-layout.ts";

/** How far beyond the view rows are kept, in pixels. */
const aroundPx = 160;
/** A list that has not moved for so long stands still. */
const quietMs = 80;

/** The rows in and around the view of `scroller`, whose first `headPx` stay covered: from one, to before another. */
export function useRowsInView(
  scroller: RefObject<HTMLElement | null>,
  layout: RowLayout,
  headPx: number,
): { from: number; to: number; reveal: (index: number) => void } {
  const [[from, to], setRange] = useState<readonly [number, number]>([0, 0]);
  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const next = rowsInView(layout, element.scrollTop, element.clientHeight - headPx, aroundPx);
    setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, [scroller, layout, headPx]);
  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const resizing = new ResizeObserver(measure);
    resizing.observe(element);
    let stopping: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      // What runs by under the pointer is not pointed at: finding it in every frame would cost as much as painting it.
      if (stopping === undefined) element.setAttribute("data-scrolling", "");
      clearTimeout(stopping);
      stopping = setTimeout(() => {
        stopping = undefined;
        element.removeAttribute("data-scrolling");
      }, quietMs);
      measure();
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      resizing.disconnect();
      clearTimeout(stopping);
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller, measure]);
  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const view = { scrollPx: element.scrollTop, viewPx: element.clientHeight, headPx };
      const place = scrollToRow(layout, index, view);
      if (place !== null) element.scrollTop = place;
    },
    [scroller, layout, headPx],
  );
  const count = layout.tops.length - 1;
  return { from: Math.min(from, count), to: Math.min(to, count), reveal };
}

/** Owns which rows of a long list are in the page: those in view and a few around, so that a thousand passes cost no more than ten. */
import { type RefObject, useEffect, useState } from "react";

/** Rows kept beyond the view on either side, so that the Tab key and quick scrolling find them there. */
const rowsAround = 8;

export interface VisibleRange {
  /** Index of the first row in the page, and one past the last. */
  readonly from: number;
  readonly to: number;
}

/** The rows of a scrolling `list` with rows of `rowPx`; brings row `wanted` into view whenever that changes (-1 for none). */
export function useVisibleRange(
  list: RefObject<HTMLElement | null>,
  count: number,
  rowPx: number,
  wanted: number,
): VisibleRange {
  const [range, setRange] = useState<VisibleRange>({ from: 0, to: 2 * rowsAround });
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / rowPx) - rowsAround);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / rowPx) + rowsAround;
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    const resizing = new ResizeObserver(measure);
    resizing.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      resizing.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [list, rowPx]);
  useEffect(() => {
    const element = list.current;
    if (!element || wanted < 0) return;
    const top = wanted * rowPx;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowPx > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowPx - element.clientHeight;
  }, [list, rowPx, wanted]);
  return { from: Math.min(range.from, count), to: Math.min(range.to, count) };
}

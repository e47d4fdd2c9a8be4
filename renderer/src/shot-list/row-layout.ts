/** Owns where rows of several heights lie in a long list, and which of them are in view. */

export interface RowLayout {
  /** Where each row begins, and where the last one ends. */
  readonly tops: readonly number[];
  readonly heightPx: number;
}

export function layoutRows(heightsPx: readonly number[]): RowLayout {
  const tops = [0];
  for (const heightPx of heightsPx) tops.push((tops.at(-1) as number) + heightPx);
  return { tops, heightPx: tops.at(-1) as number };
}

/** The row that lies at `px`, by bisection; the last for one beyond the end. */
export function rowAt({ tops }: RowLayout, px: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] as number) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows in view and `around` pixels beyond: from one, to before another. */
export function rowsInView(layout: RowLayout, scrollPx: number, viewPx: number, around: number): [number, number] {
  if (layout.tops.length < 2) return [0, 0];
  return [rowAt(layout, Math.max(0, scrollPx - around)), rowAt(layout, scrollPx + viewPx + around) + 1];
}

/** Where to scroll so that a row is seen below `headPx` of the view; null when it is already. */
export function scrollToRow(
  { tops }: RowLayout,
  index: number,
  { scrollPx, viewPx, headPx }: { scrollPx: number; viewPx: number; headPx: number },
): number | null {
  const top = tops[index];
  const bottom = tops[index + 1];
  if (top === undefined || bottom === undefined || viewPx <= headPx) return null;
  if (top < scrollPx) return top;
  const over = bottom + headPx - (scrollPx + viewPx);
  return over > 0 ? scrollPx + over : null;
}

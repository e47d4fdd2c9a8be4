/** Owns putting a record together that goes on over other pages, within what the file can hold. */
import { readCell } from "./cells.ts";
import type { Pages } from "./pages.ts";

export interface RecordReader {
  /** The whole record of the cell at `at` of a page; null where it cannot be had. */
  read(page: number, at: number, isIndex: boolean): Buffer | null;
}

/** The longest record that any of our tables has. */
const recordBytesMax = 200_000_000;

export function readRecord(pages: Pages): RecordReader {
  // Each page belongs to one record; what leads elsewhere soon has no steps left.
  let stepsLeft = 4 * pages.count + 1000;
  return {
    read(page, at, isIndex) {
      const cell = readCell(pages.read(page), at, pages.usable, !isIndex);
      if (!cell || cell.length > Math.min(recordBytesMax, pages.count * pages.size)) return null;
      if (cell.overflow === 0) return cell.local;
      const parts: Buffer[] = [cell.local];
      let [next, missing] = [cell.overflow, cell.length - cell.local.length];
      while (missing > 0) {
        stepsLeft -= 1;
        if (stepsLeft < 0 || next < 2 || next > pages.count) return null;
        const image = pages.read(next);
        const part = image.subarray(4, 4 + Math.min(missing, pages.usable - 4));
        parts.push(part);
        missing -= part.length;
        next = image.readUInt32BE(0);
      }
      return Buffer.concat(parts, cell.length);
    },
  };
}

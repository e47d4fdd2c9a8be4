/** Owns how an aspect ratio stands in a cell of a list. */
import { type AspectRatio, aspectRatios } from "../project/vocabulary.ts";

/** With an x: spreadsheets take 16:9 for a time of day. */
export function formatAspect(aspectRatio: AspectRatio): string {
  return aspectRatio.replace(":", "x");
}

/** `16:9`, `16x9`, `16 × 9`, and the time of day that a spreadsheet makes of it, `16:09:00`; null for what is no shape of ours. */
export function readAspect(cell: string): AspectRatio | null {
  const [, across, down] = /^0?(\d{1,2}) ?[:x×/] ?0?(\d{1,2})(?::00)?$/iu.exec(cell.trim()) ?? [];
  return aspectRatios.find((each) => each === `${across}:${down}`) ?? null;
}

/** Owns how far work on an archive is: by the bytes of its files, each step a part of the whole. */
import type { OperationContext } from "../runtime/operations.ts";

/** A function that is told of each file that is done, in bytes. */
export function countProgress(
  { report }: OperationContext,
  [from, to]: readonly [number, number],
  total: number,
  step: string,
): (bytes: number) => void {
  let done = 0;
  report(from, step);
  return (bytes) => {
    done += bytes;
    report(from + (to - from) * Math.min(1, done / Math.max(1, total)), step);
  };
}

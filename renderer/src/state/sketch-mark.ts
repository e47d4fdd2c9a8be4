/** Owns telling sketches apart in a few characters, for what is drawn again only when it would look different. */
import type { Sketch } from "../../../shared/project/sketch.ts";

const numbers = new WeakMap<Sketch, number>();
let last = 0;

/** The same for the same sketch, another one for every change of it; 0 for none. */
export function markOfSketch(sketch: Sketch | undefined): number {
  if (!sketch) return 0;
  const known = numbers.get(sketch);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(sketch, last);
  return last;
}

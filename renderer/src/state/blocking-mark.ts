/** Owns telling blocked shots apart, for what is drawn again only when it would look different. */
import type { BlockedShot } from "../../../shared/stage/scene.ts";

const marks = new WeakMap<BlockedShot, string>();

/** The same for shots that are blocked alike, whichever change of their pass they come from. */
export function markOfBlocking(blocked: BlockedShot): string {
  let mark = marks.get(blocked);
  if (mark === undefined) {
    mark = JSON.stringify(blocked);
    marks.set(blocked, mark);
  }
  return mark;
}

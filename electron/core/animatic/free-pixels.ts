/**
 * Owns giving back the memory of pixels that have been read. Skia hands out every frame's pixels in memory of its own, which V8
 * frees only when it collects, and it does not know how large they are: a film would pile up gigabytes, and writing to memory
 * that is new costs several times what the copy itself does.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("globalThis.gc") as ((options: { type: "minor" }) => void) | undefined;

/** Frees pixels that nothing refers to any more, at the next turn of the event loop; takes less than a tenth of a millisecond. */
export function freePixels(): void {
  collect?.({ type: "minor" });
}

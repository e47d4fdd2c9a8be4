/** Owns the fonts of frames in this thread: known to skia under their names, and chosen for the text that is drawn next. */
import { GlobalFonts } from "@napi-rs/canvas";
import { chooseFamilies } from "../../../shared/animatic/text.ts";
import type { FontFile } from "../fonts/frame-fonts.ts";

/** Makes the files known, once in a process. Gives what sets text in them from then on. */
export function openFonts(fonts: readonly FontFile[]): () => void {
  for (const { family, path } of fonts) {
    if (!GlobalFonts.has(family)) GlobalFonts.registerFromPath(path, family);
  }
  const families = fonts.map(({ family }) => family);
  return () => chooseFamilies(families);
}

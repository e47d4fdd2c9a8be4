/** Owns how text is set on frames: one family everywhere, wrapping, and an ellipsis where it must end. */
import type { Surface } from "./surface.ts";
import { shippedFamilies } from "./typefaces.ts";

/** What systems have for scripts that no shipped family has. Browsers fall back by themselves; skia uses only families that are named. */
const systemFamilies = ["Noto Sans", "Nirmala UI", "Segoe UI", "Arial Unicode MS", "DejaVu Sans"];

let familyList = listOf(shippedFamilies("JP"));

/** Sets all text from now on in these families, the first that has a character: the window's, or the files that a film needs. */
export function chooseFamilies(families: readonly string[]): void {
  familyList = listOf(families);
}

function listOf(families: readonly string[]): string {
  return [...[...families, ...systemFamilies].map((family) => `"${family}"`), "sans-serif"].join(", ");
}

export type FontWeight = 400 | 500 | 600;

/** Sets size (in pixels) and weight. */
export function setFont(surface: Surface, sizePx: number, weight: FontWeight): void {
  // Skia ignores the weight axis of a variable font unless told so, and would embolden the regular weight instead.
  const variable = "fontVariationSettings" in surface;
  surface.font = `${variable ? 400 : weight} ${sizePx.toFixed(2)}px ${familyList}`;
  if (variable) (surface as { fontVariationSettings: string }).fontVariationSettings = `"wght" ${weight}`;
}

/**
 * Breaks `text` into at most `linesMax` lines of at most `widthPx`, in the font that the surface is set to. Line breaks
 * in the text are kept; a word longer than a line is broken; what does not fit ends in an ellipsis.
 */
export function wrapText(surface: Surface, text: string, widthPx: number, linesMax: number): string[] {
  const fits = (line: string) => surface.measureText(line).width <= widthPx;
  const lines: string[] = [];
  for (const paragraph of text.split(/\r?\n/)) {
    let line = "";
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      if (lines.length > linesMax) break;
      const longer = line ? `${line} ${word}` : word;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line) lines.push(line);
      line = "";
      for (const character of word) {
        if (line && !fits(line + character)) {
          lines.push(line);
          line = "";
          if (lines.length > linesMax) break;
        }
        line += character;
      }
    }
    if (line) lines.push(line);
    if (lines.length > linesMax) break;
  }
  if (lines.length <= linesMax) return lines;
  return [...lines.slice(0, linesMax - 1), ellipsise(lines[linesMax - 1] ?? "", fits)];
}

/** One line that fits, shortened with an ellipsis where needed. */
export function fitLine(surface: Surface, text: string, widthPx: number): string {
  const fits = (line: string) => surface.measureText(line).width <= widthPx;
  return fits(text) ? text : ellipsise(text, fits);
}

function ellipsise(line: string, fits: (line: string) => boolean): string {
  const characters = [...line];
  while (characters.length > 0 && !fits(`${characters.join("").trimEnd()}…`)) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

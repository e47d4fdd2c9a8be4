/** Owns reading a lens from words: `35mm`, `85 mm anamorphic`, `wide`, `long lens`. */
import { stageLimits } from "../project/stage.ts";

const { min, max } = stageLimits.lens;
const words: readonly (readonly [RegExp, number])[] = [
  [/fish\s*-?eye/i, 10],
  [/ultra\s*-?wide/i, 16],
  [/wide/i, 24],
  [/normal|standard/i, 50],
  [/macro|portrait/i, 100],
  [/super\s*-?tele/i, 300],
  [/tele|long/i, 135],
];

/** Millimeters; null where the words say none, or none that a stage has. */
export function lensOf(text: string | undefined): number | null {
  if (!text) return null;
  const number = /(\d+(?:[.,]\d+)?)\s*-?\s*mm\b/i.exec(text)?.[1] ?? /^\s*(\d+(?:[.,]\d+)?)\s*$/.exec(text)?.[1];
  if (number !== undefined) {
    const lens = Number(number.replace(",", "."));
    return lens >= min && lens <= max ? lens : null;
  }
  return words.find(([word]) => word.test(text))?.[1] ?? null;
}

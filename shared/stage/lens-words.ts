/** Owns reading a lens from words: `35mm`, `85 mm anamorphic`, `wide`, `long lens`. */
import { stageLimits } from "../project/stage.ts";
import { millimetersIn } from "../prompt/lens.ts";

const { min, max } = stageLimits.lens;
const words: readonly (readonly [RegExp, number])[] = [
  [/fish\s*-?eye/i, 10],
  [/(?:ultra|super|extreme(?:ly)?|very)\s*-?wide/i, 16],
  [/wide/i, 24],
  [/normal|standard/i, 50],
  [/macro/i, 100],
  [/portrait/i, 85],
  [/(?:super\s*-?tele|(?:extreme(?:ly)?|very) (?:tele|long))/i, 300],
  [/tele|long/i, 135],
];

/** Millimeters; null where the words say none, or none that a stage has. */
export function lensOf(text: string | undefined): number | null {
  if (!text) return null;
  const lens = millimetersIn(text);
  if (lens !== null) return lens >= min && lens <= max ? lens : null;
  return words.find(([word]) => word.test(text))?.[1] ?? null;
}

/** Owns how long the spoken lines of a shot take, for whoever writes them. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import type { Shot } from "../../../shared/project/model.ts";

/** Words that are spoken in a second without haste. */
const wordsPerSecond = 2.5;

export interface Pace {
  /** `14 words, 5.6 s at 2.5 words/s, shot 4 s`. */
  readonly words: string;
  /** More than the shot has time for. */
  readonly tooMuch: boolean;
}

/** Null where nobody speaks. */
export function paceOf({ dialogue, durationMs }: Pick<Shot, "dialogue" | "durationMs">): Pace | null {
  const words = (dialogue ?? []).reduce((sum, { line }) => sum + countWords(line), 0);
  if (words === 0) return null;
  const seconds = words / wordsPerSecond;
  const count = words === 1 ? "1 word" : `${words} words`;
  return {
    words: `${count}, ${Number(seconds.toFixed(1))} s at ${wordsPerSecond} words/s, shot ${formatSeconds(durationMs)}`,
    tooMuch: seconds * 1000 > durationMs,
  };
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Also of languages that put no spaces between words. */
export function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count += 1;
  return count;
}

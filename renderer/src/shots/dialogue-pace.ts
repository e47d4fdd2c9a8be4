/** Owns how long the spoken lines of a shot take, for whoever writes them. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { countWords, wordsPerSecond } from "../../../shared/prompt/lints/speech.ts";

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

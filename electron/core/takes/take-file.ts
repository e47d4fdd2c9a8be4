/** Owns what a take keeps of its film's facts. */
import type { TakeFile } from "../../../shared/takes/take.ts";
import type { FilmFacts } from "../media/probe.ts";

export function takeFileOf(facts: FilmFacts): TakeFile {
  const { frames, rateNum, rateDen, hasEvenRate, widthPx, heightPx, hasAudio } = facts;
  return { frames, rateNum, rateDen, hasEvenRate, widthPx, heightPx, hasAudio };
}

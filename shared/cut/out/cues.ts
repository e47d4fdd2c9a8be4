/** Owns when each line of dialogue is read: a shot's lines share its span, in order, by their length. */
import type { Cut, CutClip } from "./cut.ts";

/** A line under the picture; half-open in frames counted from the start of the cut, never overlapping the next. */
export interface Cue {
  readonly startFrame: number;
  readonly endFrame: number;
  /** Whoever speaks what, one after another; mostly one. A speaker may be empty. */
  readonly lines: readonly { readonly speaker: string; readonly line: string }[];
}

/** The cues of the whole cut. Shots without dialogue have none; a shot with more lines than frames has one for all. */
export function dialogueCues(cut: Cut): Cue[] {
  return cut.clips.flatMap((clip) => cuesOfClip(clip, clip.recordIn - cut.startFrame));
}

function cuesOfClip({ shot, frames }: CutClip, startFrame: number): Cue[] {
  const lines = (shot.dialogue ?? [])
    .map(({ speaker, line }) => ({ speaker: oneLine(speaker), line: oneLine(line) }))
    .filter(({ line }) => line !== "");
  if (lines.length === 0 || frames === 0) return [];
  if (lines.length > frames) return [{ startFrame, endFrame: startFrame + frames, lines }];
  const weights = lines.map(({ line }) => [...line].length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let from = 0;
  return lines.map((line, index): Cue => {
    before += weights[index] as number;
    // However short, each line has a frame, and leaves one for each that follows.
    const shared = Math.round((frames * before) / total);
    const end = Math.min(Math.max(shared, from + 1), frames - (lines.length - 1 - index));
    const cue = { startFrame: startFrame + from, endFrame: startFrame + end, lines: [line] };
    from = end;
    return cue;
  });
}

/** Subtitles are read line by line, so breaks and control characters become spaces. */
function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Cs}/gu, "\uFFFD")
    .trim();
}

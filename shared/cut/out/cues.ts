/** Owns when each line of dialogue is read: a shot's lines share its span, in order, by their length. */
import type { Shot } from "../../project/model.ts";
import { frameAtMs, type Rate } from "../../time/rate.ts";
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
  return cut.clips.flatMap((clip) => cuesOfClip(clip, clip.recordIn - cut.startFrame, cut.rate));
}

/** A trimmed shot's lines stay where they are spoken: what the cut leaves out of the shot takes its words along. */
function cuesOfClip({ shot, frames }: CutClip, startFrame: number, rate: Rate): Cue[] {
  const { trim } = shot;
  if (!trim) return cuesOfSpan(shot, frames).map((cue) => placed(cue, startFrame));
  return cuesOfSpan(shot, frameAtMs(shot.durationMs, rate)).flatMap((cue) => {
    const [from, to] = [Math.max(0, cue.startFrame - trim.in), Math.min(frames, cue.endFrame - trim.in)];
    return from < to ? [placed({ ...cue, startFrame: from, endFrame: to }, startFrame)] : [];
  });
}

function placed(cue: Cue, by: number): Cue {
  return { ...cue, startFrame: cue.startFrame + by, endFrame: cue.endFrame + by };
}

/** Counted from the shot's first frame, of which there are `frames`. */
function cuesOfSpan(shot: Shot, frames: number): Cue[] {
  const lines = (shot.dialogue ?? [])
    .map(({ speaker, line }) => ({ speaker: oneLine(speaker), line: oneLine(line) }))
    .filter(({ line }) => line !== "");
  if (lines.length === 0 || frames === 0) return [];
  if (lines.length > frames) return [{ startFrame: 0, endFrame: frames, lines }];
  const weights = lines.map(({ line }) => [...line].length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let from = 0;
  return lines.map((line, index): Cue => {
    before += weights[index] as number;
    // However short, each line has a frame, and leaves one for each that follows.
    const shared = Math.round((frames * before) / total);
    const end = Math.min(Math.max(shared, from + 1), frames - (lines.length - 1 - index));
    const cue = { startFrame: from, endFrame: end, lines: [line] };
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

/** Owns what an editor changed: the cut as it was handed off against the cut as it was read back, told line by line. */
import { AppError } from "../../errors/app-error.ts";
import { speedName } from "../../time/rate.ts";
import { formatTimecode } from "../../time/timecode.ts";
import { type ComparedClip, type ComparedCut, longestRun, matchClips } from "./match-clips.ts";
import type { ReadClip, ReadCut } from "./read-cut.ts";

/**
 * `moved`: plays at another place, other than by what was changed before it. `trimmed`: `headFrames` and `tailFrames` are cut
 * off its start and end; below zero, as many handles are shown. `removed`: no longer there. `new`: a film of this cut that is
 * used once more. `unknown`: a film that is none of this cut's.
 */
export type CutChange = { readonly sentence: string } & (
  | { readonly kind: "moved"; readonly clip: ComparedClip; readonly read: ReadClip }
  | {
      readonly kind: "trimmed";
      readonly clip: ComparedClip;
      readonly read: ReadClip;
      readonly headFrames: number;
      readonly tailFrames: number;
    }
  | { readonly kind: "removed"; readonly clip: ComparedClip }
  | { readonly kind: "new"; readonly clip: ComparedClip; readonly read: ReadClip }
  | { readonly kind: "unknown"; readonly read: ReadClip }
);

interface Kept {
  readonly clip: ComparedClip;
  readonly read: ReadClip;
  readonly headFrames: number;
  readonly tailFrames: number;
}

/** In the order of the programme; empty when nothing was changed. Throws `input.invalid` when the frame rates differ. */
export function diffCut(cut: ComparedCut, read: ReadCut): CutChange[] {
  refuseOtherRate(cut, read);
  const label = (frame: number) => formatTimecode(frame, cut.rate);
  const { pairs, extras, strangers } = matchClips(cut, read);
  const kept = read.clips.flatMap((each): Kept[] => {
    const clip = pairs.get(each);
    if (!clip) return [];
    const headFrames = each.sourceIn - clip.sourceIn;
    return [{ clip, read: each, headFrames, tailFrames: clip.frames - each.frames - headFrames }];
  });
  const moved = findMoved(cut, read, kept);
  const changes: [at: number, change: CutChange][] = [];
  for (const { clip, read: each, headFrames, tailFrames } of kept) {
    if (moved.has(clip)) {
      const sentence = `${clip.name} moved from ${label(clip.recordIn)} to ${label(each.recordIn)}.`;
      changes.push([each.recordIn, { kind: "moved", clip, read: each, sentence }]);
    }
    if (headFrames !== 0 || tailFrames !== 0) {
      const sentence = describeTrim(clip, headFrames, tailFrames);
      changes.push([each.recordIn, { kind: "trimmed", clip, read: each, headFrames, tailFrames, sentence }]);
    }
  }
  for (const [each, clip] of extras) {
    const sentence = `${clip.name} is used again at ${label(each.recordIn)}, for ${countFrames(each.frames)}.`;
    changes.push([each.recordIn, { kind: "new", clip, read: each, sentence }]);
  }
  for (const each of strangers) {
    const sentence = `“${each.name}” at ${label(each.recordIn)}, ${countFrames(each.frames)} long, is not a clip of this cut.`;
    changes.push([each.recordIn, { kind: "unknown", read: each, sentence }]);
  }
  const found = new Set(kept.map(({ clip }) => clip));
  for (const clip of cut.clips) {
    // A film that was missing had nothing to be removed.
    if (found.has(clip) || !clip.media) continue;
    changes.push([clip.recordIn, { kind: "removed", clip, sentence: `${clip.name} was removed.` }]);
  }
  return changes.toSorted(([left], [right]) => left - right).map(([, change]) => change);
}

function refuseOtherRate({ rate }: ComparedCut, read: ReadCut): void {
  if (rate.num * read.rate.den === read.rate.num * rate.den) return;
  throw new AppError(
    "input.invalid",
    `The list is at ${speedName(read.rate)} fps; the cut is at ${speedName(rate)} fps.`,
    {
      next: "Set the timeline in your editing app to the cut's rate, then export the list again.",
    },
  );
}

/**
 * The clips that changed places: those outside the longest run that is still in order, and those before which more or less
 * was left free than what was removed, put in or trimmed there explains. A clip that only follows the others is not moved.
 */
function findMoved(cut: ComparedCut, read: ReadCut, kept: readonly Kept[]): ReadonlySet<ComparedClip> {
  const places = new Map(cut.clips.map((clip, index) => [clip, index]));
  const placeOf = (clip: ComparedClip) => places.get(clip) ?? 0;
  const run = longestRun(kept, ({ clip }) => placeOf(clip));
  const inOrder = new Set(run.map((each) => each.read));
  const moved = new Set(kept.filter((each) => !inOrder.has(each.read)).map(({ clip }) => clip));
  const readPlaces = new Map(read.clips.map((clip, index) => [clip, index]));
  let before: Kept | null = null;
  for (const each of run) {
    const { clip } = each;
    const fromPlace = before ? placeOf(before.clip) + 1 : 0;
    const fromRead = before ? (readPlaces.get(before.read) ?? 0) + 1 : 0;
    const between = cut.clips.slice(fromPlace, placeOf(clip));
    const putIn = sumFrames(read.clips.slice(fromRead, readPlaces.get(each.read)));
    const freeBefore =
      each.read.recordIn - (before ? before.read.recordIn + before.read.frames : read.startFrame) - putIn;
    const missing = sumFrames(between.filter(({ media }) => !media));
    const tail = before?.tailFrames ?? 0;
    // What is taken out may leave its place free or let the rest move up.
    const explained = [missing, sumFrames(between)].some((gap) =>
      [gap, gap + tail, gap + each.headFrames, gap + tail + each.headFrames].includes(freeBefore),
    );
    if (!explained && !standsStill(cut, read, each)) moved.add(clip);
    before = each;
  }
  return moved;
}

/** At the same timecode, or at the same distance from the start; also when its head was cut off where it stands. */
function standsStill(cut: ComparedCut, read: ReadCut, { clip, read: each, headFrames }: Kept): boolean {
  const shift = each.recordIn - clip.recordIn;
  return [0, headFrames].some((trim) => shift === trim || shift === trim + read.startFrame - cut.startFrame);
}

function sumFrames(clips: readonly { readonly frames: number }[]): number {
  return clips.reduce((sum, { frames }) => sum + frames, 0);
}

function describeTrim(clip: ComparedClip, headFrames: number, tailFrames: number): string {
  if (headFrames === -tailFrames) {
    const direction = headFrames > 0 ? "later" : "earlier";
    return `${clip.name} was slipped: its source starts ${countFrames(Math.abs(headFrames))} ${direction}, at the same length.`;
  }
  const ends = [
    [headFrames, "start"],
    [tailFrames, "end"],
  ] as const;
  const words = ends.flatMap(([frames, end]) =>
    frames === 0 ? [] : `${countFrames(Math.abs(frames))} ${frames > 0 ? "shorter" : "longer"} at its ${end}`,
  );
  return `${clip.name} is ${words.join(" and ")}.`;
}

function countFrames(frames: number): string {
  return frames === 1 ? "1 frame" : `${frames} frames`;
}

/** Owns what is seen of a list that was read back: clips of the cut on tracks above cover what lies under them, and pieces that only a blade parts are one clip again. */
import { type ComparedClip, clipFinder } from "./match-clips.ts";
import type { ReadClip, ReadCut } from "./read-cut.ts";

/** The list on one track. A film on a track above that is none of the cut's, such as a logo, is told as ignored. */
export function seenClips(clips: readonly ComparedClip[], read: ReadCut): ReadCut {
  const find = clipFinder(clips, read);
  const above = read.above ?? [];
  const overlays = above.filter((clip) => find(clip).length > 0);
  const strangers = above.filter((clip) => find(clip).length === 0);
  const seen = overlays.reduce<readonly ReadClip[]>((under, over) => [...coverWith(under, over), over], read.clips);
  const inOrder = seen.toSorted((left, right) => left.recordIn - right.recordIn);
  const whole: ReadClip[] = [];
  const parted = new Set<string>();
  for (const clip of inOrder) {
    const last = whole.at(-1);
    if (last && goesOn(last, clip) && find(clip).length === 1 && find(last)[0] === find(clip)[0]) {
      whole[whole.length - 1] = { ...last, frames: last.frames + clip.frames };
      parted.add(clip.name);
    } else {
      whole.push(clip);
    }
  }
  const ignored = [
    ...read.ignored,
    ...strangers.map(({ name }) => `“${name}” on a track above, which is no film of this cut.`),
    ...[...parted].map((name) => `“${name}” is cut in pieces that still follow one another.`),
  ];
  const { above: _, ...rest } = read;
  return { ...rest, clips: whole, ignored: [...new Set(ignored)] };
}

function goesOn(last: ReadClip, clip: ReadClip): boolean {
  return clip.recordIn === last.recordIn + last.frames && clip.sourceIn === last.sourceIn + last.frames;
}

/** What is left of clips under another one. */
function coverWith(under: readonly ReadClip[], over: ReadClip): ReadClip[] {
  const end = over.recordIn + over.frames;
  return under.flatMap((clip) => {
    const clipEnd = clip.recordIn + clip.frames;
    if (clipEnd <= over.recordIn || clip.recordIn >= end) return [clip];
    const before = { ...clip, frames: over.recordIn - clip.recordIn };
    const cutOff = end - clip.recordIn;
    const after = { ...clip, sourceIn: clip.sourceIn + cutOff, recordIn: end, frames: clipEnd - end };
    return [before, after].filter(({ frames }) => frames > 0);
  });
}

/** Owns what is seen of a list that was read back: clips of the cut on tracks above cover what lies under them, films are counted by their timecode, and pieces that only a blade parts are one clip again. */
import { type ComparedClip, clipFinder } from "./match-clips.ts";
import type { ReadClip, ReadCut } from "./read-cut.ts";

/** The list on one track. A film on a track above that is none of the cut's, such as a logo, is told as ignored. */
export function seenClips(clips: readonly ComparedClip[], read: ReadCut): ReadCut {
  const find = clipFinder(clips, read);
  const recounted = new Set<ReadClip>();
  const byTimecode = (clip: ReadClip): ReadClip => {
    const counted = countByTimecode(clip, find(clip));
    if (counted !== clip) recounted.add(clip);
    return counted;
  };
  const main = read.clips.map(byTimecode);
  const above = (read.above ?? []).map(byTimecode);
  const overlays = above.filter((clip) => find(clip).length > 0);
  const strangers = above.filter((clip) => find(clip).length === 0);
  const seen = overlays.reduce<readonly ReadClip[]>((under, over) => [...coverWith(under, over), over], main);
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
    ...(recounted.size > 0 ? ["Some clips are matched from their first frame instead of by timecode."] : []),
    ...strangers.map(({ name }) => `“${name}” on a higher track, which is not a clip of this cut.`),
    ...[...parted].map((name) => `“${name}” is cut into pieces that still play in order.`),
  ];
  const { above: _, ...rest } = read;
  return { ...rest, clips: whole, ignored: [...new Set(ignored)] };
}

/** A clip cannot show frames that its film does not have: a suite that did not find the film's timecode counts from zero. */
function countByTimecode(clip: ReadClip, found: readonly ComparedClip[]): ReadClip {
  const media = found.length === 1 ? found[0]?.media : null;
  if (!media) return clip;
  const shows = (sourceIn: number) =>
    sourceIn < media.startFrame + media.frames && sourceIn + clip.frames > media.startFrame;
  const counted = clip.sourceIn + media.startFrame;
  return shows(clip.sourceIn) || !shows(counted) ? clip : { ...clip, sourceIn: counted };
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

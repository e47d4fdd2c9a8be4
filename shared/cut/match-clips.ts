/** Finds which clip of a list that was read back is which clip of the cut: by its film's file, else its reel, else its name. */
import type { CutClip } from "./cut.ts";
import type { ReadClip } from "./read-cut.ts";

/** `pairs`: at most one read clip for each of the cut's. `extras` show the film of a clip that has its pair already. */
export interface MatchedClips {
  readonly pairs: ReadonlyMap<ReadClip, CutClip>;
  readonly extras: ReadonlyMap<ReadClip, CutClip>;
  readonly strangers: readonly ReadClip[];
}

/** Where several could be the one, it is the clip that shows most of the same frames, then the one that lies nearest. */
export function matchClips(clips: readonly CutClip[], readClips: readonly ReadClip[]): MatchedClips {
  const findByFile = clipFinder(clips);
  // Films that were all handed off under names of another template are told by reel and clip name.
  const renamed = readClips.every((read) => findByFile(read).length === 0);
  const find = renamed ? (read: ReadClip) => findByFile({ ...read, file: null }) : findByFile;
  const pairs = new Map<ReadClip, CutClip>();
  const extras = new Map<ReadClip, CutClip>();
  const strangers: ReadClip[] = [];
  const claims: { read: ReadClip; clip: CutClip; shared: number; distance: number }[] = [];
  for (const read of readClips) {
    const found = find(read);
    if (found.length === 0) strangers.push(read);
    for (const clip of found) {
      const distance = Math.abs(read.recordIn - clip.recordIn);
      claims.push({ read, clip, shared: sharedFrames(read, clip), distance });
    }
  }
  claims.sort((left, right) => right.shared - left.shared || left.distance - right.distance);
  const taken = new Set<CutClip>();
  for (const { read, clip } of claims) {
    if (taken.has(clip) || pairs.has(read)) continue;
    taken.add(clip);
    pairs.set(read, clip);
  }
  for (const { read, clip } of claims) {
    if (!pairs.has(read) && !extras.has(read)) extras.set(read, clip);
  }
  return { pairs, extras, strangers };
}

/** The longest choice of `items`, in their order, whose places only rise. */
export function longestRun<Item>(items: readonly Item[], placeOf: (item: Item) => number): Item[] {
  // `ends[length]` is the item with the lowest place that a run of that length can end with.
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, item] of items.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (placeOf(items[ends[middle] as number] as Item) < placeOf(item)) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = index;
  }
  const run: Item[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] as number) run.push(items[at] as Item);
  return run.reverse();
}

function clipFinder(clips: readonly CutClip[]): (read: ReadClip) => readonly CutClip[] {
  const [byFile, byShot, byReel, byName] = [
    new Map<string, CutClip[]>(),
    new Map<string, CutClip[]>(),
    new Map<string, CutClip[]>(),
    new Map<string, CutClip[]>(),
  ];
  for (const clip of clips) {
    if (clip.media) add(byFile, clip.media.fileStem.toLowerCase(), clip);
    if (clip.media) add(byShot, withoutSource(clip.media.fileStem.toLowerCase()), clip);
    if (clip.media) add(byReel, clip.media.reel, clip);
    add(byName, clip.name.toLowerCase(), clip);
  }
  return ({ file, reel, name }) => {
    const fileName = (file ?? name).split("/").at(-1)?.toLowerCase() ?? "";
    const stem = fileName.replace(/\.[^.]*$/, "");
    // A shot that had another take, or only its animatic, when it was handed off is still that shot.
    const found = byFile.get(fileName) ?? byFile.get(stem) ?? byShot.get(withoutSource(stem));
    // A film of another name is another film, unless the list knows no more than a reel.
    if (found || file !== null) return found ?? [];
    return byReel.get(reel ?? "") ?? byName.get(name.toLowerCase()) ?? [];
  };
}

function withoutSource(stem: string): string {
  return stem.replace(/_(animatic|take\d+)$/, "");
}

function add(map: Map<string, CutClip[]>, key: string, clip: CutClip): void {
  const there = map.get(key);
  if (there) there.push(clip);
  else map.set(key, [clip]);
}

function sharedFrames(read: ReadClip, clip: CutClip): number {
  const end = Math.min(read.sourceIn + read.frames, clip.sourceIn + clip.frames);
  return Math.max(0, end - Math.max(read.sourceIn, clip.sourceIn));
}

/** Finds which clip of a list that was read back is which clip of the cut: by its film's file, else its reel, else its name, else its timecode. */
import type { Pass, Shot, Trim } from "../../project/model.ts";
import type { Cut, CutClip, CutMedia } from "../out/cut.ts";
import type { ReadClip, ReadCut } from "./read-cut.ts";

/** What of a clip of the cut a list is compared with. */
export interface ComparedClip extends Pick<CutClip, "name" | "sourceIn" | "recordIn" | "frames"> {
  readonly pass: Pick<Pass, "id" | "profile">;
  /** Its trim is at the cut's rate. */
  readonly shot: Pick<Shot, "id" | "durationMs"> & { readonly trim?: Trim | undefined };
  /** Of a hand-off of an older version the source is not known. */
  readonly media:
    | (Pick<CutMedia, "fileStem" | "reel" | "startFrame" | "frames"> & { readonly source?: string | undefined })
    | null;
}

export interface ComparedCut extends Pick<Cut, "rate" | "startFrame"> {
  readonly clips: readonly ComparedClip[];
}

/** `pairs`: at most one read clip for each of the cut's. `extras` show the film of a clip that has its pair already. */
export interface MatchedClips {
  readonly pairs: ReadonlyMap<ReadClip, ComparedClip>;
  readonly extras: ReadonlyMap<ReadClip, ComparedClip>;
  readonly strangers: readonly ReadClip[];
}

type FindClips = (read: ReadClip) => readonly ComparedClip[];

/** Where several could be the one, it is the clip that shows most of the same frames, then the one that lies nearest. */
export function matchClips(cut: ComparedCut, list: ReadCut): MatchedClips {
  const find = clipFinder(cut.clips, list);
  const pairs = new Map<ReadClip, ComparedClip>();
  const extras = new Map<ReadClip, ComparedClip>();
  const strangers: ReadClip[] = [];
  const claims: { read: ReadClip; clip: ComparedClip; shared: number; distance: number }[] = [];
  const shift = list.startFrame - cut.startFrame;
  for (const read of list.clips) {
    const found = find(read);
    if (found.length === 0) strangers.push(read);
    for (const clip of found) {
      // By timecode, or from a start that may be another one.
      const away = read.recordIn - clip.recordIn;
      const distance = Math.min(Math.abs(away), Math.abs(away - shift));
      claims.push({ read, clip, shared: sharedFrames(read, clip), distance });
    }
  }
  claims.sort((left, right) => right.shared - left.shared || left.distance - right.distance);
  const taken = new Set<ComparedClip>();
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

/** Gives the clips of the cut of which a clip of `list` shows the film. */
export function clipFinder(clips: readonly ComparedClip[], list: ReadCut): FindClips {
  const all = [...list.clips, ...(list.above ?? [])];
  const findByFile = fileFinder(clips);
  const finders: FindClips[] = [
    findByFile,
    // Films that were all handed off under names of another template are told by reel and clip name.
    (read) => findByFile({ ...read, file: null }),
    // The timecode of each film is that of its place in the programme.
    (read) => clips.filter((clip) => clip.media && read.file === null && sharedFrames(read, clip) > 0),
  ];
  return finders.find((find) => all.some((read) => find(read).length > 0)) ?? findByFile;
}

function fileFinder(clips: readonly ComparedClip[]): FindClips {
  const [byFile, byShot, byReel, byName] = [
    new Map<string, ComparedClip[]>(),
    new Map<string, ComparedClip[]>(),
    new Map<string, ComparedClip[]>(),
    new Map<string, ComparedClip[]>(),
  ];
  for (const clip of clips) {
    if (clip.media) add(byFile, clip.media.fileStem.toLowerCase(), clip);
    if (clip.media) add(byShot, withoutSource(clip.media.fileStem.toLowerCase()), clip);
    if (clip.media) add(byReel, clip.media.reel, clip);
    add(byName, clip.name.toLowerCase(), clip);
  }
  return ({ file, reel, name }) => {
    const fileName = (file ?? name).split("/").at(-1)?.toLowerCase() ?? "";
    // Avid numbers the clips that it makes of one.
    const stem = fileName.replace(/\.(?:new|sub|copy|dub)\.\d+$/, "").replace(/\.[a-z]\w{1,3}$/, "");
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

function add(map: Map<string, ComparedClip[]>, key: string, clip: ComparedClip): void {
  const there = map.get(key);
  if (there) there.push(clip);
  else map.set(key, [clip]);
}

function sharedFrames(read: ReadClip, clip: ComparedClip): number {
  const end = Math.min(read.sourceIn + read.frames, clip.sourceIn + clip.frames);
  return Math.max(0, end - Math.max(read.sourceIn, clip.sourceIn));
}

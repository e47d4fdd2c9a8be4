/** Owns finding in a new version of a text what was in the old one: what is the same, what was moved, and what was written anew. */

export interface Aligned {
  /** For each new item the old one that it is, or null. */
  readonly oldOf: readonly (number | null)[];
  /** New items that are somewhere else than their old ones. */
  readonly moved: ReadonlySet<number>;
}

/** `kind`: an item is never one of another kind. `words`: what it says, in plain words. `scene`: its scene's header, in plain words. */
export interface AlignedItem {
  readonly kind: string;
  readonly words: string;
  readonly scene: string;
}

/** Beyond this many comparisons, what is left is new: nobody writes so much anew and means the old. */
const comparisonsMax = 400_000;

export function alignItems(before: readonly AlignedItem[], after: readonly AlignedItem[]): Aligned {
  const oldOf: (number | null)[] = after.map(() => null);
  const taken = new Set<number>();
  const pair = (old: number, at: number) => {
    oldOf[at] = old;
    taken.add(old);
  };
  const names = new Map<string, number>();
  const nameOf = ({ kind, words }: AlignedItem) => {
    const text = `${kind} ${words}`;
    const known = names.get(text) ?? names.size;
    names.set(text, known);
    return known;
  };
  const oldNames = before.map(nameOf);
  const newNames = after.map(nameOf);
  for (const [old, at] of commonRun(oldNames, newNames)) pair(old, at);
  const moved = new Set<number>();
  const free = new Map<number, number[]>();
  for (const [old, name] of oldNames.entries()) {
    if (taken.has(old)) continue;
    const places = free.get(name);
    if (places) places.push(old);
    else free.set(name, [old]);
  }
  for (const [at, name] of newNames.entries()) {
    const old = oldOf[at] === null ? free.get(name)?.shift() : undefined;
    if (old === undefined) continue;
    pair(old, at);
    moved.add(at);
  }
  pairSimilar(before, after, oldOf, taken, moved, pair);
  return { oldOf, moved };
}

/** Pairs what was written anew: first between the same neighbors, in order; then what says nearly the same anywhere. */
function pairSimilar(
  before: readonly AlignedItem[],
  after: readonly AlignedItem[],
  oldOf: readonly (number | null)[],
  taken: ReadonlySet<number>,
  moved: Set<number>,
  pair: (old: number, at: number) => void,
): void {
  let compared = 0;
  const likeness = (old: number, at: number) => {
    compared += 1;
    const [one, other] = [before[old] as AlignedItem, after[at] as AlignedItem];
    return one.kind === other.kind && compared < comparisonsMax ? likenessOf(one.words, other.words) : 0;
  };
  for (const { olds, news } of gapsOf(before.length, oldOf, taken, moved)) {
    let from = 0;
    for (const [index, at] of news.entries()) {
      let best = { old: -1, likeness: 0.34 };
      // One that stands alone between the same neighbors in its scene is the same one, however much of it is new.
      const isAlone = olds.length === 1 && news.length === 1;
      if (isAlone && before[olds[0] as number]?.scene === after[at]?.scene) best = { old: -1, likeness: 0.15 };
      for (let next = from; next < olds.length && next - from < 40; next += 1) {
        const found = likeness(olds[next] as number, at);
        if (found > best.likeness) best = { old: next, likeness: found };
      }
      const laterIsNearer = news.slice(index + 1, index + 6).some((later) => {
        return best.old !== -1 && likeness(olds[best.old] as number, later) > best.likeness;
      });
      if (best.old === -1 || laterIsNearer) continue;
      pair(olds[best.old] as number, at);
      from = best.old + 1;
    }
  }
  const news = oldOf.flatMap((old, at) => (old === null ? [at] : []));
  for (const at of news) {
    if (compared >= comparisonsMax) break;
    if ((after[at]?.words.split(" ").length ?? 0) < 5) continue;
    let best = { old: -1, likeness: 0.7 };
    for (let old = 0; old < before.length; old += 1) {
      if (taken.has(old)) continue;
      const found = likeness(old, at);
      if (found > best.likeness) best = { old, likeness: found };
    }
    if (best.old === -1) continue;
    pair(best.old, at);
    moved.add(at);
  }
}

/** What is not paired, between pairs that stand in order. */
function gapsOf(
  oldCount: number,
  oldOf: readonly (number | null)[],
  taken: ReadonlySet<number>,
  moved: ReadonlySet<number>,
): { olds: number[]; news: number[] }[] {
  const gaps: { olds: number[]; news: number[] }[] = [];
  let news: number[] = [];
  let from = 0;
  const close = (until: number) => {
    const olds: number[] = [];
    for (let old = from; old < until; old += 1) if (!taken.has(old)) olds.push(old);
    if (olds.length > 0 && news.length > 0) gaps.push({ olds, news });
    news = [];
    from = until;
  };
  for (const [at, old] of oldOf.entries()) {
    if (old === null) news.push(at);
    else if (!moved.has(at)) close(old);
  }
  close(oldCount);
  return gaps;
}

/** The share of words that two texts have in common, from 0 to 1. */
export function likenessOf(one: string, other: string): number {
  const words = one.split(" ");
  const left = new Map<string, number>();
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1);
  const others = other.split(" ");
  let common = 0;
  for (const word of others) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    common += 1;
    left.set(word, count - 1);
  }
  return (2 * common) / (words.length + others.length);
}

/** Pairs of equal items in the order of both lists: nearly the longest run that they have in common. */
function commonRun(before: readonly number[], after: readonly number[]): [old: number, at: number][] {
  const pairs: [number, number][] = [];
  const ranges = [[0, before.length, 0, after.length]];
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    let [oldStart, oldEnd, newStart, newEnd] = range as [number, number, number, number];
    while (oldStart < oldEnd && newStart < newEnd && before[oldStart] === after[newStart]) {
      pairs.push([oldStart, newStart]);
      oldStart += 1;
      newStart += 1;
    }
    while (oldStart < oldEnd && newStart < newEnd && before[oldEnd - 1] === after[newEnd - 1]) {
      oldEnd -= 1;
      newEnd -= 1;
      pairs.push([oldEnd, newEnd]);
    }
    if (oldStart === oldEnd || newStart === newEnd) continue;
    const anchors = longestRising(uniquePairs(before, after, oldStart, oldEnd, newStart, newEnd));
    if (anchors.length === 0) {
      pairs.push(...runByTable(before, after, oldStart, oldEnd, newStart, newEnd));
      continue;
    }
    let [old, at] = [oldStart, newStart];
    for (const [oldAnchor, newAnchor] of anchors) {
      ranges.push([old, oldAnchor, at, newAnchor]);
      pairs.push([oldAnchor, newAnchor]);
      [old, at] = [oldAnchor + 1, newAnchor + 1];
    }
    ranges.push([old, oldEnd, at, newEnd]);
  }
  return pairs;
}

/** Items that are once in both parts, by their place in the new one. */
function uniquePairs(
  before: readonly number[],
  after: readonly number[],
  oldStart: number,
  oldEnd: number,
  newStart: number,
  newEnd: number,
): [number, number][] {
  const places = new Map<number, { old: number; at: number; olds: number; news: number }>();
  for (let old = oldStart; old < oldEnd; old += 1) {
    const place = places.get(before[old] as number);
    if (place) place.olds += 1;
    else places.set(before[old] as number, { old, at: -1, olds: 1, news: 0 });
  }
  for (let at = newStart; at < newEnd; at += 1) {
    const place = places.get(after[at] as number);
    if (!place) continue;
    place.news += 1;
    place.at = at;
  }
  return [...places.values()]
    .filter(({ olds, news }) => olds === 1 && news === 1)
    .sort((one, other) => one.at - other.at)
    .map(({ old, at }) => [old, at]);
}

/** The longest part of the pairs in which old places rise as new ones do. */
export function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, [old]] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] as number]?.[0] ?? 0) < old) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (ends[low - 1] as number);
    ends[low] = index;
  }
  const rising: [number, number][] = [];
  for (let index = ends.at(-1) ?? -1; index !== -1; index = previous[index] as number) {
    rising.push(pairs[index] as [number, number]);
  }
  return rising.reverse();
}

function runByTable(
  before: readonly number[],
  after: readonly number[],
  oldStart: number,
  oldEnd: number,
  newStart: number,
  newEnd: number,
): [number, number][] {
  const [rows, columns] = [oldEnd - oldStart, newEnd - newStart];
  if (rows * columns > comparisonsMax) return [];
  const width = columns + 1;
  const longest = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] as number;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        before[oldStart + row] === after[newStart + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (before[oldStart + row] === after[newStart + column]) {
      pairs.push([oldStart + row, newStart + column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

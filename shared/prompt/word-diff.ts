/** Owns what two texts differ in, by words: what stayed, what was added and what was removed, in reading order. */

export interface WordRun {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Words that are compared one by one; of longer texts the middle counts as changed as a whole. */
const comparedMax = 800;

/** The runs of `after`, with what was removed of `before` where it stood. Joined without the removed ones they are `after`. */
export function diffWords(before: string, after: string): WordRun[] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end += 1;
  }
  const changed = diffMiddle(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const same = (words: readonly string[]): WordRun[] => words.map((text) => ({ kind: "same", text }));
  return joinRuns([...same(now.slice(0, start)), ...changed, ...same(now.slice(now.length - end))]);
}

/** Whether anything differs. */
export function differs(runs: readonly WordRun[]): boolean {
  return runs.some(({ kind }) => kind !== "same");
}

/** Each word, and what stands between words, with the space after it, so that joining them gives the text back. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_@'’-]+\s*|[^\p{L}\p{M}\p{N}_@'’\s-]+\s*|\s+/gu) ?? [];
}

/** By the longest run of words that both have in common. */
function diffMiddle(old: readonly string[], now: readonly string[]): WordRun[] {
  const removed = (text: string): WordRun => ({ kind: "removed", text });
  const added = (text: string): WordRun => ({ kind: "added", text });
  if (old.length === 0 || now.length === 0 || old.length > comparedMax || now.length > comparedMax) {
    return [...old.map(removed), ...now.map(added)];
  }
  const width = now.length + 1;
  // How many words the rests from here on have in common.
  const common = new Uint16Array((old.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  const sameWord = (row: number, column: number) => old[row]?.trimEnd() === now[column]?.trimEnd();
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      common[row * width + column] = sameWord(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const runs: WordRun[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && sameWord(row, column)) {
      runs.push({ kind: "same", text: now[column] as string });
      row += 1;
      column += 1;
    } else if (column >= now.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) {
      runs.push(removed(old[row] as string));
      row += 1;
    } else {
      runs.push(added(now[column] as string));
      column += 1;
    }
  }
  return runs;
}

/** Neighbors of one kind as one. */
function joinRuns(runs: readonly WordRun[]): WordRun[] {
  const joined: WordRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last?.kind === run.kind) joined[joined.length - 1] = { kind: run.kind, text: last.text + run.text };
    else joined.push(run);
  }
  return joined;
}

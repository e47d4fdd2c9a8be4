/** Owns dividing shots that follow one another into passes which fit a model's budget: as few as can be, of about the same length. */
import { checkBudget, fitToBudget } from "../budget/check.ts";
import type { BudgetLimits } from "../budget/resize.ts";

interface Timed {
  readonly durationMs: number;
}

/** How good the best division of the first shots is, and where its last pass begins. */
interface Division {
  readonly passes: number;
  /** How much their lengths differ from a full pass, in squared seconds; smaller is more even. */
  readonly unevenness: number;
  readonly start: number;
}

/**
 * The shots in passes that fit `limits`, in their order, none left out. A length is brought onto the model's step, between its shortest and
 * its longest shot; a pass that would be too short gets longer shots. Empty for no shots.
 */
export function fillPasses<Shot extends Timed>(shots: readonly Shot[], limits: BudgetLimits): Shot[][] {
  const lengths = shots.map(({ durationMs }) => lengthWithin(durationMs, limits));
  return divide(lengths, limits).map(([start, end]) => {
    const within = lengths.slice(start, end);
    const fitted = checkBudget(within, limits).length === 0 ? within : (fitToBudget(within, limits) ?? within);
    return shots.slice(start, end).map((shot, index) => {
      const durationMs = fitted[index] as number;
      return durationMs === shot.durationMs ? shot : { ...shot, durationMs };
    });
  });
}

/** The length on the model's step that is nearest to `durationMs`, between the shortest and the longest that a shot may have. */
export function lengthWithin(durationMs: number, { shotMs, totalMs, stepMs }: BudgetLimits): number {
  const shortest = Math.ceil(shotMs.min / stepMs);
  const longest = Math.max(shortest, Math.floor(Math.min(shotMs.max, totalMs.max) / stepMs));
  return Math.min(longest, Math.max(shortest, Math.round(durationMs / stepMs))) * stepMs;
}

/** The half-open ranges of the passes. */
function divide(lengths: readonly number[], { totalMs, shotsMax }: BudgetLimits): [start: number, end: number][] {
  const best: Division[] = [{ passes: 0, unevenness: 0, start: 0 }];
  for (let end = 1; end <= lengths.length; end += 1) {
    let found: Division | null = null;
    let length = 0;
    for (let start = end - 1; start >= Math.max(0, end - shotsMax); start -= 1) {
      length += lengths[start] as number;
      // A single shot makes a pass, whatever its length.
      if (length > totalMs.max && start < end - 1) break;
      const before = best[start] as Division;
      const passes = before.passes + 1;
      const unevenness = before.unevenness + ((totalMs.max - length) / 1000) ** 2;
      const better = !found || passes < found.passes || (passes === found.passes && unevenness < found.unevenness);
      if (better) found = { passes, unevenness, start };
    }
    best.push(found as Division);
  }
  const ranges: [number, number][] = [];
  for (let end = lengths.length; end > 0; end = (best[end] as Division).start) {
    ranges.unshift([(best[end] as Division).start, end]);
  }
  return ranges;
}

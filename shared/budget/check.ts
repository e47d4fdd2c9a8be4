/** Owns the budget rules of a whole pass: what breaks them, what still fits, and the two ways to make a plan fit again. */
import type { BudgetLimits } from "./resize.ts";
import { formatSeconds } from "./wall.ts";

export type BudgetCode =
  | "budget.total-exceeded"
  | "budget.total-short"
  | "budget.too-many-shots"
  | "budget.shot-too-short"
  | "budget.shot-too-long"
  | "budget.off-step";

/** `shotIndex` is null for a fault of the pass as a whole. */
export interface BudgetProblem {
  readonly code: BudgetCode;
  readonly shotIndex: number | null;
  readonly message: string;
}

/** Every budget rule that the durations (milliseconds) break; empty when the pass fits. */
export function checkBudget(durationsMs: readonly number[], limits: BudgetLimits): BudgetProblem[] {
  const problems: BudgetProblem[] = [];
  const total = durationsMs.reduce((sum, duration) => sum + duration, 0);
  const { min, max } = limits.totalMs;
  if (durationsMs.length > limits.shotsMax) {
    const message = `The pass has ${durationsMs.length} shots; this model allows at most ${limits.shotsMax}.`;
    problems.push({ code: "budget.too-many-shots", shotIndex: null, message });
  }
  if (total > max) {
    const message = `The shots total ${formatSeconds(total)}; this model allows at most ${formatSeconds(max)}.`;
    problems.push({ code: "budget.total-exceeded", shotIndex: null, message });
  }
  if (total < min) {
    const message = `The shots total ${formatSeconds(total)}; this model needs at least ${formatSeconds(min)}.`;
    problems.push({ code: "budget.total-short", shotIndex: null, message });
  }
  durationsMs.forEach((duration, shotIndex) => {
    const says = `The shot is ${formatSeconds(duration)} long`;
    if (duration < limits.shotMs.min) {
      const message = `${says}; this model needs at least ${formatSeconds(limits.shotMs.min)}.`;
      problems.push({ code: "budget.shot-too-short", shotIndex, message });
    }
    if (duration > limits.shotMs.max) {
      const message = `${says}; this model allows at most ${formatSeconds(limits.shotMs.max)}.`;
      problems.push({ code: "budget.shot-too-long", shotIndex, message });
    }
    if (duration % limits.stepMs !== 0) {
      const message = `${says}; this model only accepts multiples of ${formatSeconds(limits.stepMs)}.`;
      problems.push({ code: "budget.off-step", shotIndex, message });
    }
  });
  return problems;
}

/** How many shots fit at their shortest, and the sentence that says why it is fewer than the model takes (else null). */
export function capacityOf(limits: BudgetLimits): { shots: number; reason: string | null } {
  const fitting = Math.floor(limits.totalMs.max / limits.shotMs.min);
  if (fitting >= limits.shotsMax) return { shots: limits.shotsMax, reason: null };
  const least = formatSeconds(limits.shotMs.min);
  const reason = `At most ${fitting} shots fit: this model allows ${limits.shotsMax}, but each must be ${least} or longer and the whole pass ${formatSeconds(limits.totalMs.max)} or shorter.`;
  return { shots: fitting, reason };
}

/**
 * The lengths of the shots that can be put beside those of `durationsMs`, at most `wanted`: the shortest that the limits take, so that as
 * many fit as can. The first shots of a pass are as long as its own minimum asks.
 */
export function lengthsForShots(durationsMs: readonly number[], limits: BudgetLimits, wanted: number): number[] {
  const shortestMs = Math.ceil(limits.shotMs.min / limits.stepMs) * limits.stepMs;
  const leftMs = limits.totalMs.max - durationsMs.reduce((sum, duration) => sum + duration, 0);
  const count = Math.min(wanted, limits.shotsMax - durationsMs.length, Math.floor(leftMs / shortestMs));
  const added = Array.from({ length: Math.max(0, count) }, () => shortestMs);
  return durationsMs.length > 0 || added.length === 0 ? added : (fitToBudget(added, limits) ?? added);
}

/**
 * The durations scaled to what the limits allow, in whole steps, by largest remainder; null when that many shots cannot
 * fit at all. A pass that fits already comes back unchanged.
 */
export function fitToBudget(durationsMs: readonly number[], limits: BudgetLimits): number[] | null {
  if (checkBudget(durationsMs, limits).length === 0) return [...durationsMs];
  const count = durationsMs.length;
  const step = limits.stepMs;
  const shortest = Math.ceil(limits.shotMs.min / step);
  const longest = Math.floor(limits.shotMs.max / step);
  const most = Math.min(Math.floor(limits.totalMs.max / step), longest * count);
  const least = Math.max(Math.ceil(limits.totalMs.min / step), shortest * count);
  if (count > limits.shotsMax || least > most) return null;
  const total = durationsMs.reduce((sum, duration) => sum + duration, 0);
  const target = Math.min(most, Math.max(least, Math.round(total / step)));
  const shares = durationsMs.map((duration) => (duration / total) * target);
  const steps = shares.map((share) => Math.min(longest, Math.max(shortest, Math.floor(share))));
  // What flooring and the bounds left over goes, a step at a time, to the shot furthest from its share.
  for (let left = target - steps.reduce((sum, value) => sum + value, 0); left !== 0; left -= Math.sign(left)) {
    const direction = Math.sign(left);
    let best = -1;
    let bestGap = Number.NEGATIVE_INFINITY;
    steps.forEach((value, index) => {
      const allowed = direction > 0 ? value < longest : value > shortest;
      const gap = direction * ((shares[index] as number) - value);
      if (allowed && gap > bestGap) [best, bestGap] = [index, gap];
    });
    steps[best] = (steps[best] as number) + direction;
  }
  return steps.map((value) => value * step);
}

/**
 * Where to cut a pass that is too long or has too many shots into two that both fit: the index of the second pass's first
 * shot, as near to half the time as possible; null when no single cut makes both fit.
 */
export function splitPoint(durationsMs: readonly number[], limits: BudgetLimits): number | null {
  const total = durationsMs.reduce((sum, duration) => sum + duration, 0);
  let best: number | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  let first = 0;
  for (let index = 1; index < durationsMs.length; index += 1) {
    first += durationsMs[index - 1] as number;
    const halves = [durationsMs.slice(0, index), durationsMs.slice(index)];
    const fits = halves.every((half) => fitsWhole(half, limits));
    const distance = Math.abs(total - 2 * first);
    if (fits && distance < bestDistance) [best, bestDistance] = [index, distance];
  }
  return best;
}

function fitsWhole(durationsMs: readonly number[], limits: BudgetLimits): boolean {
  return checkBudget(durationsMs, limits).every((problem) => problem.shotIndex !== null);
}

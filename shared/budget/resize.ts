/** Owns how a shot changes length within the budget: ripple, roll and squeeze, each clamped, each naming what stopped it. */
import type { ModelLimits } from "../models/profile.ts";
import { formatSeconds, type Wall } from "./wall.ts";

export type BudgetLimits = Pick<ModelLimits, "totalMs" | "shotMs" | "stepMs" | "shotsMax">;

/** Ripple moves what follows; roll takes from the neighbour at that edge; squeeze takes from later shots once the pass is full. */
export type ResizeMode = "ripple" | "roll" | "squeeze";

export interface Resize {
  readonly index: number;
  readonly edge: "start" | "end";
  /** How far the edge was dragged, in milliseconds; to the right is positive. */
  readonly deltaMs: number;
  readonly mode: ResizeMode;
}

export interface Resized {
  readonly durationsMs: readonly number[];
  /** What stopped the edge short of where it was dragged; null when it got there. */
  readonly stoppedBy: Wall | null;
}

interface Bound {
  readonly ms: number;
  readonly wall: Wall;
}

/**
 * The durations after dragging one edge, on the profile's step and within its limits. A pass that already breaks a limit
 * (planned under another profile) is never made worse, and never forced.
 */
export function resizeShot(durationsMs: readonly number[], limits: BudgetLimits, resize: Resize): Resized {
  const current = durationsMs[resize.index];
  if (current === undefined) throw new RangeError(`no shot at ${resize.index}`);
  const change = resize.edge === "end" ? resize.deltaMs : -resize.deltaMs;
  if (Math.abs(change) < limits.stepMs / 2) return { durationsMs, stoppedBy: null };
  const wanted = Math.round((current + change) / limits.stepMs) * limits.stepMs;
  if (resize.mode === "roll") return roll(durationsMs, limits, resize, current, wanted);
  return stretch(durationsMs, limits, resize, current, wanted);
}

function stretch(
  durationsMs: readonly number[],
  limits: BudgetLimits,
  { index, mode }: Resize,
  current: number,
  wanted: number,
): Resized {
  const total = sum(durationsMs);
  const others = total - current;
  const squeezing = mode === "squeeze";
  // Later shots of a pass that is over its budget give what this one takes, and no more.
  const mostMs = squeezing ? Math.max(limits.totalMs.max, total) : limits.totalMs.max;
  const spare = squeezing ? spareAfter(durationsMs, limits, index) : 0;
  const { value, stoppedBy } = clamp(current, wanted, limits.stepMs, {
    lower: [shortest(limits), { ms: limits.totalMs.min - others, wall: passShort(limits) }],
    // A shot that may be as long as a whole pass is stopped by the pass: that is the wall on screen.
    upper: [{ ms: mostMs - others + spare, wall: passFull(limits, mode, others === 0) }, longest(limits)],
  });
  const next = durationsMs.with(index, value);
  return { durationsMs: squeezing ? squeezeAfter(next, limits, index, mostMs) : next, stoppedBy };
}

function roll(
  durationsMs: readonly number[],
  limits: BudgetLimits,
  { index, edge }: Resize,
  current: number,
  wanted: number,
): Resized {
  const neighbour = edge === "end" ? index + 1 : index - 1;
  const given = durationsMs[neighbour];
  if (given === undefined) return { durationsMs, stoppedBy: noNeighbour(edge) };
  const pair = current + given;
  const { value, stoppedBy } = clamp(current, wanted, limits.stepMs, {
    lower: [shortest(limits), { ms: pair - limits.shotMs.max, wall: neighbourLongest(limits) }],
    upper: [longest(limits), { ms: pair - limits.shotMs.min, wall: neighbourShortest(limits) }],
  });
  return { durationsMs: durationsMs.with(index, value).with(neighbour, pair - value), stoppedBy };
}

/** Clamps to the tightest bounds, widened to the current value so that a broken limit is never forced at once. */
function clamp(
  current: number,
  wanted: number,
  stepMs: number,
  bounds: { readonly lower: readonly Bound[]; readonly upper: readonly Bound[] },
): { value: number; stoppedBy: Wall | null } {
  const lower = bounds.lower.reduce((tightest, bound) => (bound.ms > tightest.ms ? bound : tightest));
  const upper = bounds.upper.reduce((tightest, bound) => (bound.ms < tightest.ms ? bound : tightest));
  const lowest = Math.min(current, Math.ceil(lower.ms / stepMs) * stepMs);
  const highest = Math.max(current, Math.floor(upper.ms / stepMs) * stepMs);
  if (wanted < lowest) return { value: lowest, stoppedBy: lower.wall };
  if (wanted > highest) return { value: highest, stoppedBy: upper.wall };
  return { value: wanted, stoppedBy: null };
}

function spareAfter(durationsMs: readonly number[], limits: BudgetLimits, index: number): number {
  return sum(durationsMs.slice(index + 1).map((duration) => Math.max(0, duration - limits.shotMs.min)));
}

/** Takes what is over `mostMs` from the later shots, one step at a time, always from the largest (the latest of equals). */
function squeezeAfter(durationsMs: readonly number[], limits: BudgetLimits, index: number, mostMs: number): number[] {
  const next = [...durationsMs];
  for (let over = sum(next) - mostMs; over > 0; ) {
    let largest = -1;
    for (let later = index + 1; later < next.length; later += 1) {
      if (largest === -1 || (next[later] as number) >= (next[largest] as number)) largest = later;
    }
    const room = largest === -1 ? 0 : (next[largest] as number) - limits.shotMs.min;
    if (room <= 0) break;
    // Whole steps, though less may be over, so that a shot on the step stays there.
    const taken = Math.min(limits.stepMs, room);
    next[largest] = (next[largest] as number) - taken;
    over -= taken;
  }
  return next;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function shortest(limits: BudgetLimits): Bound {
  const ms = limits.shotMs.min;
  return {
    ms,
    wall: { code: "shot-shortest", message: `This model's shortest shot is ${formatSeconds(ms)}.` },
  };
}

function longest(limits: BudgetLimits): Bound {
  const ms = limits.shotMs.max;
  return { ms, wall: { code: "shot-longest", message: `This model's longest shot is ${formatSeconds(ms)}.` } };
}

function passShort(limits: BudgetLimits): Wall {
  return { code: "pass-short", message: `This model's shortest pass is ${formatSeconds(limits.totalMs.min)}.` };
}

function passFull(limits: BudgetLimits, mode: ResizeMode, alone: boolean): Wall {
  const full = `The pass is full: this model allows at most ${formatSeconds(limits.totalMs.max)}.`;
  if (alone) return { code: "pass-full", message: full };
  return mode === "squeeze"
    ? { code: "pass-full", message: `${full} The later shots are at their shortest.` }
    : {
        code: "pass-full",
        message: full,
        next: "Hold Alt to roll, or Shift to squeeze later shots.",
      };
}

function noNeighbour(edge: "start" | "end"): Wall {
  return {
    code: "no-neighbour",
    message: `Can't roll: there is no shot ${edge === "end" ? "after" : "before"} this one.`,
  };
}

function neighbourShortest(limits: BudgetLimits): Wall {
  const least = formatSeconds(limits.shotMs.min);
  return { code: "neighbour-shortest", message: `The adjacent shot is at its shortest, ${least}.` };
}

function neighbourLongest(limits: BudgetLimits): Wall {
  return {
    code: "neighbour-longest",
    message: `The adjacent shot is at its longest, ${formatSeconds(limits.shotMs.max)}.`,
  };
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkBudget } from "../../../shared/budget/check.ts";
import { type BudgetLimits, type Resize, resizeShot } from "../../../shared/budget/resize.ts";
import { limitsOf, passLimits } from "../../../shared/models/profiles.ts";
import { longModels } from "../../support/long-models.ts";

const animatic = limitsOf("animatic");
const pixio = limitsOf("pixio/kling-v3-pro");

function drag(durationsMs: number[], resize: Partial<Resize>, limits: BudgetLimits = animatic) {
  const { durationsMs: after, stoppedBy } = resizeShot(durationsMs, limits, {
    index: 0,
    edge: "end",
    deltaMs: 0,
    mode: "ripple",
    ...resize,
  });
  return [after, stoppedBy?.code ?? null];
}

const total = (durations: readonly number[]) => durations.reduce((sum, duration) => sum + duration, 0);

/** How far durations break each limit, in milliseconds or counts: nothing of it may grow by a drag. */
function breaches(durations: readonly number[], { totalMs, shotMs, stepMs }: BudgetLimits): number[] {
  const amount = (of: (duration: number) => number) => total(durations.map((duration) => Math.max(0, of(duration))));
  return [
    Math.max(0, total(durations) - totalMs.max),
    Math.max(0, totalMs.min - total(durations)),
    amount((duration) => shotMs.min - duration),
    amount((duration) => duration - shotMs.max),
    amount((duration) => (duration % stepMs === 0 ? 0 : 1)),
  ];
}

describe("a ripple", () => {
  test("changes one shot, on the step, and moves what follows", () => {
    expect(drag([4000, 3000], { deltaMs: 2000 })).toEqual([[6000, 3000], null]);
    expect(drag([4000, 3000], { deltaMs: -2000 })).toEqual([[2000, 3000], null]);
    expect(drag([4000, 3000], { deltaMs: 1499 })).toEqual([[5000, 3000], null]);
    expect(drag([4000, 3000], { deltaMs: 1500 })).toEqual([[6000, 3000], null]);
    expect(drag([4000, 3000], { deltaMs: 499 })).toEqual([[4000, 3000], null]);
  });

  test("of the start edge grows the shot to the left", () => {
    expect(drag([4000, 3000], { index: 1, edge: "start", deltaMs: -2000 })).toEqual([[4000, 5000], null]);
    expect(drag([4000, 3000], { index: 1, edge: "start", deltaMs: 1000 })).toEqual([[4000, 2000], null]);
  });

  test("stops at a full pass, and says so with the way on", () => {
    expect(drag([4000, 3000, 4000], { deltaMs: 9000 })).toEqual([[8000, 3000, 4000], "pass-full"]);
    const { stoppedBy } = resizeShot([4000, 3000, 4000, 4000], animatic, {
      ...{ index: 0, edge: "end", deltaMs: 1000, mode: "ripple" },
    });
    expect(stoppedBy).toEqual({
      code: "pass-full",
      message: "The pass is full: this model allows at most 15 s.",
      next: "Hold Alt to roll, or Shift to squeeze later shots.",
    });
  });

  test("stops at the shortest shot, the longest shot and the shortest pass of the model", () => {
    expect(drag([4000, 3000], { deltaMs: -9000 })).toEqual([[1000, 3000], "shot-shortest"]);
    expect(drag([4000, 3000], { deltaMs: -9000 }, pixio)).toEqual([[3000, 3000], "shot-shortest"]);
    expect(drag([4000], { deltaMs: -9000 })).toEqual([[3000], "pass-short"]);
    const longShots = { ...animatic, shotMs: { min: 1000, max: 6000 } };
    expect(drag([4000], { deltaMs: 9000 }, longShots)).toEqual([[6000], "shot-longest"]);
  });

  test("a shot that may be as long as the whole pass is stopped by the pass", () => {
    expect(drag([4000], { deltaMs: 60_000 })).toEqual([[15_000], "pass-full"]);
  });
});

describe("a roll", () => {
  test("takes from the neighbour at that edge and keeps the sum", () => {
    expect(drag([4000, 5000, 6000], { index: 1, mode: "roll", deltaMs: 2000 })).toEqual([[4000, 7000, 4000], null]);
    expect(drag([4000, 5000, 6000], { index: 1, mode: "roll", deltaMs: -2000 })).toEqual([[4000, 3000, 8000], null]);
    expect(drag([4000, 5000, 6000], { index: 1, mode: "roll", edge: "start", deltaMs: -2000 })).toEqual([
      [2000, 7000, 6000],
      null,
    ]);
  });

  test("stops where the neighbour or the shot is at its shortest or longest", () => {
    expect(drag([4000, 3000], { mode: "roll", deltaMs: 9000 })).toEqual([[6000, 1000], "neighbour-shortest"]);
    expect(drag([4000, 3000], { mode: "roll", deltaMs: -9000 })).toEqual([[1000, 6000], "shot-shortest"]);
    const longShots = { ...animatic, shotMs: { min: 1000, max: 5000 } };
    expect(drag([4000, 4000], { mode: "roll", deltaMs: -2000 }, longShots)).toEqual([
      [3000, 5000],
      "neighbour-longest",
    ]);
  });

  test("needs a neighbour at that edge", () => {
    expect(drag([4000, 3000], { index: 1, mode: "roll", deltaMs: 1000 })).toEqual([[4000, 3000], "no-neighbour"]);
    expect(drag([4000, 3000], { mode: "roll", edge: "start", deltaMs: 1000 })).toEqual([[4000, 3000], "no-neighbour"]);
  });
});

describe("a squeeze", () => {
  test("takes from later shots only once the pass is full, always from the largest", () => {
    expect(drag([4000, 3000, 4000], { mode: "squeeze", deltaMs: 2000 })).toEqual([[6000, 3000, 4000], null]);
    expect(drag([4000, 3000, 4000, 4000], { mode: "squeeze", deltaMs: 1000 })).toEqual([
      [5000, 3000, 4000, 3000],
      null,
    ]);
    expect(drag([4000, 3000, 4000, 4000], { mode: "squeeze", deltaMs: 4000 })).toEqual([
      [8000, 3000, 2000, 2000],
      null,
    ]);
  });

  test("never takes a later shot under its minimum, nor an earlier one at all", () => {
    expect(drag([4000, 3000, 4000, 4000], { mode: "squeeze", deltaMs: 99_000 })).toEqual([
      [12_000, 1000, 1000, 1000],
      "pass-full",
    ]);
    expect(drag([5000, 5000, 5000], { index: 2, mode: "squeeze", deltaMs: 1000 })).toEqual([
      [5000, 5000, 5000],
      "pass-full",
    ]);
    expect(drag([5000, 5000, 5000], { mode: "squeeze", deltaMs: 9000 }, pixio)).toEqual([
      [9000, 3000, 3000],
      "pass-full",
    ]);
  });

  test("leaves the others alone while a shot is made shorter, also in a pass that is over its budget", () => {
    expect(drag([5000, 8000, 8000], { mode: "squeeze", deltaMs: -1000 })).toEqual([[4000, 8000, 8000], null]);
  });

  test("takes no more than the shot grows where the pass is over its budget already", () => {
    expect(drag([5000, 8000, 8000], { mode: "squeeze", deltaMs: 2000 })).toEqual([[7000, 7000, 7000], null]);
  });
});

describe("any drag", () => {
  const duration = fc.oneof(
    fc.integer({ min: 1, max: 20 }).map((steps) => steps * 1000),
    fc.integer({ min: 100, max: 20_000 }),
  );
  const durations = fc.array(duration, { minLength: 1, maxLength: 11 });
  const resize = fc.record({
    index: fc.nat(7),
    edge: fc.constantFrom("start" as const, "end" as const),
    deltaMs: fc.integer({ min: -20_000, max: 20_000 }),
    mode: fc.constantFrom("ripple" as const, "roll" as const, "squeeze" as const),
  });
  const limits = fc.constantFrom(
    ...[animatic, pixio, { ...animatic, shotMs: { min: 2000, max: 7000 } }],
    ...longModels.map((model) => passLimits(model.limits)),
  );

  test("keeps a valid pass valid", () => {
    const valid = fc.tuple(durations, limits).filter(([each, allowed]) => checkBudget(each, allowed).length === 0);
    const steps = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
    const often = fc.tuple(
      steps.map((each) => each.map((count) => count * 1000)),
      limits,
    );
    fc.assert(
      fc.property(fc.oneof(valid, often), resize, ([before, allowed], wanted) => {
        fc.pre(checkBudget(before, allowed).length === 0);
        const after = resizeShot(before, allowed, { ...wanted, index: wanted.index % before.length });
        expect(checkBudget(after.durationsMs, allowed)).toEqual([]);
        if (wanted.mode === "roll") expect(total(after.durationsMs)).toBe(total(before));
      }),
      { numRuns: 300 },
    );
  });

  test("never makes a pass worse that was planned under another profile", () => {
    fc.assert(
      fc.property(durations, limits, resize, (before, allowed, wanted) => {
        const { durationsMs: after } = resizeShot(before, allowed, { ...wanted, index: wanted.index % before.length });
        const was = breaches(before, allowed);
        breaches(after, allowed).forEach((amount, rule) => {
          expect([rule, amount]).toEqual([rule, Math.min(amount, was[rule] as number)]);
        });
        expect(after).toHaveLength(before.length);
      }),
      { numRuns: 1000 },
    );
  });

  test("names what stopped it exactly when it fell short of a place on the step", () => {
    const steps = fc.array(
      fc.integer({ min: 1, max: 3 }).map((count) => count * 1000),
      { minLength: 3, maxLength: 5 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: -15, max: 15 }), (before, count) => {
        const deltaMs = count * 1000;
        const { durationsMs, stoppedBy } = resizeShot(before, animatic, {
          index: 1,
          edge: "end",
          deltaMs,
          mode: "ripple",
        });
        expect(stoppedBy === null).toBe(durationsMs[1] === (before[1] as number) + deltaMs);
      }),
    );
  });
});

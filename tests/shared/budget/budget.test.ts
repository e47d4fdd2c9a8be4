import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capacityOf, checkBudget, fitToBudget, lengthsForShots, splitPoint } from "../../../shared/budget/check.ts";
import { type BudgetLimits, type Resize, resizeShot } from "../../../shared/budget/resize.ts";
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";

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
  const durations = fc.array(duration, { minLength: 1, maxLength: 8 });
  const resize = fc.record({
    index: fc.nat(7),
    edge: fc.constantFrom("start" as const, "end" as const),
    deltaMs: fc.integer({ min: -20_000, max: 20_000 }),
    mode: fc.constantFrom("ripple" as const, "roll" as const, "squeeze" as const),
  });
  const limits = fc.constantFrom(animatic, pixio, { ...animatic, shotMs: { min: 2000, max: 7000 } });

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

describe("the capacity of a model", () => {
  test("is said with its reason where the shortest shots do not all fit", () => {
    expect(capacityOf(animatic)).toEqual({ shots: 6, reason: null });
    expect(capacityOf(pixio)).toEqual({
      shots: 5,
      reason:
        "At most 5 shots fit: this model allows 6, but each must be 3 s or longer and the whole pass 15 s or shorter.",
    });
  });
});

describe("fitting to the budget", () => {
  test.each<[number[], BudgetLimits, number[] | null]>([
    [[4000, 3000], animatic, [4000, 3000]],
    [[10_000, 10_000, 10_000], animatic, [5000, 5000, 5000]],
    [[8000, 8000, 1000], animatic, [7000, 7000, 1000]],
    [[20_000], animatic, [15_000]],
    [[1000, 1000], pixio, [3000, 3000]],
    [[1000], animatic, [3000]],
    [[3500, 3500], animatic, [4000, 3000]],
    [[1000, 1000, 1000, 1000, 1000, 1000], pixio, null],
    [[1000, 1000, 1000, 1000, 1000, 1000, 1000], animatic, null],
    [[9000, 1000, 9000, 1000, 9000], pixio, [3000, 3000, 3000, 3000, 3000]],
  ])("makes %j fit", (before, limits, after) => {
    expect(fitToBudget(before, limits)).toEqual(after);
  });

  test("fits whatever can fit, keeps the order of lengths, and comes as near to the total as the limits let it", () => {
    const durations = fc.array(fc.integer({ min: 100, max: 30_000 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(durations, fc.constantFrom(animatic, pixio), (before, limits) => {
        const after = fitToBudget(before, limits);
        const { shotsMax, shotMs, totalMs, stepMs } = limits;
        if (before.length > shotsMax || before.length * shotMs.min > totalMs.max) {
          expect(after).toBeNull();
          return;
        }
        expect(checkBudget(after as number[], limits)).toEqual([]);
        const least = Math.max(totalMs.min, before.length * shotMs.min);
        const wanted = Math.min(totalMs.max, Math.max(least, Math.round(total(before) / stepMs) * stepMs));
        expect(total(after as number[])).toBe(wanted);
        before.forEach((one, index) => {
          before.forEach((other, at) => {
            if (one > other)
              expect((after as number[])[index]).toBeGreaterThanOrEqual((after as number[])[at] as number);
          });
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe("splitting a pass", () => {
  test.each<[number[], BudgetLimits, number | null]>([
    [[5000, 5000, 5000, 5000], animatic, 2],
    [[9000, 9000, 2000], animatic, 1],
    [[1000, 2000, 9000, 9000], animatic, 3],
    [[2000, 2000], animatic, null],
    [[16_000, 4000], animatic, null],
    [[4000], animatic, null],
    [[2000, 2000, 2000, 2000, 2000, 2000, 2000], animatic, 3],
  ])("cuts %j where both parts fit, nearest to the middle", (durations, limits, point) => {
    expect(splitPoint(durations, limits)).toBe(point);
  });
});

test("seconds are written as people say them", () => {
  expect([4000, 2500, 333, 15_000].map(formatSeconds)).toEqual(["4 s", "2.5 s", "0.333 s", "15 s"]);
});

describe("the lengths for more shots", () => {
  test("are the shortest ones, as many as the budget, the count of shots and the wish allow", () => {
    expect(lengthsForShots([3000], pixio, 2)).toEqual([3000, 3000]);
    expect(lengthsForShots([4000], pixio, 9)).toEqual([3000, 3000, 3000]);
    expect(lengthsForShots([1000, 1000], animatic, 9)).toEqual([1000, 1000, 1000, 1000]);
    expect(lengthsForShots([15_000], pixio, 3)).toEqual([]);
    expect(lengthsForShots([9000, 9000], pixio, 3)).toEqual([]);
  });

  test("make a pass of its own minimum where they are its first", () => {
    expect(lengthsForShots([], animatic, 1)).toEqual([3000]);
    expect(lengthsForShots([], animatic, 2)).toEqual([2000, 1000]);
    expect(lengthsForShots([], pixio, 8)).toEqual([3000, 3000, 3000, 3000, 3000]);
    expect(lengthsForShots([], pixio, 0)).toEqual([]);
  });

  test("never break a limit that holds", () => {
    const lengths = fc.array(
      fc.integer({ min: 1, max: 6 }).map((seconds) => seconds * 1000),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(lengths, fc.constantFrom(animatic, pixio), fc.nat(12), (durations, limits, wanted) => {
        const before = durations.length === 0 ? 0 : checkBudget(durations, limits).length;
        const after = [...durations, ...lengthsForShots(durations, limits, wanted)];
        if (after.length > 0) expect(checkBudget(after, limits).length).toBeLessThanOrEqual(before);
      }),
    );
  });
});

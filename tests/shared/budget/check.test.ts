import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capacityOf, checkBudget, fitToBudget, lengthsForShots, splitPoint } from "../../../shared/budget/check.ts";
import type { BudgetLimits } from "../../../shared/budget/resize.ts";
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { limitsOf, passLimits } from "../../../shared/models/profiles.ts";
import { longModels } from "../../support/long-models.ts";

const animatic = limitsOf("animatic");
const pixio = limitsOf("pixio/kling-v3-pro");
const long = longModels.map(({ limits }) => passLimits(limits));

const total = (durations: readonly number[]) => durations.reduce((sum, duration) => sum + duration, 0);

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
    const durations = fc.array(fc.integer({ min: 100, max: 30_000 }), { minLength: 1, maxLength: 11 });
    fc.assert(
      fc.property(durations, fc.constantFrom(animatic, pixio, ...long), (before, limits) => {
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

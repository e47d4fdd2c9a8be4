import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkBudget } from "../../../shared/budget/check.ts";
import { limitsOf, passLimits } from "../../../shared/models/profiles.ts";
import { shippedProfiles } from "../../../shared/models/shipped.ts";
import { fillPasses } from "../../../shared/ways-in/fill-passes.ts";
import { longModels } from "../../support/long-models.ts";

const films = [
  ...shippedProfiles.filter(({ output }) => output === "film").map(({ id }) => limitsOf(id)),
  ...longModels.map(({ limits }) => passLimits(limits)),
];
const lengthsOf = (passes: readonly (readonly { durationMs: number }[])[]) =>
  passes.map((pass) => pass.map(({ durationMs }) => durationMs));
const shotsOf = (lengths: readonly number[]) => lengths.map((durationMs, at) => ({ at, durationMs }));

describe("filling passes", () => {
  test.each<[number[], number[][]]>([
    [[], []],
    [[4000, 3000, 4000, 4000], [[4000, 3000, 4000, 4000]]],
    [
      [5000, 5000, 5000, 5000],
      [
        [5000, 5000],
        [5000, 5000],
      ],
    ],
    [[1000], [[3000]]],
    [[40_000], [[15_000]]],
    [[2400, 900], [[2000, 1000]]],
    [
      [2000, 2000, 2000, 2000, 2000, 2000, 2000, 2000],
      [
        [2000, 2000, 2000, 2000],
        [2000, 2000, 2000, 2000],
      ],
    ],
  ])("divides %j evenly among as few passes as can be", (lengths, passes) => {
    expect(lengthsOf(fillPasses(shotsOf(lengths), limitsOf("animatic")))).toEqual(passes);
  });

  test("keeps every shot in its order, and every pass within the limits of any model", () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(lengths, fc.constantFrom(...films), (durations, limits) => {
        const passes = fillPasses(shotsOf(durations), limits);
        expect(passes.flat().map(({ at }) => at)).toEqual(durations.map((_, at) => at));
        for (const pass of lengthsOf(passes)) expect(checkBudget(pass, limits)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("gives the shots of a filled pass back as they are", () => {
    const passes = fillPasses(shotsOf([4000, 3000, 9000, 2000, 2000]), limitsOf("animatic"));
    expect(fillPasses(passes.flat(), limitsOf("animatic"))).toEqual(passes);
  });
});

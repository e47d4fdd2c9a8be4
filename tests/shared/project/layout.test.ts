import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeProgramme, placeShots, shotLabel, shotNumbers, totalMs } from "../../../shared/project/layout.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { rateNames, rateOf } from "../../../shared/time/rate.ts";
import { buildPass, buildProject, buildShot, buildTimedPass } from "../../support/builders.ts";

/** The numbers of `passes` in order, as the timeline shows them. */
function numbersOf(...passes: Pass[]): number[] {
  const numbers = shotNumbers(passes);
  return passes.flatMap((pass) => pass.shots.map((shot) => numbers.get(shot.id) ?? 0));
}

/** A pass whose shots have these locked numbers, null for none. */
function lockedPass(name: string, numbers: readonly (number | null)[], scene = "SC010"): Pass {
  const shots = numbers.map((number, index) => buildShot(`${name}${index}`, number === null ? {} : { number }));
  return buildPass(name, shots, { scene });
}

describe("placing shots", () => {
  test("derives starts from lengths, in milliseconds and frames", () => {
    const placed = placeShots(buildTimedPass("A", [4000, 3000, 5000]), rateOf("24"));
    expect(placed.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 4000],
      [4000, 7000],
      [7000, 12_000],
    ]);
    expect(placed.map(({ startFrame, endFrame }) => [startFrame, endFrame])).toEqual([
      [0, 96],
      [96, 168],
      [168, 288],
    ]);
  });

  test("counts 24 frames for a second at 23.976 and 30 at 29.97, so that labels stay whole", () => {
    const pass = buildTimedPass("A", [4000, 3000]);
    expect(placeShots(pass, rateOf("23.976")).at(-1)?.endFrame).toBe(168);
    expect(placeShots(pass, rateOf("29.97df")).at(-1)?.endFrame).toBe(210);
    expect(placeShots(pass, rateOf("59.94")).at(-1)?.endFrame).toBe(420);
  });

  test("leaves neither hole nor overlap, at any rate and in any programme", () => {
    const lengths = fc.array(fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 6 }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(lengths, fc.constantFrom(...rateNames), (durations, rate) => {
        const passes = durations.map((durationsMs, index) => buildTimedPass(`P${index}`, durationsMs));
        let frame = 0;
        for (const { pass, startFrame, endFrame, shots } of placeProgramme(buildProject(passes, { rate }))) {
          expect(startFrame).toBe(frame);
          for (const shot of shots) {
            expect(shot.startFrame).toBe(frame);
            frame = shot.endFrame;
          }
          expect(endFrame).toBe(frame);
          expect(shots.at(-1)?.endMs).toBe(totalMs(pass));
        }
      }),
    );
  });

  test("places an empty programme nowhere", () => {
    expect(placeProgramme(buildProject([]))).toEqual([]);
  });
});

describe("shot numbers", () => {
  test("go in steps of 10 through all passes of a scene, and begin again in the next scene", () => {
    const first = lockedPass("A", [null, null]);
    const second = lockedPass("B", [null], "SC020");
    const third = lockedPass("C", [null]);
    expect(numbersOf(first, second, third)).toEqual([10, 20, 10, 30]);
  });

  test("stay where they are locked, and leave the others to the gaps between", () => {
    expect(numbersOf(lockedPass("A", [10, null, 20]))).toEqual([10, 15, 20]);
    expect(numbersOf(lockedPass("A", [10, null, null, 20, null]))).toEqual([10, 13, 16, 20, 30]);
    expect(numbersOf(lockedPass("A", [null, 10]))).toEqual([5, 10]);
  });

  test("go on after the highest of the scene where a gap has no room", () => {
    expect(numbersOf(lockedPass("A", [10, null, 11, 20]))).toEqual([10, 30, 11, 20]);
    expect(numbersOf(lockedPass("A", [20, null, 10]))).toEqual([20, 30, 10]);
    expect(numbersOf(lockedPass("A", [15, null]))).toEqual([15, 20]);
  });

  test("stay when a locked shot is dragged elsewhere", () => {
    expect(numbersOf(lockedPass("A", [30, 10, 20]))).toEqual([30, 10, 20]);
  });

  test("are not given twice when two gaps overlap", () => {
    const numbers = numbersOf(lockedPass("A", [10, null, 40, 20, null, 30]));
    expect(new Set(numbers).size).toBe(6);
  });

  test("are unique within a scene and keep every lock, whatever is locked in whatever order", () => {
    const locks = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 })
      .chain((numbers) => fc.tuple(...numbers.map((number) => fc.option(fc.constant(number)))));
    fc.assert(
      fc.property(locks, fc.integer({ min: 1, max: 11 }), (numbers, cut) => {
        const halves = [numbers.slice(0, cut), numbers.slice(cut)].filter((half) => half.length > 0);
        const shown = numbersOf(...halves.map((half, index) => lockedPass(`P${index}`, half)));
        expect(new Set(shown).size).toBe(shown.length);
        numbers.forEach((number, index) => {
          if (number !== null) expect(shown[index]).toBe(number);
        });
      }),
      { numRuns: 300 },
    );
  });

  test("of unlocked shots rise in steps of 10", () => {
    const shown = numbersOf(lockedPass("A", Array(12).fill(null)));
    expect(shown).toEqual(Array.from({ length: 12 }, (_, index) => 10 * (index + 1)));
  });

  test("are written with at least four digits", () => {
    expect([shotLabel(10), shotLabel(9999)]).toEqual(["SH0010", "SH9999"]);
  });
});

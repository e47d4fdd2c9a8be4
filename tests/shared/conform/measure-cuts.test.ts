import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candidate, FilmScan } from "../../../shared/conform/cut-meter.ts";
import { measuredCutsSchema } from "../../../shared/conform/cuts.ts";
import { measureCuts } from "../../../shared/conform/measure-cuts.ts";

function scanOf(candidates: readonly (readonly [frame: number, odds: number])[], frames = 360): FilmScan {
  return {
    ...{ frames, rateNum: 24, rateDen: 1 },
    candidates: candidates.map(([frame, odds]): Candidate => ({ kind: "hard", frame, from: frame, to: frame, odds })),
  };
}

const framesOf = (cuts: readonly { readonly frame: number }[]) => cuts.map(({ frame }) => frame);

describe("cuts where nothing was planned", () => {
  it("are all that are more likely than not", () => {
    const { boundaries, others } = measureCuts(
      scanOf([
        [50, 6],
        [90, -0.2],
        [200, 0.3],
      ]),
      null,
    );
    expect(boundaries).toEqual([]);
    expect(framesOf(others)).toEqual([50, 200]);
    expect(others[0]?.confidence).toBe(1);
  });
});

describe("cuts for planned boundaries", () => {
  it("are found where the service drifted by some frames", () => {
    const { boundaries, others } = measureCuts(
      scanOf([
        [97, 5],
        [170, 4],
        [255, 6],
      ]),
      [96, 168, 264],
    );
    expect(framesOf(boundaries)).toEqual([97, 170, 255]);
    expect(others).toEqual([]);
  });

  it("are believed on less evidence than others, and others on more", () => {
    const { boundaries, others } = measureCuts(
      scanOf([
        [97, -1],
        [200, 0.5],
        [300, 3],
      ]),
      [96],
    );
    expect(boundaries[0]).toMatchObject({ kind: "hard", frame: 97 });
    expect(framesOf(others)).toEqual([300]);
  });

  it("are none where two shots run on in one, at the planned frame", () => {
    const { boundaries } = measureCuts(
      scanOf([
        [97, 5],
        [262, 5],
      ]),
      [96, 168, 264],
    );
    expect(boundaries.map(({ kind, frame }) => [kind, frame])).toEqual([
      ["hard", 97],
      ["none", 168],
      ["hard", 262],
    ]);
  });

  it("are looked for in the whole clip when they are nowhere near", () => {
    const { boundaries, others } = measureCuts(scanOf([[40, 8]]), [200]);
    expect(framesOf(boundaries)).toEqual([40]);
    expect(others).toEqual([]);
  });

  it("stay in order when a shot came back much longer", () => {
    const { boundaries } = measureCuts(
      scanOf([
        [150, 6],
        [222, 6],
      ]),
      [96, 168],
    );
    expect(framesOf(boundaries)).toEqual([150, 222]);
  });

  it("lie within the film when more was planned than came back", () => {
    const { boundaries } = measureCuts(scanOf([], 100), [96, 168]);
    expect(framesOf(boundaries)).toEqual([96, 100]);
  });

  it("are as many as were planned, ascending, each candidate used once", () => {
    const candidates = fc
      .uniqueArray(fc.integer({ min: 1, max: 359 }), { maxLength: 12 })
      .chain((frames) =>
        fc.tuple(
          fc.constant(frames.sort((one, other) => one - other)),
          fc.array(fc.double({ min: -4, max: 9, noNaN: true }), { minLength: 12, maxLength: 12 }),
        ),
      );
    const planned = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 8 });
    fc.assert(
      fc.property(candidates, planned, ([frames, odds], unordered) => {
        const scan = scanOf(frames.map((frame, index) => [frame, odds[index] as number] as const));
        const boundaries = unordered.sort((one, other) => one - other);
        const measured = measureCuts(scan, boundaries);
        expect(measuredCutsSchema.parse(measured)).toEqual(measured);
        expect(measured.boundaries).toHaveLength(boundaries.length);
        const found = framesOf(measured.boundaries.filter(({ kind }) => kind !== "none"));
        expect(found).toEqual([...new Set(found)].sort((one, other) => one - other));
        expect(found.filter((frame) => framesOf(measured.others).includes(frame))).toEqual([]);
        for (const frame of [...found, ...framesOf(measured.others)]) expect(frames).toContain(frame);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BoundaryCut } from "../../../shared/conform/cuts.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { conformReport } from "../../../shared/takes/conform-report.ts";
import type { Take, TakeFile } from "../../../shared/takes/take.ts";
import { takeReport, takeReportSchema } from "../../../shared/takes/take-report.ts";
import { type FilmLength, shotTakesOf } from "../../../shared/takes/take-shots.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../support/builders.ts";

const pass = buildTimedPass("1", [2000, 3000, 4000]);
const [one, two, three] = pass.shots.map(({ id }) => id) as [string, string, string];
/** Nine seconds, and a frame more, as services deliver them. */
const film: TakeFile = {
  ...{ frames: 217, rateNum: 24, rateDen: 1, hasEvenRate: true },
  ...{ widthPx: 640, heightPx: 360, hasAudio: true },
};

function buildTake(content: Partial<Take> = {}): Take {
  return {
    ...{ id: "take_0001", passId: pass.id, number: 1, profile: "pixio/kling-v3-pro", mediaId: buildMediaId("a") },
    ...{ frames: 217, createdAt: "2026-03-01T12:00:00.000Z", jobId: null, film, cuts: null, binnedAt: null },
    shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  };
}

const hard = (frame: number, confidence = 0.97): BoundaryCut => ({
  ...{ kind: "hard", frame, from: frame, to: frame, confidence },
});
const measured = (...boundaries: BoundaryCut[]) => ({ maker: 1, boundaries, others: [] });
const withCuts = (cuts: Record<string, number>): Pass => ({ ...pass, takes: { take_0001: { cuts } } });
const ranges = (take: Take, of: Pass | undefined = pass, length: FilmLength = film) =>
  shotTakesOf(take, length, of).map(({ inFrame, outFrame, cut }) => [inFrame, outFrame, cut.by]);

describe("the shots of a take", () => {
  test("are as long as asked for until its cuts are measured; the last one has the rest", () => {
    expect(ranges(buildTake())).toEqual([
      [0, 48, "measured"],
      [48, 120, "planned"],
      [120, 217, "planned"],
    ]);
  });

  test("begin at the measured cuts, and say how sure these are", () => {
    const take = buildTake({
      cuts: measured(hard(45), { kind: "dissolve", frame: 118, from: 112, to: 124, confidence: 0.7 }),
    });
    expect(ranges(take)).toEqual([
      [0, 45, "measured"],
      [45, 118, "measured"],
      [118, 217, "measured"],
    ]);
    expect(shotTakesOf(take, film, pass).map(({ cut }) => cut)).toEqual([
      { kind: "hard", frame: 0, from: 0, to: 0, confidence: 1, by: "measured" },
      { kind: "hard", frame: 45, from: 45, to: 45, confidence: 0.97, by: "measured" },
      { kind: "dissolve", frame: 118, from: 112, to: 124, confidence: 0.7, by: "measured" },
    ]);
  });

  test("begin where the user says, whatever is measured, then and later", () => {
    const pushed = withCuts({ [two]: 50, [three]: 130 });
    expect(ranges(buildTake({ cuts: measured(hard(45), hard(118)) }), pushed)).toEqual([
      [0, 50, "measured"],
      [50, 130, "user"],
      [130, 217, "user"],
    ]);
    expect(ranges(buildTake({ cuts: { ...measured(hard(10), hard(20)), maker: 2 } }), pushed)).toEqual(
      ranges(buildTake(), pushed),
    );
    // The film begins where it begins.
    expect(ranges(buildTake(), withCuts({ [one]: 12 }))[0]).toEqual([0, 48, "measured"]);
  });

  test("are the planned ones where the measurement has another number of cuts", () => {
    expect(ranges(buildTake({ cuts: measured(hard(45)) }))).toEqual(ranges(buildTake()));
  });

  test("are those of the pass as it stands where the take does not say, and one where there is no pass", () => {
    expect(ranges(buildTake({ shots: null })).length).toBe(3);
    expect(shotTakesOf(buildTake({ shots: null }), film, undefined)).toEqual([]);
  });

  test("have no frames where the film is too short", () => {
    expect(ranges(buildTake(), pass, { ...film, frames: 100 })).toEqual([
      [0, 48, "measured"],
      [48, 100, "planned"],
      [100, 100, "planned"],
    ]);
  });

  test("are the film's frames, each once and in order, whatever is planned, measured and said", () => {
    const rate = fc.constantFrom([24, 1], [24_000, 1001], [30, 1], [25, 1], [60, 1]);
    const lengths = fc.array(fc.integer({ min: 100, max: 5000 }), { minLength: 1, maxLength: 6 });
    const frame = fc.nat(600);
    const cuts = fc.option(fc.array(frame, { maxLength: 6 }), { nil: null });
    const users = fc.array(fc.tuple(fc.nat(6), frame), { maxLength: 4 });
    fc.assert(
      fc.property(
        rate,
        lengths,
        fc.integer({ min: 1, max: 500 }),
        cuts,
        users,
        ([num, den], durations, frames, found, said) => {
          const timed = buildTimedPass("1", durations);
          const length = { frames, rateNum: num as number, rateDen: den as number };
          const own = said.flatMap(([at, of]) => (timed.shots[at] ? [[timed.shots[at].id, of] as const] : []));
          const take = buildTake({
            shots: timed.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
            cuts: found && measured(...found.map((each) => hard(each))),
          });
          const shots = shotTakesOf(take, length, {
            ...timed,
            takes: { take_0001: { cuts: Object.fromEntries(own) } },
          });
          expect(shots.map(({ shotId }) => shotId)).toEqual(timed.shots.map(({ id }) => id));
          let next = 0;
          for (const { inFrame, outFrame, cut } of shots) {
            expect(inFrame).toBe(next);
            expect(outFrame).toBeGreaterThanOrEqual(inFrame);
            expect(cut.frame).toBe(inFrame);
            next = outFrame;
          }
          expect(next).toBe(frames);
          const report = conformReport(shots);
          expect(report.reduce((sum, { returned }) => sum + returned, 0)).toBe(frames);
          for (const row of report) {
            expect(row.difference).toBe(row.returned - row.planned);
            expect(row.remedy === "missing").toBe(row.returned === 0);
            if (row.returned > 0) expect(row.remedy === "none").toBe(row.difference === 0);
          }
        },
      ),
    );
  });
});

test("the conform report names a remedy for every difference", () => {
  const cuts = { cuts: measured(hard(54), hard(118)) };
  expect(conformReport(shotTakesOf(buildTake(cuts), film, pass))).toEqual([
    { shotId: one, planned: 48, returned: 54, difference: 6, remedy: "handle" },
    { shotId: two, planned: 72, returned: 64, difference: -8, remedy: "retime" },
    { shotId: three, planned: 96, returned: 99, difference: 3, remedy: "handle" },
  ]);
  const remedyOf = (second: number) =>
    conformReport(shotTakesOf(buildTake({ cuts: measured(hard(second), hard(120)) }), film, pass)).map(
      ({ remedy }) => remedy,
    );
  expect(remedyOf(48)).toEqual(["none", "none", "handle"]);
  expect(remedyOf(70)).toEqual(["trim", "retime", "handle"]);
  expect(remedyOf(45)).toEqual(["hold", "handle", "handle"]);
  expect(remedyOf(120)).toEqual(["trim", "missing", "handle"]);
});

const there = { file: "media/takes/a.mp4", missing: false };

test("a take's report says what is known of it, and what is not", () => {
  const circled: Pass = { ...withCuts({ [two]: 50 }), circledTake: "take_0001" };
  const told: Pass = { ...circled, takes: { take_0001: { ...circled.takes?.["take_0001"], rating: 4 } } };
  const take = buildTake({ cuts: measured(hard(45), hard(118)), stale: ["SH0020: action"] });
  const report = takeReportSchema.parse(takeReport(buildProject([told]), take, film, there));
  expect(report).toMatchObject({
    ...{ id: "take_0001", pass: "SC010 Pass 1", passNumber: 1, number: 1, file: "media/takes/a.mp4", frames: 217 },
    ...{ rate: "24", circled: true, rating: 4, rejected: false, stale: true, changes: ["SH0020: action"] },
  });
  expect(report.shots[1]).toEqual({
    ...{ shot: "SH0020", shotId: two, inFrame: 50, outFrame: 118, planned: 72 },
    cut: { kind: "hard", frame: 50, from: 50, to: 50, confidence: 1, by: "user" },
  });
  expect(report.conform[0]).toEqual({
    ...{ shot: "SH0010", shotId: one, planned: 48, returned: 50, difference: 2, remedy: "handle" },
  });
  // The pass is gone, its shots are not forgotten; a film that nobody could read has no cuts.
  const lost = takeReport(buildProject([]), take, { ...film, rateNum: 24_000, rateDen: 1001 }, there);
  expect(lost).toMatchObject({ pass: null, passNumber: null, rate: "24000/1001", circled: false });
  expect(lost.shots.map(({ shot, shotId }) => [shot, shotId])).toEqual([one, two, three].map((id) => [null, id]));
  expect(takeReport(buildProject([]), take, null, { ...there, missing: true })).toMatchObject({
    ...{ frames: 0, rate: "", missing: true, shots: [], conform: [] },
  });
});

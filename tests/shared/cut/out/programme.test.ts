import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BoundaryCut } from "../../../../shared/conform/cuts.ts";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import {
  cutFrameAt,
  cutPlaceAt,
  cutProgramme,
  filmFrameAt,
  planFrameAt,
} from "../../../../shared/cut/out/programme.ts";
import { takeFilm, takeOfShot } from "../../../../shared/cut/out/take-film.ts";
import { placeProgramme } from "../../../../shared/project/layout.ts";
import type { Pass, Project, Shot, Trim } from "../../../../shared/project/model.ts";
import type { Take, TakeFile } from "../../../../shared/takes/take.ts";
import { type RateName, rateNames, rateOf } from "../../../../shared/time/rate.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../../support/builders.ts";
import { foundFfmpeg } from "../../../support/found-ffmpeg.ts";

const film: TakeFile = {
  ...{ frames: 217, rateNum: 24, rateDen: 1, hasEvenRate: true },
  ...{ widthPx: 640, heightPx: 360, hasAudio: true },
};

function buildTake(pass: Pass, content: Partial<Take> = {}): Take {
  return {
    ...{ id: "take_0001", passId: pass.id, number: 1, profile: "pixio/kling-v3-pro", mediaId: buildMediaId("a") },
    ...{ frames: 217, createdAt: "2026-03-01T12:00:00.000Z", jobId: null, film, cuts: null, binnedAt: null },
    shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  };
}

const hard = (frame: number): BoundaryCut => ({ kind: "hard", frame, from: frame, to: frame, confidence: 0.9 });
const pass = buildTimedPass("1", [2000, 3000, 4000]);
const other = buildTimedPass("2", [3000], { scene: "SC020" });
const take = buildTake(pass, { cuts: { maker: 1, boundaries: [hard(45), hard(118)], others: [] } });

function withTrims(trims: Record<number, Trim>): Project {
  const shots = pass.shots.map((shot, at) => (trims[at] ? { ...shot, trim: trims[at] } : shot));
  return buildProject([{ ...pass, shots }, other]);
}

describe("the cut", () => {
  test("ends a shot at its measured end, and begins the next one at its own", () => {
    const { passes, frames } = cutProgramme(withTrims({}), [take]);
    const shown = passes.flatMap(({ startFrame, shots }) =>
      shots.map((shot) => [startFrame + shot.startFrame, shot.frames, shot.firstFrame]),
    );
    // Of the third, 99 frames came back for the 96 that are planned: the others are handles.
    expect(shown).toEqual([
      [0, 45, 0],
      [45, 72, 45],
      [117, 96, 118],
      [213, 72, 0],
    ]);
    expect(frames).toBe(285);
  });

  test("keeps the user's cut in a take for a shot that was moved into another pass", () => {
    const [one, two, three] = pass.shots as [Shot, Shot, Shot];
    const first = { ...pass, shots: [one, three], takes: { [take.id]: { cuts: { [two.id]: 50 } } } };
    const second = { ...other, shots: [...other.shots, { ...two, take: take.id }] };
    const moved = (passes: Pass[]) =>
      cutProgramme(buildProject(passes), [take]).passes[1]?.shots.map(({ firstFrame, frames }) => [firstFrame, frames]);
    expect(moved([first, second])).toEqual([
      [0, 72],
      [50, 68],
    ]);
    // The pass that it is in now is the same; what is said of the take is not.
    const corrected = { ...first, takes: { [take.id]: { cuts: { [two.id]: 52 } } } };
    expect(moved([corrected, second])?.[1]).toEqual([52, 66]);
  });

  test("plays a trimmed shot from where it was trimmed to, also from the shot before it, as far as there are frames", () => {
    const trims = { 0: { in: 3, frames: 20 }, 1: { in: -5, frames: 90 }, 2: { in: 90, frames: 100 } };
    const { passes } = cutProgramme(withTrims(trims), [take]);
    expect(passes[0]?.shots.map(({ startFrame, frames, firstFrame }) => [startFrame, frames, firstFrame])).toEqual([
      [0, 20, 3],
      [20, 90, 40],
      [110, 9, 208],
    ]);
  });

  test("plays a trimmed animatic within what is planned", () => {
    const trims = { 0: { in: 10, frames: 20 }, 1: { in: -5, frames: 90 }, 2: { in: 300, frames: 5 } };
    const { passes } = cutProgramme(withTrims(trims), []);
    expect(passes[0]?.shots.map(({ take, frames, firstFrame }) => [take, frames, firstFrame])).toEqual([
      [null, 20, 10],
      [null, 72, 0],
      [null, 1, 95],
    ]);
  });

  test("mixes shots of several takes, and animatics", () => {
    const again = buildTake(pass, { id: "take_0002", number: 2, shots: [{ shotId: "shot_0012", durationMs: 3000 }] });
    const project = withTrims({});
    const [first] = project.passes as [Pass];
    const shots = first.shots.map((shot, at) => (at === 0 ? { ...shot, take: "animatic" } : shot));
    const { passes } = cutProgramme({ ...project, passes: [{ ...first, shots }, other] }, [take, again]);
    expect(passes[0]?.shots.map((shot) => [shot.take?.number ?? null, shot.frames])).toEqual([
      [null, 48],
      [2, 72],
      [1, 96],
    ]);
  });

  test("leaves out who is in the bin, rejected, or not looked at yet", () => {
    const shownBy = (takes: Take[], passes = [pass]) =>
      cutProgramme(buildProject(passes), takes).passes[0]?.shots.map((shot) => shot.take?.number ?? null);
    expect(shownBy([{ ...take, binnedAt: "2026-03-01T12:00:00.000Z" }])).toEqual([null, null, null]);
    expect(shownBy([{ ...take, film: null }])).toEqual([null, null, null]);
    expect(shownBy([take], [{ ...pass, takes: { take_0001: { rejected: "" } } }])).toEqual([null, null, null]);
    // Circled by the user's own hand, whatever was said of it before.
    const circled = { ...pass, circledTake: take.id, takes: { take_0001: { rejected: "Face changes" } } };
    expect(shownBy([take], [circled])).toEqual([1, 1, 1]);
  });
});

const trimOf = fc.record({ in: fc.integer({ min: -60, max: 120 }), frames: fc.integer({ min: 1, max: 150 }) });
const durations = fc.array(fc.integer({ min: 20, max: 5000 }), { minLength: 1, maxLength: 6 });
const plans = fc.record({
  rate: fc.constantFrom(...rateNames),
  lengths: fc.array(durations, { minLength: 1, maxLength: 4 }),
});
const cases = fc.record({
  plan: plans,
  source: fc.constantFrom([24, 1], [24_000, 1001], [30, 1], [25, 1], [60, 1]),
  frames: fc.integer({ min: 1, max: 500 }),
  boundaries: fc.array(fc.nat(400), { maxLength: 5 }),
  trims: fc.array(fc.option(trimOf, { nil: undefined }), { maxLength: 24 }),
  takes: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
});

function projectOf(
  { rate, lengths }: { rate: RateName; lengths: number[][] },
  trims: (Trim | undefined)[] = [],
): Project {
  let at = 0;
  const passes = lengths.map((each, index) => {
    const timed = buildTimedPass(`${index + 1}`, each, { scene: `SC0${index + 1}0` });
    const shots = timed.shots.map((shot): Shot => {
      const trim = trims[at++];
      return trim ? { ...shot, trim } : shot;
    });
    return { ...timed, shots };
  });
  return buildProject(passes, { rate, start: rate.endsWith("df") ? "01:00:00;00" : "01:00:00:00" });
}

describe("frames of the cut and of the plan", () => {
  test("are the same without takes and trims", () => {
    fc.assert(
      fc.property(plans, fc.nat(30_000), (plan, frame) => {
        const project = projectOf(plan);
        const cut = cutProgramme(project, []);
        const planned = placeProgramme(project).at(-1)?.endFrame ?? 0;
        expect(cut.frames).toBe(planned);
        if (planned === 0) return;
        const inside = frame % planned;
        expect(planFrameAt(cut, inside)).toBe(inside);
        expect(cutFrameAt(cut, inside)).toBe(inside);
      }),
    );
  });

  test("answer each other whatever takes, cuts and trims there are, and never leave either", () => {
    fc.assert(
      fc.property(cases, fc.nat(30_000), ({ plan, source, frames, boundaries, trims, takes: taken }, at) => {
        const project = projectOf(plan, trims);
        const file = { ...film, frames, rateNum: source[0] as number, rateDen: source[1] as number };
        const takes = project.passes.flatMap((each, index) =>
          taken[index]
            ? [
                buildTake(each, {
                  ...{ id: `take_000${index}`, film: file },
                  cuts: { maker: 1, boundaries: boundaries.toSorted((a, b) => a - b).map(hard), others: [] },
                }),
              ]
            : [],
        );
        const cut = cutProgramme(project, takes);
        const planned = placeProgramme(project).at(-1)?.endFrame ?? 0;
        let next = 0;
        for (const { startFrame, shots } of cut.passes) {
          for (const shot of shots) {
            expect(startFrame + shot.startFrame).toBe(next);
            next += shot.frames;
            if (!shot.part) continue;
            expect(shot.firstFrame).toBeGreaterThanOrEqual(0);
            expect(shot.firstFrame + shot.frames).toBeLessThanOrEqual(shot.part.filmFrames);
          }
        }
        expect(cut.frames).toBe(next);
        if (cut.frames === 0) return;
        const frame = at % cut.frames;
        const place = cutPlaceAt(cut, frame);
        expect(place && place.cutPass.startFrame + place.cutShot.startFrame + place.offset).toBe(frame);
        const there = planFrameAt(cut, frame);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThan(Math.max(1, planned));
        const back = cutFrameAt(cut, there);
        const again = cutPlaceAt(cut, back);
        // A shot whose frames are all outside of its plan stands at the plan's nearest frame.
        expect(again?.cutShot.shot.id).toBe(place?.cutShot.shot.id);
        expect(planFrameAt(cut, back)).toBe(there);
      }),
      { numRuns: 300 },
    );
  });

  test("are the lengths that a hand-off's lists have", () => {
    fc.assert(
      fc.property(cases, ({ plan, source, frames, boundaries, trims, takes: taken }) => {
        const project = projectOf(plan, trims);
        const file = { ...film, frames, rateNum: source[0] as number, rateDen: source[1] as number };
        const takes = project.passes.flatMap((each, index) =>
          taken[index]
            ? [
                buildTake(each, {
                  id: `take_000${index}`,
                  film: file,
                  cuts: { maker: 1, boundaries: boundaries.map(hard), others: [] },
                }),
              ]
            : [],
        );
        const cut = cutProgramme(project, takes);
        if (cut.frames === 0) return;
        const options = { rate: rateOf(project.rate), handles: 12, conform: "convert" as const };
        const handedOff = assembleCut(project, (placed, recordIn, own) => {
          const shown = takeOfShot(own, placed.shot, takes);
          const place = { recordIn, planned: placed.endFrame - placed.startFrame };
          const part = shown && takeFilm(shown, file, own, placed.shot, place, options);
          return part ? part.film : animaticFilm(placed, recordIn, own);
        });
        const lengths = cut.passes.flatMap(({ shots }) => shots.map((shot) => shot.frames)).filter((each) => each > 0);
        expect(handedOff.clips.map((clip) => clip.frames)).toEqual(lengths);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the film's frame that is seen", () => {
  test.each<[string, [number, number], RateName, number]>([
    ["24 at 25", [24, 1], "25", 50],
    ["24 at 30", [24, 1], "30", 50],
    ["30 at 24", [30, 1], "24", 61],
    ["23.976 at 24", [24_000, 1001], "24", 60],
    ["24 at 23.976", [24, 1], "23.976", 60],
    ["60 at 24", [60, 1], "24", 90],
    ["25 at 59.94", [25, 1], "59.94", 40],
  ])("is the one that ffmpeg shows: %s", async (_, [num, den], rateName, frames) => {
    const rate = rateOf(rateName);
    // A frame is as bright as its number.
    const source = `color=black:s=16x16:r=${num}/${den},format=gray,geq=lum='N',trim=end_frame=${frames}`;
    const filters = `setpts=PTS-STARTPTS,fps=fps=${rate.num}/${rate.den}:round=near,scale=1:1`;
    const shown = await foundFfmpeg.read(
      ["-f", "lavfi", "-i", source, "-vf", filters, "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"],
      { timeLimitMs: 60_000 },
    );
    const length = Math.floor((frames * den * rate.num) / (num * rate.den));
    expect(shown.length).toBeGreaterThanOrEqual(length);
    const file = { rateNum: num, rateDen: den, frames };
    expect(Array.from({ length }, (_each, at) => filmFrameAt(at, file, rate))).toEqual([...shown.subarray(0, length)]);
  });

  test("is itself at the film's own rate, and the last one past the end", () => {
    const file = { rateNum: 24, rateDen: 1, frames: 10 };
    expect([0, 9, 30].map((at) => filmFrameAt(at, file, rateOf("24")))).toEqual([0, 9, 9]);
    expect(filmFrameAt(99, file, rateOf("25"))).toBe(9);
  });
});

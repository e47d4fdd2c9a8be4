import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { animaticFilm, assembleCut } from "../../../../shared/cut/out/cut.ts";
import { type TakeCut, takeFilm, takeOfShot } from "../../../../shared/cut/out/take-film.ts";
import type { Pass, Shot, Trim } from "../../../../shared/project/model.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { frameAtMs, rateNames, rateOf } from "../../../../shared/time/rate.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../../support/builders.ts";

const pass = buildTimedPass("1", [2000, 3000]);
const [first, second] = pass.shots as [Shot, Shot];

function buildTake(number: number, content: Partial<Take> = {}): Take {
  return {
    id: `take_000${number}`,
    passId: pass.id,
    number,
    profile: "kling/kling-3.0-turbo",
    mediaId: buildMediaId("a"),
    frames: 121,
    createdAt: "2026-03-01T12:00:00.000Z",
    jobId: null,
    film: null,
    cuts: null,
    binnedAt: null,
    shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  };
}

/** Five seconds as services deliver them: one frame more. */
const file = { frames: 121, rateNum: 24, rateDen: 1, widthPx: 1280, heightPx: 720 };
const cut24: TakeCut = { rate: rateOf("24"), handles: 12, conform: "convert" };
const recordIn = 86_400;

describe("the take of a shot", () => {
  const takes = [buildTake(1), buildTake(2), buildTake(3, { profile: "animatic" })];

  test("is the newest one that is no animatic when nothing is chosen", () => {
    expect(takeOfShot(pass, first, takes)?.number).toBe(2);
    expect(takeOfShot(pass, first, [buildTake(3, { profile: "animatic" })])).toBeNull();
    expect(takeOfShot(buildTimedPass("2", [4000]), first, takes)).toBeNull();
  });

  test("is the circled one, unless the shot has its own", () => {
    const circled: Pass = { ...pass, circledTake: "take_0001" };
    expect(takeOfShot(circled, first, takes)?.number).toBe(1);
    expect(takeOfShot(circled, { ...first, take: "take_0002" }, takes)?.number).toBe(2);
    expect(takeOfShot({ ...pass, circledTake: "take_0003" }, first, takes)).toBeNull();
  });

  test("is as if not chosen when it is gone", () => {
    const lost: Pass = { ...pass, circledTake: "take_0009" };
    expect(takeOfShot(lost, first, takes)?.number).toBe(2);
    expect(takeOfShot({ ...lost, circledTake: "take_0001" }, { ...first, take: "take_0009" }, takes)?.number).toBe(1);
  });
});

describe("a shot's part of a take", () => {
  test("follows the take's own boundaries, with the frames around it as handles", () => {
    const head = takeFilm(buildTake(1), file, pass, first, { recordIn, planned: 48 }, cut24);
    expect(head).toMatchObject({
      firstFrame: 0,
      film: { source: "take01", startFrame: recordIn, inFrame: recordIn, frames: 48 + 12, remarks: [] },
    });
    const tail = takeFilm(buildTake(1), file, pass, second, { recordIn: recordIn + 48, planned: 72 }, cut24);
    // One frame is left after the last shot: the one that the service gave on top.
    expect(tail).toMatchObject({
      firstFrame: 36,
      film: { startFrame: recordIn + 36, inFrame: recordIn + 48, frames: 12 + 72 + 1 },
    });
  });

  test("is nothing where the take does not show the shot", () => {
    const other = buildTake(1, { shots: [{ shotId: "shot_0099", durationMs: 5000 }] });
    expect(takeFilm(other, file, pass, first, { recordIn, planned: 48 }, cut24)).toBeNull();
    const short = { ...file, frames: 40 };
    expect(takeFilm(buildTake(1), short, pass, second, { recordIn, planned: 72 }, cut24)).toBeNull();
  });

  test("counts as made from today's plan when the take does not say", () => {
    const unknown = buildTake(1, { shots: null });
    expect(takeFilm(unknown, file, pass, second, { recordIn, planned: 72 }, cut24)?.firstFrame).toBe(36);
  });

  test("keeps today's length where there are frames for it, and says whose they are", () => {
    const longer = takeFilm(buildTake(1), file, pass, first, { recordIn, planned: 72 }, cut24);
    expect(longer?.film).toMatchObject({
      frames: 72 + 12,
      remarks: ["The last 24 frames show the next shot of take01."],
    });
    const most = takeFilm(buildTake(1), file, pass, second, { recordIn, planned: 96 }, cut24);
    expect(most?.film).toMatchObject({ frames: 12 + 73, remarks: ["take01 has only 73 of the 96 planned frames."] });
  });

  test("ends where its shot is measured to end, and the next begins there; frames around both are handles", () => {
    const boundary = { kind: "hard", frame: 45, from: 45, to: 45, confidence: 0.97 } as const;
    const take = buildTake(1, { cuts: { maker: 1, boundaries: [boundary], others: [] } });
    const head = takeFilm(take, file, pass, first, { recordIn, planned: 48 }, cut24);
    expect(head?.film).toMatchObject({
      frames: 45 + 12,
      remarks: ["take01 has only 45 of the 48 planned frames."],
    });
    const tail = takeFilm(take, file, pass, second, { recordIn: recordIn + 45, planned: 72 }, cut24);
    expect(tail).toMatchObject({ firstFrame: 33, film: { frames: 12 + 72 + 4, cutFrames: 72, remarks: [] } });
    // A shot that is longer now stops at the cut that was seen, and goes on where there is none.
    const longer = { recordIn, planned: 96 };
    expect(takeFilm(take, file, pass, first, longer, cut24)?.film.cutFrames).toBe(45);
    const none = { ...take, cuts: { maker: 1, boundaries: [{ ...boundary, kind: "none" as const }], others: [] } };
    expect(takeFilm(none, file, pass, first, longer, cut24)?.film.cutFrames).toBe(96);
  });

  test("is what it was trimmed to, and says whose frames it shows", () => {
    const trimmed = (trim: Trim, planned = 72) =>
      takeFilm(buildTake(1), file, pass, { ...second, trim }, { recordIn, planned }, cut24);
    expect(trimmed({ in: -10, frames: 60 })).toMatchObject({
      firstFrame: 38 - 12,
      film: { cutFrames: 60, remarks: ["The first 10 frames show the shot before it in take01."] },
    });
    expect(trimmed({ in: 30, frames: 60 })).toMatchObject({
      firstFrame: 78 - 12,
      film: { cutFrames: 43, remarks: ["take01 has only 43 of the 60 trimmed frames."] },
    });
    expect(trimmed({ in: -90, frames: 10 })).toMatchObject({ firstFrame: 0, film: { cutFrames: 10 } });
  });

  test("has no handles before midnight's zero", () => {
    const early = takeFilm(buildTake(1), file, pass, second, { recordIn: 5, planned: 72 }, cut24);
    expect(early).toMatchObject({ firstFrame: 43, film: { startFrame: 0, inFrame: 5 } });
  });

  test("has no handles that would end at midnight, which has no label of its own", () => {
    const late = takeFilm(buildTake(1), file, pass, first, { recordIn: 24 * 86_400 - 50, planned: 48 }, cut24);
    expect(late?.film).toMatchObject({ frames: 48 + 1 });
  });

  test("says how it came to another rate", () => {
    const cut25: TakeCut = { ...cut24, rate: rateOf("25") };
    const converted = takeFilm(buildTake(1), file, pass, second, { recordIn: 90_000, planned: 75 }, cut25);
    expect(converted).toMatchObject({
      firstFrame: 50 - 12,
      film: { frames: 12 + 75 + 1, remarks: ["take01 was converted from 24 to 25 fps at the same speed."] },
    });
    const played = { ...cut25, conform: "reinterpret" as const };
    const faster = takeFilm(buildTake(1), file, pass, second, { recordIn: 90_000, planned: 75 }, played);
    expect(faster).toMatchObject({
      firstFrame: 48 - 12,
      film: {
        frames: 12 + 73,
        remarks: [
          "take01 plays its 24 fps frames at 25 fps, 4.2% faster.",
          "take01 has only 73 of the 75 planned frames.",
        ],
      },
    });
  });

  test("never leaves the film or the day, at any rate, length and handle", () => {
    const lengths = fc.array(fc.integer({ min: 1000, max: 5000 }), { minLength: 1, maxLength: 6 });
    const options = fc.record({
      rate: fc.constantFrom(...rateNames).map(rateOf),
      handles: fc.integer({ min: 0, max: 48 }),
      conform: fc.constantFrom("convert", "reinterpret"),
    });
    const source = fc.constantFrom([24, 1], [30, 1], [24_000, 1001], [25, 1]);
    fc.assert(
      fc.property(lengths, options, source, fc.nat({ max: 48 }), (durationsMs, options, [num, den], spare) => {
        const timed = buildTimedPass("1", durationsMs);
        const totalMs = durationsMs.reduce((sum, each) => sum + each, 0);
        const rate = { num: num as number, den: den as number };
        const frames = Math.floor((totalMs * rate.num) / rate.den / 1000) + spare;
        const film = { ...file, frames, rateNum: rate.num, rateDen: rate.den };
        const take = buildTake(1, { shots: timed.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })) });
        for (const shot of timed.shots) {
          const planned = frameAtMs(shot.durationMs, options.rate);
          const part = takeFilm(take, film, timed, shot, { recordIn: 24, planned }, options);
          if (!part) continue;
          const seconds =
            (part.firstFrame + part.film.frames) *
            (options.conform === "convert" ? options.rate.den / options.rate.num : rate.den / rate.num);
          expect(seconds).toBeLessThanOrEqual((frames * rate.den) / rate.num + 1e-9);
          expect(part.firstFrame).toBeGreaterThanOrEqual(0);
          expect(part.film.startFrame).toBeGreaterThanOrEqual(0);
          const tail = part.film.startFrame + part.film.frames - part.film.inFrame;
          expect(tail).toBeGreaterThan(0);
          expect(tail).toBeLessThanOrEqual(planned + options.handles);
        }
      }),
    );
  });
});

test("a film that is too short moves all later shots forward, without a hole", () => {
  const project = buildProject([pass, buildTimedPass("2", [3000])]);
  const cut = assembleCut(project, (placed, at, own) => {
    if (placed.shot.id !== second.id) return animaticFilm(placed, at, own);
    const length = { recordIn: at, planned: 96 };
    return takeFilm(buildTake(1), { ...file, frames: 100 }, pass, second, length, cut24)?.film ?? null;
  });
  expect(cut.clips.map((clip) => [clip.recordIn - cut.startFrame, clip.frames, clip.sourceIn])).toEqual([
    [0, 48, 86_400],
    [48, 52, 86_448],
    [100, 72, 86_500],
  ]);
  expect(cut.frames).toBe(172);
  expect(cut.clips[1]?.markers).toEqual([
    { kind: "note", frame: 86_448, text: "take01 has only 52 of the 96 planned frames." },
  ]);
});

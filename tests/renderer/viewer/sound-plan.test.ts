import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Level,
  laneLevels,
  laneOf,
  type SoundPiece,
  seamLevels,
  seamSeconds,
  soundOf,
  soundPieces,
} from "../../../renderer/src/viewer/sound-plan.ts";
import { cutProgramme } from "../../../shared/cut/out/programme.ts";
import { laneGainAt } from "../../../shared/cut/out/sound-lane.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../support/builders.ts";

const pass = buildTimedPass("1", [1000, 1000, 1000]);

function takeOf(name: string, hasAudio = true): Take {
  const film = { frames: 72, rateNum: 24, rateDen: 1, hasEvenRate: true, widthPx: 64, heightPx: 36, hasAudio };
  const shots = pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs }));
  const mediaId = buildMediaId(name);
  const createdAt = "2026-03-01T12:00:00.000Z";
  const rest = { passId: pass.id, number: 1, profile: "import", frames: 72, jobId: null, cuts: null, binnedAt: null };
  return { id: `take_000${name}`, mediaId, createdAt, film, shots, ...rest };
}

/** The pass with these choices for its three shots. */
function mixed(...choices: (string | undefined)[]): Project {
  const shots = pass.shots.map((shot, index): Shot => (choices[index] ? { ...shot, take: choices[index] } : shot));
  return buildProject([{ ...pass, shots }]);
}

const [a, b] = [takeOf("a"), takeOf("b")];
const whole = { start: 0, end: 72 };
const frameSeconds = 1 / 24;

function piecesOf(project: Project, takes: readonly Take[], startFrame: number, chunkSeconds = 4): SoundPiece[] {
  const stretches = soundOf(cutProgramme(project, takes));
  return [...soundPieces(stretches, whole, startFrame, false, frameSeconds, chunkSeconds)];
}

describe("what sounds in a cut", () => {
  it("is one stretch where shots follow each other in one film, and none where an animatic or a silent film is", () => {
    const same = soundOf(cutProgramme(mixed(a.id, a.id, "animatic"), [a, b]));
    expect(same.map(({ start, end, firstFrame }) => ({ start, end, firstFrame }))).toEqual([
      { start: 0, end: 48, firstFrame: 0 },
    ]);
    const mix = soundOf(cutProgramme(mixed(a.id, b.id, a.id), [a, b]));
    expect(mix.map(({ take, start, end }) => [take.id, start, end])).toEqual([
      [a.id, 0, 24],
      [b.id, 24, 48],
      [a.id, 48, 72],
    ]);
    expect(soundOf(cutProgramme(mixed(a.id, a.id, a.id), [takeOf("a", false)]))).toEqual([]);
  });

  it("gives way at a seam within ten milliseconds, half of them on either side", () => {
    const [first, second, end] = piecesOf(mixed(a.id, b.id, "animatic"), [a, b], 0) as [
      SoundPiece,
      SoundPiece,
      SoundPiece,
    ];
    expect(first).toMatchObject({ atSeconds: 0, filmSeconds: 0, fadeOutSeconds: seamSeconds });
    expect(first.atSeconds + first.seconds).toBeCloseTo(1 + seamSeconds / 2);
    expect(second.atSeconds).toBeCloseTo(1 - seamSeconds / 2);
    expect(second.filmSeconds).toBeCloseTo(1 - seamSeconds / 2);
    expect(second).toMatchObject({ fadeInSeconds: seamSeconds, fadeOutSeconds: seamSeconds });
    expect(end).toMatchObject({ stretch: null, atSeconds: 3 });
  });

  it("goes around without end when it repeats, also where nothing sounds", () => {
    const around = (takes: readonly Take[]) =>
      soundPieces(soundOf(cutProgramme(mixed(), takes)), whole, 48, true, frameSeconds, 4);
    const pieces = around([a]);
    const heard = Array.from({ length: 6 }, () => pieces.next().value as SoundPiece);
    expect(heard.filter(({ stretch }) => stretch).map(({ atSeconds }) => atSeconds)).toEqual([0, 1, 4]);
    const silent = around([]);
    expect([silent.next().value?.atSeconds, silent.next().value?.atSeconds]).toEqual([1, 4]);
  });
});

it("whatever is played from wherever, each moment of the film sounds at its own moment of the cut, in whole pieces without holes", () => {
  const choice = fc.constantFrom(a.id, b.id, "animatic");
  fc.assert(
    fc.property(
      fc.tuple(choice, choice, choice),
      fc.integer({ min: 0, max: 71 }),
      fc.constantFrom(0.3, 0.5, 4),
      (choices, startFrame, chunkSeconds) => {
        const project = mixed(...choices);
        const pieces = piecesOf(project, [a, b], startFrame, chunkSeconds).filter(({ stretch }) => stretch !== null);
        for (const [index, piece] of pieces.entries()) {
          const { stretch, chunk, atSeconds, filmSeconds, seconds } = piece;
          if (!stretch) continue;
          // Both clocks agree: the film's first frame of the stretch is heard when the cut reaches it.
          const cutSeconds = startFrame * frameSeconds + atSeconds;
          expect(filmSeconds - cutSeconds).toBeCloseTo((stretch.firstFrame - stretch.start) * frameSeconds);
          expect(filmSeconds).toBeGreaterThanOrEqual(chunk * chunkSeconds - seamSeconds);
          expect(filmSeconds + seconds).toBeLessThanOrEqual((chunk + 1) * chunkSeconds + seamSeconds);
          const next = pieces[index + 1];
          if (next?.stretch === stretch) expect(next.atSeconds).toBeCloseTo(atSeconds + seconds);
        }
        const heard = pieces.reduce((sum, { seconds }) => sum + seconds, 0);
        const sounding = soundOf(cutProgramme(project, [a, b])).reduce(
          (sum, { start, end }) => sum + Math.max(0, end - Math.max(start, startFrame)) * frameSeconds,
          0,
        );
        expect(Math.abs(heard - sounding)).toBeLessThanOrEqual(3 * seamSeconds + 1e-6);
      },
    ),
  );
});

/** The level at a moment between two levels. */
function levelAt(levels: readonly Level[], seconds: number): number {
  const after = levels.findIndex(([at]) => at >= seconds);
  const [to, from] = [levels[after] as Level, levels[Math.max(0, after - 1)] as Level];
  return to[0] === from[0] ? to[1] : from[1] + ((to[1] - from[1]) * (seconds - from[0])) / (to[0] - from[0]);
}

describe("the sound under the cut", () => {
  const soundId = buildMediaId("c");
  const sound = { soundId, startFrame: 12, inFrame: 6, gainDb: -6, fadeInFrames: 12, fadeOutFrames: 24 };
  const project = { ...mixed(), sound };
  const file = { id: soundId, name: "Score", bytes: 1, samples: 48_000 * 10, missing: false };
  const cut = cutProgramme(project, []);

  it("is heard from its frame on, to the end of the cut or its own, unless it is gone", () => {
    expect(laneOf(project, [file], cut)).toMatchObject([{ start: 12, end: 72, firstFrame: 6 }]);
    expect(laneOf(project, [{ ...file, samples: 48_000 }], cut)).toMatchObject([{ start: 12, end: 12 + 18 }]);
    expect(laneOf(project, [{ ...file, missing: true }], cut)).toEqual([]);
    expect(laneOf(project, [], cut)).toEqual([]);
    expect(laneOf(mixed(), [file], cut)).toEqual([]);
  });

  it("is as loud at each moment as in what is handed off", () => {
    const [stretch] = laneOf(project, [file], cut);
    if (!stretch) throw new Error("nothing is heard");
    for (const piece of soundPieces([stretch], whole, 0, false, frameSeconds, 0.4)) {
      if (!piece.stretch) continue;
      const levels = laneLevels(stretch.lane, piece);
      expect(levels[0]?.[0]).toBe(0);
      for (let into = 0.01; into < piece.seconds - 0.01; into += 0.017) {
        const sample = Math.round((piece.filmSeconds + into) * 48_000) - stretch.lane.from;
        const exact = laneGainAt(stretch.lane, sample);
        if (sample > 0 && sample < stretch.lane.samples) expect(levelAt(levels, into)).toBeCloseTo(exact, 3);
      }
    }
  });
});

it("at a seam both films together are as loud as one", () => {
  const piece = { chunk: 0, atSeconds: 0, filmSeconds: 0, seconds: 1, fadeInSeconds: 0, fadeOutSeconds: seamSeconds };
  const [going, coming] = [seamLevels(piece), seamLevels({ ...piece, fadeInSeconds: seamSeconds })];
  for (const into of [0.001, 0.005, 0.009]) {
    expect(levelAt(going, 1 - seamSeconds + into) + levelAt(coming, into)).toBeCloseTo(1);
  }
});

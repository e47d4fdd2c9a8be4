import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CutShot, cutProgramme } from "../../../../shared/cut/out/programme.ts";
import { framesThere, slip, trimEdge, trimsByFrames } from "../../../../shared/cut/out/trim.ts";
import type { Trim } from "../../../../shared/project/model.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../../support/builders.ts";

const pass = buildTimedPass("a", [2000, 3000]);
const take: Take = {
  id: "take_0001",
  passId: pass.id,
  number: 1,
  profile: "imported",
  mediaId: buildMediaId("a"),
  frames: 121,
  createdAt: "2026-03-01T12:00:00.000Z",
  jobId: null,
  film: { frames: 121, rateNum: 24, rateDen: 1, hasEvenRate: true, widthPx: 1280, heightPx: 720, hasAudio: true },
  cuts: null,
  binnedAt: null,
  shots: pass.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
};

/** The second shot of the pass as the cut plays it with this trim, of the take unless told otherwise. */
function second(trim?: Trim, takes: readonly Take[] = [take]): CutShot {
  const [first, shot] = pass.shots as [(typeof pass.shots)[0], (typeof pass.shots)[0]];
  const shots = [first, trim ? { ...shot, trim } : shot];
  return cutProgramme(buildProject([{ ...pass, shots }]), takes).passes[0]?.shots[1] as CutShot;
}

describe("an edge", () => {
  test("goes on into the film, which has one frame more than the plan", () => {
    expect(trimEdge(second(), "end", 1)).toEqual({ trim: { in: 0, frames: 73 }, movedFrames: 1, stoppedBy: null });
  });

  test("stops where the film ends, and says so", () => {
    const { trim, movedFrames, stoppedBy } = trimEdge(second(), "end", 5);
    expect(trim).toEqual({ in: 0, frames: 73 });
    expect(movedFrames).toBe(1);
    expect(stoppedBy?.message).toBe("Take 1 has no more frames.");
  });

  test("of the start brings back frames of the shot before, down to the film's first", () => {
    expect(trimEdge(second(), "start", -3)).toMatchObject({ trim: { in: -3, frames: 75 }, stoppedBy: null });
    expect(trimEdge(second(), "start", -60)).toMatchObject({
      trim: { in: -48, frames: 120 },
      stoppedBy: { code: "film-start" },
    });
  });

  test("leaves one frame", () => {
    expect(trimEdge(second(), "start", 500)).toMatchObject({
      trim: { in: 71, frames: 1 },
      stoppedBy: { code: "one-frame" },
    });
    expect(trimEdge(second(), "end", -500)).toMatchObject({
      trim: { in: 0, frames: 1 },
      stoppedBy: { code: "one-frame" },
    });
  });
});

test("slipping keeps the length and stops at both ends of the film", () => {
  expect(slip(second(), 1)).toEqual({ trim: { in: 1, frames: 72 }, movedFrames: 1, stoppedBy: null });
  expect(slip(second(), 9)).toMatchObject({ trim: { in: 1, frames: 72 }, stoppedBy: { code: "film-end" } });
  expect(slip(second(), -90)).toMatchObject({ trim: { in: -48, frames: 72 }, stoppedBy: { code: "film-start" } });
});

test("an animatic is trimmed by frames once it is, within what is planned", () => {
  expect(trimsByFrames(second(undefined, []))).toBe(false);
  const trimmed = second({ in: 10, frames: 20 }, []);
  expect(trimsByFrames(trimmed)).toBe(true);
  expect(trimEdge(trimmed, "end", 500).trim).toEqual({ in: 10, frames: 62 });
  expect(trimEdge(trimmed, "start", -500)).toMatchObject({
    trim: { in: 0, frames: 30 },
    stoppedBy: { code: "film-start" },
  });
});

test("whatever is trimmed and slipped, the cut plays exactly that, at least one frame and all of them there", () => {
  const step = fc.record({
    kind: fc.constantFrom("start", "end", "slip"),
    frames: fc.integer({ min: -200, max: 200 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.boolean(), (steps, animatic) => {
      const takes = animatic ? [] : [take];
      let shot = second(animatic ? { in: 5, frames: 30 } : undefined, takes);
      for (const { kind, frames } of steps) {
        const result = kind === "slip" ? slip(shot, frames) : trimEdge(shot, kind as "start" | "end", frames);
        const before = shot;
        shot = second(result.trim, takes);
        const lengthened = kind === "slip" ? 0 : kind === "start" ? -result.movedFrames : result.movedFrames;
        expect(shot.frames).toBe(before.frames + lengthened);
        expect(shot.firstFrame).toBe(before.firstFrame + (kind === "end" ? 0 : result.movedFrames));
        expect(shot.frames).toBeGreaterThan(0);
        expect(shot.firstFrame).toBeGreaterThanOrEqual(0);
        expect(shot.firstFrame + shot.frames).toBeLessThanOrEqual(framesThere(shot));
        expect(result.stoppedBy === null).toBe(result.movedFrames === frames);
      }
    }),
  );
});

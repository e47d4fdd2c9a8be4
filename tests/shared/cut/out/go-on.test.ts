import { describe, expect, test } from "vitest";
import {
  continuationAdvice,
  framesToBeginWith,
  lastFrameOf,
  staleContinuation,
} from "../../../../shared/cut/out/go-on.ts";
import type { Project } from "../../../../shared/project/model.ts";
import type { Take } from "../../../../shared/takes/take.ts";
import { buildProject, buildTimedPass } from "../../../support/builders.ts";

const [first, second] = [buildTimedPass("A", [3000, 2000]), buildTimedPass("B", [3000])];
const project = buildProject([first, second]);
const [one, two, three] = [...first.shots, ...second.shots].map(({ id }) => id) as [string, string, string];

/** Five seconds at 24 fps, cut at frame 70 where 72 was planned. */
function buildTake(number: number, content: Partial<Take> = {}): Take {
  return {
    ...{ id: `take_000${number}`, passId: first.id, number, profile: "fal/kling-v3-pro", mediaId: "a".repeat(64) },
    ...{ frames: 120, createdAt: "2026-03-01T12:00:00.000Z", jobId: null, binnedAt: null },
    film: { frames: 120, rateNum: 24, rateDen: 1, hasEvenRate: true, widthPx: 1280, heightPx: 720, hasAudio: true },
    cuts: { boundaries: [{ kind: "hard", frame: 70, from: 70, to: 70, confidence: 0.99 }], unplanned: [] },
    shots: first.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
    ...content,
  } as Take;
}

const take = buildTake(1);
const trimmed: Project = {
  ...project,
  passes: [
    { ...first, shots: first.shots.map((shot) => (shot.id === one ? { ...shot, trim: { in: 4, frames: 50 } } : shot)) },
    second,
  ],
};

describe("the last frame of a shot", () => {
  test("is that before the measured cut, or where its trim ends", () => {
    expect(lastFrameOf(project, [take], one)).toEqual({ shotId: one, takeId: take.id, frame: 69 });
    expect(lastFrameOf(trimmed, [take], one)).toEqual({ shotId: one, takeId: take.id, frame: 53 });
    expect(lastFrameOf(project, [take], three)).toBeNull();
    expect(lastFrameOf(project, [take], "shot_gone")).toBeNull();
  });

  test("is a frame of the film at its own rate", () => {
    const film = { ...(take.film as NonNullable<Take["film"]>), frames: 150, rateNum: 30 };
    const boundaries = [{ kind: "hard", frame: 90, from: 90, to: 90, confidence: 1 }] as const;
    const faster = buildTake(1, {
      film,
      cuts: { ...(take.cuts as NonNullable<Take["cuts"]>), boundaries: [...boundaries] },
    });
    // Frame 71 at 24 fps is seen from 2.958 s on: frame 89 of the film stands there, the cut is at 90.
    expect(lastFrameOf(project, [faster], one)?.frame).toBe(89);
  });

  test("and its own first one are what a retake may begin with", () => {
    expect(framesToBeginWith(project, [take], two)).toEqual({
      previous: { shotId: one, takeId: take.id, frame: 69 },
      same: { shotId: two, takeId: take.id, frame: 70 },
    });
    expect(framesToBeginWith(project, [take], one)).toMatchObject({ previous: null, same: { frame: 0 } });
    expect(framesToBeginWith(project, [take], three)).toMatchObject({ previous: { shotId: two }, same: null });
  });
});

describe("a pass that goes on from a shot", () => {
  const continues = { shotId: one, takeId: take.id, frame: 69 };

  test("does so while the cut ends the shot on that frame", () => {
    expect(staleContinuation(project, [take], { continues })).toBeNull();
    expect(staleContinuation(project, [take], {})).toBeNull();
    const later = buildTake(2);
    expect(staleContinuation(project, [take, later], { continues })).toEqual({
      now: { shotId: one, takeId: later.id, frame: 69 },
    });
    expect(staleContinuation(trimmed, [take], { continues })).toEqual({ now: { ...continues, frame: 53 } });
    expect(staleContinuation(project, [], { continues })).toEqual({ now: null });
  });

  test("is advised what to do when it no longer does", () => {
    expect(continuationAdvice(trimmed, [take], { continues }, "passes[1]")).toEqual({
      ...{ code: "frame.stale", severity: "advice", path: "passes[1].startFrame" },
      message: "SH0010 now ends on another frame than the one this pass continues from.",
      next: "Take the frame again.",
    });
    expect(continuationAdvice(project, [take], { continues }, "passes[1]")).toBeNull();
  });
});

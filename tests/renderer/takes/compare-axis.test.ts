import { describe, expect, test } from "vitest";
import { compareAxis, seenAt } from "../../../renderer/src/takes/compare-axis.ts";
import { rateOf } from "../../../shared/time/rate.ts";
import { buildTimedPass } from "../../support/builders.ts";
import { hardCuts, makeTake } from "./make-take.ts";

const pass = buildTimedPass("A", [2000, 1000]);
const [first, second] = pass.shots.map(({ id }) => id) as [string, string];
const rate = rateOf("24");
const longer = makeTake(pass, 1, 75, { cuts: hardCuts(50) });
const shorter = makeTake(pass, 2, 72, { cuts: hardCuts(45) });

describe("what is compared", () => {
  test("begins each shot for all at the same frame, as long as its longest version", () => {
    const axis = compareAxis([pass], pass, null, [longer, shorter, "animatic"], rate);
    expect(axis.shots.map(({ startFrame, frames }) => [startFrame, frames])).toEqual([
      [0, 50],
      [50, 27],
    ]);
    expect(axis.frames).toBe(77);
    expect(seenAt(longer, axis, 50, rate)).toMatchObject({ kind: "film", frame: 50, isOver: false });
    expect(seenAt(shorter, axis, 50, rate)).toMatchObject({ kind: "film", frame: 45, isOver: false });
    expect(seenAt("animatic", axis, 50, rate)).toEqual({ kind: "animatic", frame: 48, isOver: false });
  });

  test("stands on its last frame once its version of the shot is over", () => {
    const axis = compareAxis([pass], pass, first, [longer, shorter], rate);
    expect(axis.frames).toBe(50);
    expect(seenAt(shorter, axis, 44, rate)).toMatchObject({ frame: 44, isOver: false });
    expect(seenAt(shorter, axis, 49, rate)).toMatchObject({ frame: 44, isOver: true });
    expect(seenAt("animatic", axis, 49, rate)).toEqual({ kind: "animatic", frame: 47, isOver: true });
  });

  test("is what came back, whatever the cut trims of it", () => {
    const trimmed = { ...pass, shots: pass.shots.map((shot) => ({ ...shot, trim: { in: 5, frames: 3 } })) };
    expect(compareAxis([trimmed], trimmed, second, [shorter], rate).frames).toBe(27);
  });

  test("shows nothing of a take that does not show the shot", () => {
    const retake = makeTake(pass, 3, 24, { shots: [{ shotId: second, durationMs: 1000 }] });
    const axis = compareAxis([pass], pass, null, [longer, retake], rate);
    expect(seenAt(retake, axis, 3, rate)).toEqual({ kind: "nothing" });
    expect(seenAt(retake, axis, 51, rate)).toMatchObject({ frame: 1 });
  });

  test("counts a film's own frames where its rate is another one", () => {
    const film = {
      frames: 90,
      rateNum: 30,
      rateDen: 1,
      hasEvenRate: true,
      widthPx: 1280,
      heightPx: 720,
      hasAudio: true,
    };
    const faster = makeTake(pass, 4, 72, { film, cuts: hardCuts(60) });
    const axis = compareAxis([pass], pass, second, [faster], rate);
    expect(axis.frames).toBe(24);
    expect(seenAt(faster, axis, 0, rate)).toMatchObject({ frame: 60 });
    expect(seenAt(faster, axis, 12, rate)).toMatchObject({ frame: 75 });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CameraTake } from "../../../shared/camera/moment.ts";
import { cameraPose } from "../../../shared/camera/pose.ts";
import { type CameraMove, cameraMoves } from "../../../shared/project/vocabulary.ts";

function takeOf(move: CameraMove, more: Partial<CameraTake> = {}): CameraTake {
  return { move, durationSeconds: 4, slowMotion: false, seed: 1, ...more };
}

describe("a camera move", () => {
  it("gives the same pose for the same input, and takes progress outside 0..1 as its ends", () => {
    fc.assert(
      fc.property(fc.constantFrom(...cameraMoves), fc.double({ min: 0, max: 1, noNaN: true }), (move, progress) => {
        expect(cameraPose(takeOf(move), progress)).toEqual(cameraPose(takeOf(move), progress));
      }),
    );
    expect(cameraPose(takeOf("fpv"), -3)).toEqual(cameraPose(takeOf("fpv"), 0));
    expect(cameraPose(takeOf("fpv"), 7)).toEqual(cameraPose(takeOf("fpv"), 1));
  });

  it("differs from every other move somewhere on its way", () => {
    const ways = cameraMoves.map((move) => JSON.stringify([0, 0.3, 0.5, 1].map((at) => cameraPose(takeOf(move), at))));
    expect(new Set(ways).size).toBe(cameraMoves.length);
  });

  it("moves the picture against the camera", () => {
    const travel = (move: CameraMove) => {
      const [start, end] = [cameraPose(takeOf(move), 0), cameraPose(takeOf(move), 1)];
      return {
        x: Math.sign(end.x - start.x),
        y: Math.sign(end.y - start.y),
        scale: Math.sign(end.scale - start.scale),
      };
    };
    expect(travel("pan-left").x).toBe(1);
    expect(travel("pan-right").x).toBe(-1);
    expect(travel("truck-right").x).toBe(-1);
    expect(travel("tilt-up").y).toBe(1);
    expect(travel("pedestal-down").y).toBe(-1);
    expect(travel("crane-up").y).toBe(1);
    expect(travel("push-in").scale).toBe(1);
    expect(travel("zoom-out").scale).toBe(-1);
  });

  it.each(cameraMoves.filter((move) => move !== "whip-pan"))("is smooth at 24 frames a second: %s", (move) => {
    const poses = Array.from({ length: 96 }, (_, frame) => cameraPose(takeOf(move), frame / 95));
    for (const key of ["x", "y", "rotation", "scale", "skewX", "skewY", "stretchX"] as const) {
      for (let frame = 2; frame < poses.length; frame++) {
        const jolt = poses[frame]![key] - 2 * poses[frame - 1]![key] + poses[frame - 2]![key];
        expect(Math.abs(jolt)).toBeLessThan(0.0016);
      }
    }
  });

  it("is gentler in slow motion: it travels less, and starts and stops at rest", () => {
    for (const move of ["push-in", "truck-left", "tilt-up"] as const) {
      const way = (slowMotion: boolean, from: number, to: number) => {
        const [start, end] = [from, to].map((at) => cameraPose(takeOf(move, { slowMotion }), at));
        return Math.abs(end!.x - start!.x) + Math.abs(end!.y - start!.y) + Math.abs(end!.scale - start!.scale);
      };
      expect(way(true, 0, 1)).toBeLessThan(0.75 * way(false, 0, 1));
      expect(way(true, 0, 0.05)).toBeLessThan(0.2 * way(false, 0, 0.05));
    }
  });

  it("shakes in another way for another seed when hand-held", () => {
    expect(cameraPose(takeOf("handheld", { seed: 2 }), 0.4)).not.toEqual(cameraPose(takeOf("handheld"), 0.4));
  });

  it("pulls focus from soft to sharp", () => {
    expect(cameraPose(takeOf("rack-focus"), 0).blur).toBe(1);
    expect(cameraPose(takeOf("rack-focus"), 1).blur).toBe(0);
  });
});

/** Where its moves were before strength, easing and hold could be given: scale, x, y at 0.37 of four seconds. */
const before: Partial<Record<CameraMove, readonly [scale: number, x: number, y: number]>> = {
  "push-in": [1.061667, 0, -0.002752],
  "zoom-out": [1.252802, 0, 0],
  "pan-left": [1.002434, -0.02184, 0],
  "tilt-down": [1.001947, 0, 0.0234],
  "crane-up": [1.089757, 0, -0.03744],
  "orbit-right": [1.045133, 0.0156, -0.000973],
  handheld: [0.998978, 0.001452, 0.000578],
  steadicam: [1.030089, -0.001205, -0.006264],
  fpv: [1.094002, -0.031378, 0.003411],
  "whip-pan": [1, 0.17, 0],
};

describe("a paced move", () => {
  const takes = fc.record({
    move: fc.constantFrom(...cameraMoves),
    durationSeconds: fc.double({ min: 0.2, max: 30, noNaN: true }),
    slowMotion: fc.boolean(),
    seed: fc.integer({ min: 0, max: 50 }),
  });
  const progresses = fc.double({ min: 0, max: 1, noNaN: true });
  const sides = fc.integer({ min: 0, max: 45 });

  it("is what it always was where nothing is said of it", () => {
    for (const [move, [scale, x, y]] of Object.entries(before)) {
      const pose = cameraPose(takeOf(move as CameraMove), 0.37);
      expect([pose.scale, pose.x, pose.y].map((each) => each.toFixed(6))).toEqual(
        [scale, x, y].map((each) => each.toFixed(6)),
      );
    }
    fc.assert(
      fc.property(takes, progresses, (take, progress) => {
        const said = { ...take, strength: 100, hold: { start: 0, end: 0 } };
        const { smearX: _, ...pose } = cameraPose(said, progress);
        expect(cameraPose(take, progress)).toMatchObject(pose);
      }),
    );
  });

  it("goes further from rest the stronger it is, and rests where it rested", () => {
    fc.assert(
      fc.property(takes, progresses, fc.integer({ min: 10, max: 200 }), (take, progress, strength) => {
        const usual = cameraPose(take, progress);
        const pose = cameraPose({ ...take, strength }, progress);
        for (const key of ["x", "y", "rotation", "skewX", "skewY", "smearX"] as const) {
          expect(pose[key]).toBeCloseTo((usual[key] * strength) / 100, 12);
        }
        expect(Math.log(pose.scale)).toBeCloseTo((Math.log(usual.scale) * strength) / 100, 12);
      }),
    );
  });

  it("stands still for as long as it is held at either end, and has the same first and last pose", () => {
    fc.assert(
      fc.property(takes, sides, sides, progresses, (take, start, end, share) => {
        const held = { ...take, hold: { start, end } };
        expect(cameraPose(held, (share * start) / 100)).toEqual(cameraPose(held, 0));
        expect(cameraPose(held, 1 - (share * end) / 101)).toEqual(cameraPose(held, 1));
        // What shakes has less time to do so.
        if (["handheld", "steadicam", "fpv", "whip-pan"].includes(take.move)) return;
        expect(cameraPose(held, 0)).toEqual(cameraPose(take, 0));
        expect(cameraPose(held, 1)).toEqual(cameraPose(take, 1));
      }),
    );
  });

  it("never turns back, whatever its easing, strength and hold", () => {
    const steady = {
      "push-in": "scale",
      "zoom-out": "scale",
      "truck-left": "x",
      "pan-right": "x",
      "whip-pan": "x",
      "tilt-up": "y",
      "pedestal-down": "y",
      "rack-focus": "blur",
    } as const;
    const moves = fc.constantFrom(...(Object.keys(steady) as (keyof typeof steady)[]));
    const paces = fc.record({
      easing: fc.integer({ min: 0, max: 100 }),
      strength: fc.integer({ min: 10, max: 200 }),
      hold: fc.record({ start: sides, end: sides }),
    });
    fc.assert(
      fc.property(moves, paces, fc.boolean(), (move, pace, slowMotion) => {
        const take = takeOf(move, { ...pace, slowMotion });
        const values = Array.from({ length: 60 }, (_, step) => cameraPose(take, step / 59)[steady[move]]);
        const way = Math.sign(values.at(-1)! - values[0]!);
        for (let step = 1; step < values.length; step++) {
          expect(way * (values[step]! - values[step - 1]!)).toBeGreaterThanOrEqual(-1e-12);
        }
      }),
    );
  });

  it("has no jump: a thousandth of the shot moves it by next to nothing", () => {
    const paces = fc.record({
      easing: fc.integer({ min: 0, max: 100 }),
      hold: fc.record({ start: sides, end: sides }),
    });
    const slow = fc.constantFrom(...cameraMoves.filter((move) => move !== "whip-pan"));
    fc.assert(
      fc.property(slow, paces, progresses, (move, pace, progress) => {
        const take = takeOf(move, pace);
        const [one, next] = [cameraPose(take, progress), cameraPose(take, progress + 0.001)];
        for (const key of ["x", "y", "rotation", "scale", "skewX", "skewY", "stretchX"] as const) {
          expect(Math.abs(next[key] - one[key])).toBeLessThan(0.02);
        }
      }),
    );
  });

  it("runs evenly at easing 0, and the softer the slower it starts", () => {
    const movedBy = (easing: number) => cameraPose(takeOf("truck-left", { easing }), 0.1).x;
    const [start, middle] = [0, 0.5].map((at) => cameraPose(takeOf("truck-left", { easing: 0 }), at).x);
    expect(movedBy(0)).toBeCloseTo(start! + (middle! - start!) / 5, 12);
    expect(movedBy(0)).toBeGreaterThan(movedBy(33));
    expect(movedBy(33)).toBeGreaterThan(movedBy(100));
  });
});

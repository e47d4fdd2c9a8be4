import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CameraTake, cameraPose } from "../../../shared/camera/pose.ts";
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

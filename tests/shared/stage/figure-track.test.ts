import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BlockedFigure, Spot } from "../../../shared/project/stage.ts";
import { eyesNow, figureAt, trackOf } from "../../../shared/stage/figure-track.ts";
import type { Cast, Stance } from "../../../shared/stage/scene.ts";
import { apart, turned } from "../../../shared/stage/vectors.ts";
import { arbitraryBlockedFigure, arbitraryTake } from "../../support/arbitrary-blocking.ts";

const mara: Cast = {
  id: "Mara",
  name: "Mara",
  element: null,
  mediaId: null,
  color: 0,
  kind: "person",
  height: 1.75,
  build: "average",
};
const stands: Stance = { at: [0, 0], facing: 0, pose: "standing" };
const take = { durationSeconds: 4, slowMotion: false };
const camera: Spot = [0, -4];
const frames = Array.from({ length: 97 }, (_, frame) => frame / 96);

function framesOf(by: BlockedFigure, before: Stance = stands) {
  const track = trackOf(mara, before, by);
  return frames.map((progress) => figureAt(track, take, progress, camera));
}

/** Meters per second from frame to frame. */
function speedsOf(by: BlockedFigure) {
  const seen = framesOf(by);
  return seen.slice(1).map(({ at }, index) => apart(seen[index]?.at ?? at, at) * 24);
}

describe("a figure during a shot", () => {
  it("stays as it stands where nothing is said", () => {
    for (const figure of framesOf({})) {
      expect(figure).toMatchObject({ ...stands, toPose: "standing", stride: 0 });
    }
  });

  it("sets off and stops softly on its path, and goes evenly in between", () => {
    const speeds = speedsOf({ path: [[5, 0]] });
    expect(speeds[0]).toBeLessThan(0.2);
    expect(speeds.at(-1)).toBeLessThan(0.2);
    expect(speeds[40]).toBeCloseTo(speeds[60] ?? 0, 6);
  });

  it("comes in its stride and leaves in it, where the pose says so", () => {
    const speeds = speedsOf({ pose: "walking", path: [[5, 0]], toPose: "walking" });
    expect(Math.max(...speeds) - Math.min(...speeds)).toBeLessThan(0.01);
  });

  it("takes as many steps as its way is long, and runs where it must be fast", () => {
    const [walked, ran] = [framesOf({ path: [[5, 0]] }), framesOf({ path: [[16, 0]] })];
    expect(walked[48]).toMatchObject({ pose: "standing", toPose: "walking", blend: 1 });
    expect(ran[48]).toMatchObject({ toPose: "running" });
    expect(walked.at(-1)?.stride).toBeCloseTo(5 / (0.78 * 1.75), 6);
  });

  it("turns to its path, around corners and to where it looks in the end, never in a jump", () => {
    const path: Spot[] = [
      [2, 0],
      [2, 2],
      [2, 0],
    ];
    const seen = framesOf({ facing: 180, path, toFacing: 10 });
    const turns = seen.slice(1).map(({ facing }, index) => Math.abs(turned(facing - (seen[index]?.facing ?? 0))));
    expect(Math.max(...turns)).toBeLessThan(20);
    expect(turned(seen[20]?.facing ?? 0)).toBeCloseTo(90, 0);
    expect(turned(seen[0]?.facing ?? 0)).toBeCloseTo(180, 6);
    expect(turned(seen.at(-1)?.facing ?? 0)).toBeCloseTo(10, 6);
  });

  it("gets up before it goes, and sits down once it is there", () => {
    const seen = framesOf({ pose: "sitting", path: [[3, 0]], toPose: "sitting" });
    expect(seen[12]).toMatchObject({ at: [0, 0], pose: "sitting", toPose: "walking" });
    expect(seen[84]).toMatchObject({ at: [3, 0], pose: "walking", toPose: "sitting" });
    expect(seen.at(-1)).toMatchObject({ toPose: "sitting", blend: 1 });
  });

  it("changes its pose in the middle of the shot where it stays", () => {
    const seen = framesOf({ toPose: "sitting" });
    expect(seen[24]).toMatchObject({ pose: "standing", toPose: "sitting", blend: 0 });
    expect(seen[48]?.blend).toBeCloseTo(0.5, 6);
    expect(seen[72]?.blend).toBe(1);
  });

  it("sits on its way to lying down, its eyes never higher than they were", () => {
    const seen = framesOf({ toPose: "lying" });
    expect(seen[45]).toMatchObject({ pose: "standing", toPose: "sitting" });
    expect(seen[52]).toMatchObject({ pose: "sitting", toPose: "lying" });
    const heights = seen.map((figure) => eyesNow(figure)[2]);
    for (const [index, height] of heights.slice(1).entries()) {
      expect(height - (heights[index] as number)).toBeLessThan(0.01);
    }
  });

  it("turns its back to the camera, wherever that stands", () => {
    const track = trackOf(mara, stands, { pose: "back-turned" });
    expect(figureAt(track, take, 0.5, [0, -4]).facing).toBeCloseTo(0, 6);
    expect(figureAt(track, take, 0.5, [4, 0]).facing).toBeCloseTo(-90, 6);
  });

  it("is in the end what the next shot begins with, and starts as the one before left it", () => {
    fc.assert(
      fc.property(arbitraryBlockedFigure, arbitraryBlockedFigure, arbitraryTake, (by, next, { ...pace }) => {
        const { at: _, facing: __, pose: ___, ...goesOn } = next;
        const track = trackOf(mara, stands, by);
        const [end, start] = [
          figureAt(track, pace, 1, camera),
          figureAt(trackOf(mara, track.end, goesOn), pace, 0, camera),
        ];
        expect(end.at).toEqual(start.at);
        expect(turned(end.facing - start.facing)).toBeCloseTo(0, 6);
        expect([end.toPose, end.blend === 1 || end.pose === end.toPose]).toEqual([track.end.pose, true]);
        expect([start.pose, start.blend === 0 || start.pose === start.toPose]).toEqual([track.end.pose, true]);
      }),
    );
  });

  it("has a finite place, facing and step at every moment of everything that a plan allows", () => {
    fc.assert(
      fc.property(arbitraryBlockedFigure, arbitraryTake, fc.double({ noNaN: true }), (by, pace, progress) => {
        const { at, facing, blend, stride } = figureAt(trackOf(mara, stands, by), pace, progress, camera);
        for (const number of [...at, facing, blend, stride]) expect(Number.isFinite(number)).toBe(true);
        expect(blend).toBeGreaterThanOrEqual(0);
        expect(blend).toBeLessThanOrEqual(1);
      }),
    );
  });
});

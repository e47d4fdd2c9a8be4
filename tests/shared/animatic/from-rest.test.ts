import { describe, expect, it } from "vitest";
import { fromRest, fromRestOfStage, seenOnRest, seenOnRestOfStage } from "../../../shared/animatic/from-rest.ts";
import { framingOf } from "../../../shared/camera/framing.ts";
import { cameraTransformAt, planCamera } from "../../../shared/camera/placement.ts";
import { type CameraMove, cameraMoves } from "../../../shared/project/vocabulary.ts";
import { axesOf, projectionOf } from "../../../shared/stage/project-view.ts";
import { sceneAt } from "../../../shared/stage/scene-at.ts";
import { dot, minus, plus } from "../../../shared/stage/vectors.ts";
import { blockedShot, takeOf } from "../../support/blocked-shot.ts";

const frame = { widthPx: 1600, heightPx: 900 };
const picture = { widthPx: 2000, heightPx: 1400 };

function over(move: CameraMove, size?: "CU") {
  const take = { move, durationSeconds: 3, slowMotion: false, seed: 1 };
  return { take, picture, ...(size ? { framing: framingOf(size) } : {}) };
}

function boxOf(corners: readonly (readonly [number, number])[]) {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

describe("what a camera sees on what it would see at rest", () => {
  it.each([undefined, "CU"] as const)("is all of it while it rests (size %s)", (size) => {
    const { left, top, right, bottom } = boxOf(seenOnRest(over("static", size), frame, 0.7));
    expect([left, top, right, bottom].map(Math.round)).toEqual([0, 0, 1600, 900]);
  });

  it("is less at the end of a push-in, and lies within what it began with", () => {
    const [start, end] = [0, 1].map((progress) => boxOf(seenOnRest(over("push-in"), frame, progress)));
    expect(end?.right).toBeLessThan(start?.right ?? 0);
    expect(end?.left).toBeGreaterThan(start?.left ?? 0);
    expect(end?.top).toBeGreaterThan(start?.top ?? 0);
  });

  it("goes to the right in a pan to the right, and down in a tilt down", () => {
    const [start, end] = [0, 1].map((progress) => boxOf(seenOnRest(over("pan-right"), frame, progress)));
    expect(end?.left).toBeGreaterThan((start?.left ?? 0) + 20);
    const [above, below] = [0, 1].map((progress) => boxOf(seenOnRest(over("tilt-down"), frame, progress)));
    expect(below?.top).toBeGreaterThan((above?.top ?? 0) + 20);
  });

  it.each(cameraMoves)("is where the corners of the frame come from: %s", (move) => {
    for (const progress of [0, 0.4, 1]) {
      const at = cameraTransformAt(planCamera(over(move).take, frame, picture), progress);
      const { a, b, c, d, e, f } = fromRest(over(move), frame, at);
      const seen = seenOnRest(over(move), frame, progress).map(([x, y]) => [a * x + c * y + e, b * x + d * y + f]);
      const rounded = seen.flat().map((value) => Math.round(value) + 0);
      expect(rounded).toEqual([0, 0, 1600, 0, 1600, 900, 0, 900]);
    }
  });
});

describe("what was drawn on a shot that is blocked", () => {
  const blocked = blockedShot();
  const { start, target } = blocked.camera;

  it("stays as it was drawn while the camera rests", () => {
    const moved = fromRestOfStage(blocked, frame, sceneAt(blocked, takeOf("static"), 0.5).view);
    expect(Object.values(moved ?? {}).map((each) => Math.round(each * 1e6) / 1e6 + 0)).toEqual([1, 0, 0, 1, 0, 0]);
  });

  it.each(cameraMoves.filter((move) => move !== "whip-pan"))("stays on what it was drawn on: %s", (move) => {
    const { right, above, ahead } = axesOf(start);
    const rest = projectionOf(start, frame);
    const depth = dot(minus(target, start.at), ahead);
    for (const progress of [0, 0.3, 0.7, 1]) {
      const { view } = sceneAt(blocked, takeOf(move), progress);
      const moved = fromRestOfStage(blocked, frame, view);
      const seen = projectionOf(view, frame);
      for (const [aside, up] of [
        [0, 0],
        [0.1, 0.2],
        [-0.15, -0.1],
      ] as const) {
        const point = plus(plus(plus(start.at, ahead, depth), right, aside), above, up);
        const [x, y] = rest.place(rest.see(point));
        const [toX, toY] = seen.place(seen.see(point));
        const { a, b, c, d, e, f } = moved ?? { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0 };
        expect(Math.hypot(a * x + c * y + e - toX, b * x + d * y + f - toY)).toBeLessThan(25);
      }
    }
  });

  it("is not drawn while the camera looks away from it", () => {
    const away = { ...start, bearing: start.bearing + 170 };
    expect(fromRestOfStage(blocked, frame, away)).toBeNull();
  });

  it("is seen by a push-in to the end within what it began with", () => {
    const [from, to] = [0, 1].map((progress) =>
      boxOf(seenOnRestOfStage(blocked, takeOf("push-in"), frame, progress) ?? []),
    );
    expect([from?.left, from?.top, from?.right, from?.bottom].map((each) => Math.round(each ?? -1) + 0)).toEqual([
      0, 0, 1600, 900,
    ]);
    expect(to?.left).toBeGreaterThan(100);
    expect(to?.bottom).toBeLessThan(800);
  });
});

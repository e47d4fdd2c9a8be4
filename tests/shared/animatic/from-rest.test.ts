import { describe, expect, it } from "vitest";
import { fromRest, seenOnRest } from "../../../shared/animatic/from-rest.ts";
import { framingOf } from "../../../shared/camera/framing.ts";
import { cameraTransformAt, planCamera } from "../../../shared/camera/placement.ts";
import { type CameraMove, cameraMoves } from "../../../shared/project/vocabulary.ts";

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

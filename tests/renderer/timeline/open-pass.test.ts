import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutProgramme } from "../../../renderer/src/state/programme-layout.ts";
import { hitTest } from "../../../renderer/src/timeline/hit-test.ts";
import { lanesFor, scrollThumb } from "../../../renderer/src/timeline/lanes.ts";
import {
  isStoppedByLimit,
  type OpenPass,
  openPassAt,
  roomOf,
  spanOf,
} from "../../../renderer/src/timeline/open-pass.ts";
import { fitScale, scrollTo, xOfFrame, zoomBy } from "../../../renderer/src/timeline/time-scale.ts";
import type { Wall } from "../../../shared/budget/wall.ts";
import { animaticProfile } from "../../../shared/models/profiles.ts";
import type { Pass } from "../../../shared/project/model.ts";
import { body, drag } from "./drag.ts";
import { makeProject, makeProjectAt, shotId } from "./make-project.ts";

const lanes = lanesFor(190, false);
const shotsY = lanes.shots.top + 20;

/** The second of three passes, open in a view of `widthPx`. */
function openSecond(widthPx: number, ...seconds: number[]) {
  const layout = layoutProgramme(makeProject([4, 3], seconds, [5]));
  const open = openPassAt(layout, 1) as OpenPass;
  const span = spanOf(layout, open);
  const scale = fitScale(widthPx, span);
  return { layout, open, span, scale, lanes, selectedShotId: null };
}

describe("an open pass", () => {
  it("is seen from its start to its limit, whatever its shots use, without anything to scroll", () => {
    const anyShots = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyShots, fc.integer({ min: 320, max: 3840 }), (seconds, widthPx) => {
        const { open, span, scale } = openSecond(widthPx, ...seconds);
        expect(open.limitFrame - open.startFrame).toBe(15 * 24);
        expect(xOfFrame(scale, open.startFrame)).toBeGreaterThanOrEqual(0);
        expect(xOfFrame(scale, open.limitFrame)).toBeLessThanOrEqual(widthPx);
        expect(xOfFrame(scale, open.limitFrame)).toBeGreaterThan(widthPx - 20);
        expect(scrollThumb(scale, span)).toBeNull();
        expect(scrollTo(scale, 10_000, span)).toEqual(scale);
      }),
    );
  });

  it.each([10, 15, 30])("has its wall where its profile's limit lies, at %i s too", (limitSeconds) => {
    const limit = animaticProfile.limits.totalMs as { max: number };
    const before = limit.max;
    try {
      limit.max = limitSeconds * 1000;
      const { open, scale, span } = openSecond(1280, 3);
      expect(open.limitFrame - open.startFrame).toBe(limitSeconds * 24);
      expect(Math.round(xOfFrame(scale, span.endFrame))).toBe(1280 - 16);
      expect(roomOf(open.pass)?.freeMs).toBe(limitSeconds * 1000 - 3000);
    } finally {
      limit.max = before;
    }
  });

  it("shows shots that go beyond the limit, too", () => {
    const { open, span } = openSecond(1280, 9, 9);
    expect(open.limitFrame).toBeLessThan(open.endFrame);
    expect(span.endFrame).toBe(open.endFrame);
  });

  it("zooms in and scrolls within its own stretch, and out no farther than the whole of it", () => {
    const { scale, span } = openSecond(800, 4, 4);
    const closer = zoomBy(scale, 4, 400, span);
    expect(xOfFrame(scrollTo(closer, -1e6, span), span.startFrame)).toBeCloseTo(16, 6);
    expect(zoomBy(closer, 0.01, 400, span)).toEqual(scale);
  });
});

describe("the room that is left in an open pass", () => {
  const ground = openSecond(1000, 4, 3);
  const at = (frame: number, offsetPx = 0) =>
    hitTest(ground, { x: xOfFrame(ground.scale, frame) + offsetPx, y: shotsY });
  const { open } = ground;

  it("lies between the last shot and the limit", () => {
    expect(at(open.endFrame, 10)).toEqual({ kind: "room", passId: open.pass.id });
    expect(at(open.limitFrame, -1)).toEqual({ kind: "room", passId: open.pass.id });
    expect(at(open.limitFrame, 4)).toEqual({ kind: "nothing" });
    expect(at(open.startFrame, -8)).toEqual({ kind: "nothing" });
  });

  it("leaves the last shot its end on both sides", () => {
    expect(at(open.endFrame, -4)).toEqual({ kind: "edge", shotId: shotId("D"), edge: "end" });
    expect(at(open.endFrame, 4)).toEqual({ kind: "edge", shotId: shotId("D"), edge: "end" });
  });

  it("has no part in the view of all passes, where the next pass follows", () => {
    const { layout } = ground;
    const whole = { ...ground, open: null, span: spanOf(layout, null) };
    const x = xOfFrame(whole.scale, open.endFrame) + 20;
    expect(hitTest(whole, { x, y: shotsY })).toEqual({ kind: "shot", shotId: shotId("E") });
  });

  it("belongs to the header of its pass", () => {
    const x = xOfFrame(ground.scale, open.limitFrame) - 60;
    expect(hitTest(ground, { x, y: lanes.header.top + 5 })).toEqual({ kind: "pass", passId: open.pass.id });
  });

  it("says what a click adds, or why nothing fits", () => {
    const passOf = (profile: string, ...seconds: number[]) => makeProjectAt("24", profile, [seconds]).passes[0] as Pass;
    expect(roomOf(passOf("pixio/kling-v3-pro", 4, 3))).toEqual({
      freeMs: 8000,
      hint: "Click to add 3 s, double-click to fill",
    });
    expect(roomOf(passOf("animatic", 4, 3))?.hint).toBe("Click to add 1 s, double-click to fill");
    expect(roomOf(passOf("pixio/kling-v3-pro", 5, 5, 3))?.hint).toBe("The shortest shot is 3 s");
    expect(roomOf(passOf("animatic", 1, 1, 1, 1, 1, 1))?.hint).toBe("6 of 6 shots used");
    expect(roomOf(passOf("animatic", 8, 7))).toBeNull();
    expect(roomOf(passOf("animatic", 9, 8))).toBeNull();
  });

  it("has run out where the limit is what stopped an edit, and not where another pass was too full for a shot", () => {
    const full: Wall = { code: "pass-full", message: "Full." };
    expect(isStoppedByLimit(openSecond(1000, 8, 7).open, full)).toBe(true);
    expect(isStoppedByLimit(openSecond(1000, 8, 7).open, { ...full, code: "shot-shortest" })).toBe(false);
    expect(isStoppedByLimit(openSecond(1000, 4, 3).open, full)).toBe(false);
  });

  it("keeps a shot that is carried into it in its pass, as the last one", () => {
    const project = makeProject([4, 3], [2, 3, 1], [5]);
    const { open: second } = openSecond(1000, 2, 3, 1);
    drag(body("C"), project, { startFrame: second.startFrame, endFrame: second.endFrame })
      .to(second.limitFrame)
      .release()
      .expectCommit({ type: "shot.move", passId: second.pass.id, index: 2 });
  });
});

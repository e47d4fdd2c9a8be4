import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  endFrameOf,
  layoutProgramme,
  neighbourOf,
  shotAtFrame,
  startFrameOf,
  totalFrames,
} from "../../../renderer/src/state/programme-layout.ts";
import { hitTest } from "../../../renderer/src/timeline/hit-test.ts";
import { lanesFor } from "../../../renderer/src/timeline/lanes.ts";
import { spanOf } from "../../../renderer/src/timeline/open-pass.ts";
import { frameOfSecond, rulerTicks } from "../../../renderer/src/timeline/ruler-ticks.ts";
import {
  fitScale,
  frameAtX,
  revealFrames,
  scrollTo,
  xOfFrame,
  zoomBy,
} from "../../../renderer/src/timeline/time-scale.ts";
import { placeProgramme } from "../../../shared/project/layout.ts";
import { rateNames, rateOf } from "../../../shared/time/rate.ts";
import { formatTimecode, parseTimecode } from "../../../shared/time/timecode.ts";
import { makeProject, makeProjectAt, shotId } from "./make-project.ts";

const anyPasses = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 20,
});

describe("the programme's layout", () => {
  it("places every shot where the project's own layout does, at every rate", () => {
    fc.assert(
      fc.property(anyPasses, fc.constantFrom(...rateNames), (passes, rate) => {
        const project = makeProjectAt(rate, "animatic", passes);
        const layout = layoutProgramme(project);
        for (const [passIndex, pass] of placeProgramme(project).entries()) {
          for (const [shotIndex, shot] of pass.shots.entries()) {
            expect(startFrameOf(layout, { passIndex, shotIndex })).toBe(shot.startFrame);
            expect(endFrameOf(layout, { passIndex, shotIndex })).toBe(shot.endFrame);
          }
        }
      }),
    );
  });

  it("finds the shot that holds a frame, and the nearest one outside", () => {
    fc.assert(
      fc.property(anyPasses, fc.integer({ min: -100, max: 30_000 }), (passes, frame) => {
        const layout = layoutProgramme(makeProject(...passes));
        const place = shotAtFrame(layout, frame);
        if (!place) throw new Error("no shot");
        const inside = Math.max(0, Math.min(totalFrames(layout) - 1, frame));
        expect(startFrameOf(layout, place)).toBeLessThanOrEqual(inside);
        expect(endFrameOf(layout, place)).toBeGreaterThan(inside);
      }),
    );
  });

  it("has no shot in an empty programme", () => {
    expect(shotAtFrame(layoutProgramme(makeProject()), 0)).toBeNull();
  });

  it("walks on into the next pass and stops at the ends", () => {
    const layout = layoutProgramme(makeProject([4, 3], [5]));
    expect(neighbourOf(layout, { passIndex: 0, shotIndex: 1 }, 1)).toEqual({ passIndex: 1, shotIndex: 0 });
    expect(neighbourOf(layout, { passIndex: 1, shotIndex: 0 }, -1)).toEqual({ passIndex: 0, shotIndex: 1 });
    expect(neighbourOf(layout, { passIndex: 1, shotIndex: 0 }, 1)).toBeNull();
  });
});

describe("zoom and scroll", () => {
  const long = { startFrame: 0, endFrame: 24_000 };

  it("zooming keeps the frame under the pointer where it is while there is something to scroll", () => {
    const scale = scrollTo({ pxPerFrame: 2, scrollPx: 0, widthPx: 800 }, 3000, long);
    const frame = frameAtX(scale, 300);
    const closer = zoomBy(scale, 1.4, 300, long);
    expect(xOfFrame(closer, frame)).toBeCloseTo(300, 6);
  });

  it("fits the whole programme into the view", () => {
    const scale = fitScale(800, { startFrame: 0, endFrame: 360 });
    expect(xOfFrame(scale, 0)).toBeGreaterThanOrEqual(0);
    expect(xOfFrame(scale, 360)).toBeLessThanOrEqual(800);
  });

  it("reveals a shot without moving when it is in view", () => {
    const scale = { pxPerFrame: 2, scrollPx: 1000, widthPx: 800 };
    expect(revealFrames(scale, 600, 700, long)).toBe(scale);
    const moved = revealFrames(scale, 100, 200, long);
    expect(xOfFrame(moved, 100)).toBeGreaterThanOrEqual(0);
    expect(xOfFrame(moved, 200)).toBeLessThanOrEqual(800);
  });
});

describe("the ruler", () => {
  it("labels round timecode, labels apart, at every rate and zoom", () => {
    const anyZoom = fc.double({ min: 0.0005, max: 24, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...rateNames), anyZoom, fc.nat({ max: 200_000 }), (name, pxPerFrame, from) => {
        const rate = rateOf(name);
        const startFrame = parseTimecode("01:00:00:00", rate) ?? 0;
        const toFrame = from + 1500 / pxPerFrame;
        const ticks = rulerTicks({ rate, startFrame, pxPerFrame, fromFrame: from, toFrame, labelGapPx: 92 });
        const labelled = ticks.filter((tick) => tick.label !== null);
        expect(labelled.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThan(500);
        for (const [index, tick] of labelled.entries()) {
          expect(tick.label).toBe(formatTimecode(tick.frame + startFrame, rate));
          const next = labelled[index + 1];
          // Dropped labels bring two marks nearer to each other by a frame or two.
          if (next) expect((next.frame - tick.frame) * pxPerFrame).toBeGreaterThan(92 - 4 * pxPerFrame - 1);
        }
      }),
    );
  });

  it("steps over the labels that drop-frame skips", () => {
    const rate = rateOf("29.97df");
    expect(formatTimecode(frameOfSecond(59, rate), rate)).toBe("00:00:59;00");
    expect(formatTimecode(frameOfSecond(60, rate), rate)).toBe("00:01:00;02");
    expect(formatTimecode(frameOfSecond(600, rate), rate)).toBe("00:10:00;00");
  });
});

describe("what lies under the pointer", () => {
  const layout = layoutProgramme(makeProject([4, 3], [5]));
  const lanes = lanesFor(190, false);
  const scale = { pxPerFrame: 2, scrollPx: -16, widthPx: 800 };
  const shotsY = lanes.shots.top + 20;
  const whole = { layout, lanes, scale, open: null, span: spanOf(layout, null), selectedShotId: null };
  const at = (frame: number, offsetPx: number) => hitTest(whole, { x: xOfFrame(scale, frame) + offsetPx, y: shotsY });

  it("left of a cut is the end of the left shot, right of it the start of the right one", () => {
    expect(at(96, -3)).toEqual({ kind: "edge", shotId: shotId("A"), edge: "end" });
    expect(at(96, +3)).toEqual({ kind: "edge", shotId: shotId("B"), edge: "start" });
  });

  it("also at the border of two passes", () => {
    expect(at(168, -3)).toEqual({ kind: "edge", shotId: shotId("B"), edge: "end" });
    expect(at(168, +3)).toEqual({ kind: "edge", shotId: shotId("C"), edge: "start" });
  });

  it("catches the first and the last edge from outside", () => {
    expect(at(0, -4)).toEqual({ kind: "edge", shotId: shotId("A"), edge: "start" });
    expect(at(288, +4)).toEqual({ kind: "edge", shotId: shotId("C"), edge: "end" });
    expect(at(288, +40)).toEqual({ kind: "nothing" });
  });

  it("finds shot, pass and ruler", () => {
    expect(at(48, 0)).toEqual({ kind: "shot", shotId: shotId("A") });
    const x = xOfFrame(scale, 20);
    expect(hitTest(whole, { x, y: 4 })).toEqual({ kind: "ruler" });
    expect(hitTest(whole, { x, y: lanes.header.top + 5 })).toEqual({
      kind: "pass",
      passId: "pass_0001",
    });
  });

  it("zoomed far out only the selected shot gives its edges", () => {
    const far = { pxPerFrame: 0.05, scrollPx: -16, widthPx: 800 };
    const hit = (frame: number, selectedShotId: string | null) =>
      hitTest({ ...whole, scale: far, selectedShotId }, { x: xOfFrame(far, frame), y: shotsY });
    expect(hit(48, null)).toEqual({ kind: "shot", shotId: shotId("A") });
    expect(hit(90, shotId("A"))).toEqual({ kind: "edge", shotId: shotId("A"), edge: "end" });
    expect(hit(4, shotId("A"))).toEqual({ kind: "edge", shotId: shotId("A"), edge: "start" });
  });
});

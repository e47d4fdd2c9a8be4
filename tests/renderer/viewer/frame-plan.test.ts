import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPlaced, placedAt, programmeFrames, programmeOf } from "../../../renderer/src/state/selectors.ts";
import { asBlocked, asStill, shownAt, timecodeAt } from "../../../renderer/src/viewer/frame-plan.ts";
import type { PlannedFrame } from "../../../shared/animatic/plan-frames.ts";
import type { Pass, Project } from "../../../shared/project/model.ts";

function makePass(id: string, durationsMs: readonly number[]): Pass {
  const shots = durationsMs.map((durationMs, index) => ({ id: `shot_${id}${index}xx`, durationMs }));
  return {
    id: `pass_${id}xxx`,
    scene: "SC010",
    name: id,
    profile: "animatic",
    aspectRatio: "16:9",
    resolution: "1080p",
    shots,
  };
}

function makeProject(passes: readonly Pass[]): Project {
  return { id: "project_test", name: "Test", rate: "24", start: "01:00:00:00", elements: [], passes: [...passes] };
}

const shownIn = (project: Project) => ({ preview: project, view: null });

const durations = fc.array(
  fc.integer({ min: 1, max: 15 }).map((seconds) => seconds * 1000),
  { minLength: 1, maxLength: 6 },
);
const projects = fc
  .array(durations, { minLength: 1, maxLength: 5 })
  .map((passes) => makeProject(passes.map((each, index) => makePass(`p${index}`, each))));

describe("the frame that the preview shows", () => {
  it("lies in the shot that the timeline shows there, with the programme's timecode", () => {
    fc.assert(
      fc.property(projects, fc.nat(), (project, seed) => {
        const frame = seed % programmeFrames(shownIn(project));
        const shown = shownAt(shownIn(project), frame);
        const placed = placedAt(shownIn(project), frame);
        expect(shown?.planned.current.shot.shot.id).toBe(placed?.placed.shot.id);
        expect(frame).toBeGreaterThanOrEqual(placed?.placed.startFrame ?? Number.NaN);
        expect(frame).toBeLessThan(placed?.placed.endFrame ?? Number.NaN);
        expect(shown?.planned.timecodeFrame).toBe(24 * 3600 + frame);
      }),
    );
  });

  it("is the last one past the end, and none without passes", () => {
    const project = makeProject([makePass("a", [3000]), makePass("b", [4000])]);
    expect(shownAt(shownIn(project), 1e6)?.planned.frame).toBe(4 * 24 - 1);
    expect(shownAt(shownIn(makeProject([])), 0)).toBeNull();
  });

  it("is counted from the project's start", () => {
    expect(timecodeAt(makeProject([]), 25)).toBe("01:00:01:01");
    expect(timecodeAt({ ...makeProject([]), rate: "29.97df", start: "00:00:59;28" }, 2)).toBe("00:01:00;02");
  });
});

describe("a still viewer", () => {
  it("shows the picture of a frame that is black, and says why it will be", () => {
    const fading = makePass("a", [3000]);
    const project = makeProject([
      { ...fading, shots: fading.shots.map((shot) => ({ ...shot, transition: "fade-in" as const })) },
    ]);
    const planned = (frame: number) => shownAt(shownIn(project), frame)?.planned as PlannedFrame;
    expect(asStill(planned(0))).toMatchObject({ planned: { transition: null }, says: "Fade in from black" });
    expect(asStill(planned(1))).toEqual({ planned: planned(1), says: null });
    expect(asStill(planned(24))).toEqual({ planned: planned(24), says: null });
  });
});

describe("the programme's layout", () => {
  it("is made once for one state of the project", () => {
    const project = makeProject([makePass("a", [3000, 4000])]);
    expect(programmeOf(project)).toBe(programmeOf(project));
    expect(findPlaced(project, { passId: null, shotId: "shot_a1xx" })?.placed.startFrame).toBe(72);
    expect(findPlaced(project, { passId: null, shotId: "shot_gone" })).toBeNull();
  });
});

describe("a frame as it is blocked", () => {
  const dissolved = (frame: string | null): Project => {
    const pass = makePass("blocked", [4000, 4000]);
    const shots = pass.shots.map((shot, index) => ({
      ...shot,
      action: "A man waits",
      ...(index === 1 ? { transition: "dissolve" as const } : {}),
      ...(frame ? { frame } : {}),
    }));
    return makeProject([{ ...pass, shots }]);
  };

  it("has no picture, neither of its own nor of the shot that gives way, and is otherwise what it was", () => {
    const [pictured, plain] = [dissolved("f".repeat(64)), dissolved(null)];
    const seen = (project: Project) => {
      const { planned } = shownAt(shownIn(project), 100) ?? {};
      const [pass] = project.passes;
      if (!planned || !pass) throw new Error("Nothing is shown.");
      return asBlocked(planned, pass, project.elements);
    };
    const planned = seen(pictured);
    expect(planned.transition?.from?.shot).toMatchObject({ mediaId: null, blocked: { figures: [{}] } });
    expect(planned.current).toMatchObject({ shot: { mediaId: null, blocked: { figures: [{}] } } });
    expect(planned.current.progress).toBe(seen(plain).current.progress);
    expect(planned.current.shot.blocked).toEqual(seen(plain).current.shot.blocked);
    // The same while nothing changes, so that nothing is drawn again.
    expect(seen(pictured).current.shot).toBe(planned.current.shot);
  });
});

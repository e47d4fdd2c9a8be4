import { describe, expect, it } from "vitest";
import { progressAt } from "../../../renderer/src/state/planned-frame.ts";
import type { Project, Shot } from "../../../shared/project/model.ts";
import { buildPass, buildProject, buildShot } from "../../support/builders.ts";

/** Of two shots of 4 s at 24 fps, the first with what is given. */
function filmed(first: Partial<Shot>, second: Partial<Shot> = {}): Project {
  return buildProject([
    buildPass("a", [buildShot("1", { durationMs: 4000, ...first }), buildShot("2", { durationMs: 4000, ...second })]),
  ]);
}

const at = (project: Project, frame: number) => progressAt({ preview: project, view: null }, frame);

describe("how far a shot has come at the playhead", () => {
  it("is from its first frame to its last", () => {
    const project = filmed({});
    expect([0, 95, 96, 191].map((frame) => at(project, frame))).toEqual([0, 1, 0, 1]);
    expect(at(buildProject([]), 0)).toBe(0);
  });

  it("is what the viewer shows: past what a trim leaves out, and not yet at its end where it goes on under a dissolve", () => {
    expect(at(filmed({ trim: { in: 24, frames: 48 } }), 0)).toBeCloseTo(24 / 95);
    const dissolved = at(filmed({}, { transition: "dissolve" }), 95);
    expect(dissolved).toBeGreaterThan(0.5);
    expect(dissolved).toBeLessThan(1);
  });
});

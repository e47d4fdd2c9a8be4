import { describe, expect, it } from "vitest";
import { nudgeEnd, nudgePlace } from "../../../renderer/src/commands/nudges.ts";
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Project } from "../../../shared/project/model.ts";
import { lengthsOf, makeProject, shotId } from "../timeline/make-project.ts";

function applied(project: Project, edit: Edit | null): Project {
  const result = edit && applyEdit(project, edit);
  return result?.ok ? result.project : project;
}

function order(project: Project): string {
  return project.passes.map((pass) => pass.shots.map((shot) => shot.id.at(-1)).join("")).join(" | ");
}

describe("nudging a shot from the keyboard", () => {
  it("lengthens and shortens by one step", () => {
    const project = makeProject([4, 3]);
    expect(lengthsOf(applied(project, nudgeEnd(project, shotId("A"), 1, "ripple")))).toBe("5+3");
    expect(lengthsOf(applied(project, nudgeEnd(project, shotId("A"), -1, "ripple")))).toBe("3+3");
  });

  it("rolls and squeezes like the pointer", () => {
    const project = makeProject([5, 4, 6]);
    expect(lengthsOf(applied(project, nudgeEnd(project, shotId("A"), 1, "roll")))).toBe("6+3+6");
    expect(lengthsOf(applied(project, nudgeEnd(project, shotId("A"), 1, "squeeze")))).toBe("6+4+5");
  });

  it("moves a shot one place, into the next pass at the end of its own", () => {
    const project = makeProject([4, 3], [5]);
    expect(order(applied(project, nudgePlace(project, shotId("A"), 1)))).toBe("BA | C");
    expect(order(applied(project, nudgePlace(project, shotId("B"), 1)))).toBe("A | BC");
    expect(order(applied(project, nudgePlace(project, shotId("B"), -1)))).toBe("BA | C");
  });

  it("moves a shot back behind the last one of the pass before", () => {
    const project = makeProject([4], [3, 5]);
    expect(order(applied(project, nudgePlace(project, shotId("B"), -1)))).toBe("AB | C");
  });

  it("does nothing at either end of the programme", () => {
    const project = makeProject([4, 3]);
    expect(nudgePlace(project, shotId("A"), -1)).toBeNull();
    expect(nudgePlace(project, shotId("B"), 1)).toBeNull();
  });
});

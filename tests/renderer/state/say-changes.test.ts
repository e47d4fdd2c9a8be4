import { describe, expect, test } from "vitest";
import { type EditorState, initialState } from "../../../renderer/src/state/editor-state.ts";
import { sayChanges, sayShot } from "../../../renderer/src/state/say-changes.ts";
import type { Project } from "../../../shared/project/model.ts";
import { buildProject, buildTimedPass } from "../../support/builders.ts";

const pass = buildTimedPass("A", [4000, 3000, 4000, 4000]);
const project = buildProject([pass]);
const [first, , third] = pass.shots.map(({ id }) => id) as [string, string, string];

function state(changes: Partial<EditorState>, plan: Project = project, history: object = {}): EditorState {
  const view = { project: plan, revision: 1, undoLabel: null, redoLabel: null, ...history };
  return { ...initialState, projectId: "p", view: view as EditorState["view"], ...changes };
}

const selects = (shotId: string | null) => ({ selection: { passId: pass.id, shotId } });

test("a shot says its place, its length and what is left of the pass", () => {
  expect(sayShot(project, { passId: pass.id, shotId: third })).toBe("SH0030, shot 3 of 4, 4 seconds, 0 seconds left");
  expect(sayShot(project, { passId: pass.id, shotId: null })).toBeNull();
});

describe("what is said of a change", () => {
  const rest = state(selects(first));

  test("is the shot that was selected, unless a list reads it", () => {
    const after = state(selects(third));
    expect(sayChanges(rest, after, false)).toMatch(/^SH0030, shot 3 of 4/);
    expect(sayChanges(rest, after, true)).toBeNull();
  });

  test("is the selected shot when its length changes, whoever reads it", () => {
    const shorter = { ...pass, shots: [{ ...pass.shots[0], durationMs: 3000 }, ...pass.shots.slice(1)] };
    const after = state(selects(first), buildProject([shorter as typeof pass]));
    expect(sayChanges(rest, after, true)).toBe("SH0010, shot 1 of 4, 3 seconds, 1 second left");
  });

  test("is the length of a shot that was selected and changed at once, although a list reads which it is", () => {
    const shorter = { ...pass, shots: pass.shots.map((shot) => ({ ...shot, durationMs: 3000 })) };
    const after = state(selects(third), buildProject([shorter]));
    expect(sayChanges(rest, after, true)).toBe("SH0030, shot 3 of 4, 3 seconds, 3 seconds left");
  });

  test("is what was undone or redone", () => {
    const done = state(selects(null), project, { revision: 2, undoLabel: "Resize SH0010" });
    const undone = state(selects(null), project, { revision: 3, redoLabel: "Resize SH0010" });
    expect(sayChanges(done, undone, false)).toBe("Undone: Resize SH0010");
    expect(sayChanges(undone, { ...done, view: { ...done.view!, revision: 4 } }, false)).toBe("Redone: Resize SH0010");
  });

  test("is the timecode where the playhead came to rest", () => {
    expect(sayChanges(rest, state({ ...selects(first), playheadFrame: 30 }), false)).toBe("01:00:01:06");
    expect(sayChanges(rest, state({ ...selects(first), playheadFrame: 30, playing: true }), false)).toBeNull();
  });

  test("is what lies above the timeline now", () => {
    expect(sayChanges(rest, state({ ...selects(first), workspace: "list" }), false)).toBe("Shot list");
  });

  test("is nothing for a plan that was opened, and nothing for no change", () => {
    expect(sayChanges(initialState, rest, false)).toBeNull();
    expect(sayChanges(rest, rest, false)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { type EditorState, initialState } from "../../../renderer/src/state/editor-state.ts";
import { hintFor, hintsMet } from "../../../renderer/src/timeline/hints.ts";
import type { Shot } from "../../../shared/project/model.ts";
import { pass, project, shot } from "../../shared/animatic/sample-project.ts";

function windowWith(shots: Shot[], changes: Partial<EditorState> = {}): EditorState {
  const view = {
    folder: "/film",
    project: project([pass(shots)]),
    media: [],
    takes: [],
    sounds: [],
    heldBy: null,
    savedAt: null,
    revision: 1,
    undoLabel: null,
    redoLabel: null,
    readOnly: false,
  };
  return { ...initialState, projectId: "p", view, ...changes };
}

const nothingDone = { edge: false, play: false, prompt: false };
const [written, untouched] = [shot("1", { action: "A lamp swings" }), shot("2")];

describe("hints are given", () => {
  const both = windowWith([written, untouched]);

  it("one at a time, in order, about the shot that they speak of", () => {
    expect(hintFor(both, nothingDone)).toEqual({ hint: "edge", shot: written });
    expect(hintFor(both, { ...nothingDone, edge: true })).toEqual({ hint: "play", shot: written });
    expect(hintFor(both, { ...nothingDone, edge: true, play: true })).toEqual({ hint: "prompt", shot: untouched });
    expect(hintFor(both, { edge: true, play: true, prompt: true })).toBeNull();
  });

  it("about the selected shot where they fit it", () => {
    const selection = { passId: pass([]).id, shotId: untouched.id };
    expect(hintFor({ ...both, selection }, nothingDone)?.shot).toBe(untouched);
  });

  it("not where they have nothing to speak of, nor over what stopped an edit", () => {
    expect(hintFor(windowWith([written]), { edge: true, play: true, prompt: false })).toBeNull();
    expect(hintFor(windowWith([]), nothingDone)).toBeNull();
    const wall = { code: "pass-full" as const, message: "The pass is full." };
    expect(hintFor({ ...both, wall }, nothingDone)).toBeNull();
    const readOnly = both.view && { ...both.view, readOnly: true };
    expect(hintFor({ ...both, view: readOnly }, nothingDone)).toBeNull();
  });
});

describe("a hint is done", () => {
  const before = windowWith([written, untouched]);

  it("by changing a length, by playing, by writing a prompt", () => {
    expect(hintsMet(before, windowWith([{ ...written, durationMs: 4000 }, untouched]))).toEqual(["edge"]);
    expect(hintsMet(before, { ...before, playing: true })).toEqual(["play"]);
    expect(hintsMet(before, windowWith([written, { ...untouched, prompt: "Rain." }]))).toEqual(["prompt"]);
  });

  it("by nothing else: not by adding a shot, taking words away, or opening another project", () => {
    expect(hintsMet(before, windowWith([written, untouched, shot("3", { action: "Rain" })]))).toEqual([]);
    expect(hintsMet(before, windowWith([{ ...written, action: "" }, untouched]))).toEqual([]);
    const other = windowWith([{ ...written, durationMs: 9000 }], { projectId: "q" });
    expect(hintsMet(before, other)).toEqual([]);
  });
});

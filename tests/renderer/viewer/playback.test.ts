import { describe, expect, it } from "vitest";
import { type EditorState, initialState } from "../../../renderer/src/state/editor-state.ts";
import { playedRange } from "../../../renderer/src/viewer/playback.ts";
import { buildProject, buildTimedPass } from "../../support/builders.ts";

const project = buildProject([buildTimedPass("1", [1000, 2000]), buildTimedPass("2", [3000])]);

function state(changes: Partial<EditorState>): EditorState {
  return { ...initialState, preview: project, ...changes };
}

describe("what is played", () => {
  it("is all of the cut, or the shot or pass under the playhead when that repeats", () => {
    expect(playedRange(state({ playheadFrame: 30 }))).toEqual({ start: 0, end: 144 });
    expect(playedRange(state({ playheadFrame: 30, loop: "shot" }))).toEqual({ start: 24, end: 72 });
    expect(playedRange(state({ playheadFrame: 30, loop: "pass" }))).toEqual({ start: 0, end: 72 });
    expect(playedRange(state({ playheadFrame: 30, loop: "programme" }))).toEqual({ start: 0, end: 144 });
  });

  it("is what lies between in and out when the cut repeats, as far as the cut goes", () => {
    const marked = (inFrame: number | null, outFrame: number | null) =>
      playedRange(state({ loop: "programme", marks: { inFrame, outFrame } }));
    expect(marked(10, 20)).toEqual({ start: 10, end: 20 });
    expect(marked(null, 20)).toEqual({ start: 0, end: 20 });
    expect(marked(10, null)).toEqual({ start: 10, end: 144 });
    expect(marked(100, 500)).toEqual({ start: 100, end: 144 });
    expect(marked(200, 300)).toEqual({ start: 0, end: 144 });
    expect(playedRange(state({ marks: { inFrame: 10, outFrame: 20 } }))).toEqual({ start: 0, end: 144 });
  });
});

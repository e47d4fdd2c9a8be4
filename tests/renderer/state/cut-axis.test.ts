import { describe, expect, it } from "vitest";
import { type EditorState, initialState } from "../../../renderer/src/state/editor-state.ts";
import {
  cutOf,
  editPoints,
  firstShownFrame,
  placedAt,
  planPlayhead,
  programmeFrames,
  programmeOf,
  rangeInCut,
} from "../../../renderer/src/state/selectors.ts";
import { shownAt } from "../../../renderer/src/viewer/frame-plan.ts";
import type { Project, Shot, Trim } from "../../../shared/project/model.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../support/builders.ts";

const film = {
  frames: 100,
  rateNum: 24,
  rateDen: 1,
  hasEvenRate: true,
  widthPx: 64,
  heightPx: 36,
  hasAudio: true,
} as const;
const [first, second] = [buildTimedPass("1", [2000, 1000]), buildTimedPass("2", [1000, 3000])];
const take: Take = {
  id: "take_0001",
  passId: second.id,
  number: 1,
  profile: "import",
  mediaId: buildMediaId("a"),
  frames: 100,
  createdAt: "2026-03-01T12:00:00.000Z",
  jobId: null,
  film,
  cuts: null,
  binnedAt: null,
  shots: second.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
};

function stateOf(project: Project, takes: readonly Take[], playheadFrame = 0): EditorState {
  const view = {
    project,
    takes: [...takes],
    media: [],
    sounds: [],
    revision: 1,
    folder: "",
    readOnly: false,
    heldBy: null,
    savedAt: null,
  };
  return { ...initialState, playheadFrame, view: { ...view, undoLabel: null, redoLabel: null } };
}

function trimmed(pass: typeof first, index: number, trim: Trim): typeof first {
  return { ...pass, shots: pass.shots.map((shot, at): Shot => (at === index ? { ...shot, trim } : shot)) };
}

const idOf = (pass: typeof first, index: number) => pass.shots[index]?.id as string;

describe("without takes and trims", () => {
  it("frames of the cut are those of the plan", () => {
    const project = buildProject([first, second]);
    for (let frame = 0; frame < 168; frame += 1) {
      const state = stateOf(project, [], frame);
      expect(planPlayhead(state)).toBe(frame);
      const found = placedAt(state, frame);
      expect(frame).toBeGreaterThanOrEqual(found?.placed.startFrame as number);
      expect(frame).toBeLessThan(found?.placed.endFrame as number);
    }
    expect(programmeFrames(stateOf(project, []))).toBe(168);
    expect(editPoints(cutOf(stateOf(project, [])))).toEqual(
      programmeOf(project).flatMap(({ shots }) => shots.map(({ startFrame }) => startFrame)),
    );
  });
});

describe("with a trimmed shot and a take that is longer than planned", () => {
  // The first pass plays 24 of the 48 frames of its first shot, from its 12th on, and then 24; the film of the second has 4 more.
  const project = buildProject([trimmed(first, 0, { in: 12, frames: 24 }), second]);
  const state = stateOf(project, [take]);

  it("the cut has its own length and edit points", () => {
    expect(programmeFrames(state)).toBe(24 + 24 + 24 + 72);
    expect(editPoints(cutOf(state))).toEqual([0, 24, 48, 72]);
    expect(rangeInCut(state, { passId: second.id, shotId: null })).toEqual({ start: 48, end: 144 });
    expect(rangeInCut(state, { passId: null, shotId: idOf(second, 1) })).toEqual({ start: 72, end: 144 });
  });

  it("the playhead stands on the plan's frame that the shot shows there", () => {
    expect(planPlayhead({ ...state, playheadFrame: 0 })).toBe(12);
    expect(planPlayhead({ ...state, playheadFrame: 24 })).toBe(48);
    expect(planPlayhead({ ...state, playheadFrame: 50 })).toBe(74);
  });

  it("a selected shot is shown from its first frame in the cut", () => {
    const selection = { passId: second.id, shotId: idOf(second, 0) };
    expect(firstShownFrame({ ...state, playheadFrame: 10 }, selection)).toBe(48);
    expect(firstShownFrame({ ...state, playheadFrame: 60 }, selection)).toBeNull();
  });

  it("each frame says which frame of which film it shows, or which of the animatic, with the cut's timecode", () => {
    const animatic = shownAt(state, 3);
    expect(animatic).toMatchObject({ film: null, planned: { frame: 15, timecodeFrame: 24 * 3600 + 3 } });
    const shown = shownAt(state, 72 + 5);
    expect(shown).toMatchObject({ film: { take, frame: 29 }, planned: { timecodeFrame: 24 * 3600 + 77 } });
    expect(shownAt(state, 1e6)?.film?.frame).toBe(24 + 71);
  });
});

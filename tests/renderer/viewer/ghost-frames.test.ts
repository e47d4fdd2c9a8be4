import { describe, expect, it } from "vitest";
import { type EditorState, initialState } from "../../../renderer/src/state/editor-state.ts";
import { ghostsOf } from "../../../renderer/src/viewer/ghost-frames.ts";
import type { Take } from "../../../shared/takes/take.ts";
import { buildMediaId, buildProject, buildTimedPass } from "../../support/builders.ts";

const both = { previous: true, next: true };
const film = { frames: 96, rateNum: 24, rateDen: 1, hasEvenRate: true, widthPx: 64, heightPx: 36, hasAudio: true };
const [first, second] = [buildTimedPass("1", [2000, 2000]), buildTimedPass("2", [1000, 3000])];
const take: Take = {
  ...{ id: "take_0001", passId: first.id, number: 1, profile: "import", mediaId: buildMediaId("a"), frames: 96 },
  ...{ createdAt: "2026-03-01T12:00:00.000Z", jobId: null, film, cuts: null, binnedAt: null },
  shots: first.shots.map(({ id, durationMs }) => ({ shotId: id, durationMs })),
};

function stateOf(takes: readonly Take[], passes = [first, second]): EditorState {
  const project = buildProject(passes);
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
  return { ...initialState, view: { ...view, undoLabel: null, redoLabel: null } };
}

const idOf = (pass: typeof first, index: number) => pass.shots[index]?.id as string;
const shotsOf = (state: EditorState, shotId: string, wanted = both) =>
  ghostsOf(state, shotId, wanted).map(({ planned }) => [planned.current.shot.shot.id, planned.frame]);

describe("the ghosts of a shot", () => {
  it("are the last frame of the shot before and the first of the shot after, over the ends of a pass too", () => {
    const state = stateOf([]);
    expect(shotsOf(state, idOf(first, 1))).toEqual([
      [idOf(first, 0), 47],
      [idOf(second, 0), 0],
    ]);
    expect(shotsOf(state, idOf(first, 1), { previous: false, next: true })).toEqual([[idOf(second, 0), 0]]);
    expect(shotsOf(state, idOf(first, 0))).toEqual([[idOf(first, 1), 48]]);
    expect(ghostsOf(state, idOf(first, 0), both)[0]?.film).toBeNull();
  });

  it("are frames of the take where one shows the neighbor in the cut", () => {
    const state = stateOf([take]);
    const [before] = ghostsOf(state, idOf(second, 0), both);
    expect(before?.film).toMatchObject({ take, frame: 95, from: 48, until: 96 });
    const [, after] = ghostsOf(state, idOf(first, 0), both);
    expect(after).toBeUndefined();
    expect(ghostsOf(state, idOf(first, 0), both)[0]?.film).toMatchObject({ frame: 48, from: 48, until: 96 });
  });

  it("are none of another shape, and none of a shot that is gone", () => {
    const upright = { ...second, aspectRatio: "9:16" as const };
    expect(shotsOf(stateOf([], [first, upright]), idOf(first, 1))).toEqual([[idOf(first, 0), 47]]);
    expect(ghostsOf(stateOf([]), "shot_gone", both)).toEqual([]);
  });
});

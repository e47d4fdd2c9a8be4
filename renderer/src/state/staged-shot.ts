/** Owns which shot's stage is shown and changed in the workspace for blocking: the one at the playhead. */
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import type { Project } from "../../../shared/project/model.ts";
import type { ShotInPass } from "../../../shared/stage/set-ups.ts";
import type { EditorState } from "./editor-state.ts";
import { placedAt, shownProject } from "./selectors.ts";

/** Where the cut has nothing, the first shot of the selected pass, else of the first one. */
export function stagedShotId(state: EditorState): string | null {
  const placed = placedAt(state, state.playheadFrame);
  if (placed) return placed.placed.shot.id;
  const passes = shownProject(state)?.passes ?? [];
  const pass = passes.find(({ id }) => id === state.selection.passId) ?? passes[0];
  return pass?.shots[0]?.id ?? null;
}

/** A shot with what its blocking depends on; null for one that is not there. */
export function shotInPass({ passes, elements }: Project, shotId: string | null): ShotInPass | null {
  for (const pass of passes) {
    const index = pass.shots.findIndex(({ id }) => id === shotId);
    if (index !== -1) return { pass, index, elements, ratio: ratioOf(pass.aspectRatio) };
  }
  return null;
}

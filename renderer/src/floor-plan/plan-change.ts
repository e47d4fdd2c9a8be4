/** Owns showing a change of the stage while it is under way, and making it one step of the plan's history. */
import { applyEdit } from "../../../shared/edits/apply-edit.ts";
import type { Edit } from "../../../shared/edits/edit.ts";
import type { Project } from "../../../shared/project/model.ts";
import { shownProject } from "../state/selectors.ts";
import { stagedShotId } from "../state/staged-shot.ts";
import { editor } from "../state/use-editor.ts";
import { type ShownStage, stageOf } from "./shown-stage.ts";

/** The stage as it is at this moment: after an edit, before it has been shown. */
export function stageNow(): ShownStage | null {
  const state = editor.get();
  return stageOf(shownProject(state), stagedShotId(state));
}

/** Shows the edit, or with null the plan as it is, at the next frame: a pointer moves more often than that. */
export interface PreviewFrames {
  show(edit: Edit | null): void;
  /** Nothing is shown after this but the plan as it is. */
  stop(): void;
}

export function startPreview(base: Project): PreviewFrames {
  let frame = 0;
  let latest: Edit | null = null;
  return {
    show(edit) {
      latest = edit;
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        const made = latest && applyEdit(base, latest);
        editor.setPreview(made?.ok ? made.project : null);
      });
    },
    stop() {
      cancelAnimationFrame(frame);
      editor.setPreview(null);
    },
  };
}

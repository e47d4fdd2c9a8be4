/** Owns playing an entry in the viewer while it is held: the plan with it is shown and played, and everything is as it was when it is let go. */
import type { Project } from "../../../shared/project/model.ts";
import { rateOf, timebaseOf } from "../../../shared/time/rate.ts";
import type { Editor } from "../state/editor.ts";
import { rangeInCut } from "../state/selectors.ts";

export interface HeldShow {
  readonly project: Project;
  readonly shotId: string;
  /** From the shot before, for what lies between the two. */
  readonly fromBefore: boolean;
}

const beforeSeconds = 0.7;

/** Starts; what it returns ends it. */
export function holdInViewer(editor: Editor, { project, shotId, fromBefore }: HeldShow): () => void {
  const { playheadFrame, loop, playing, speed, workspace } = editor.get();
  editor.showWorkspace("edit");
  editor.pause();
  editor.setPreview(project);
  const range = rangeInCut(editor.get(), { passId: null, shotId });
  const lead = fromBefore ? Math.round(beforeSeconds * timebaseOf(rateOf(project.rate))) : 0;
  if (range) {
    editor.setLoop(fromBefore ? "none" : "shot");
    editor.seek(Math.max(0, range.start - lead));
    editor.play();
  }
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    editor.pause();
    editor.setPreview(null);
    editor.showWorkspace(workspace);
    editor.setLoop(loop);
    editor.seek(playheadFrame);
    if (playing) editor.play(speed);
  };
}

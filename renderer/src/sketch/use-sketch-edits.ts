/** Owns the sketch of a shot as the sheet changes it: every change one edit, taken back by the project's own undo. */
import { useMemo } from "react";
import { pictureOf } from "../../../shared/animatic/picture-of.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import type { Sketch } from "../../../shared/project/sketch.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { type Changed, choosePaper, firstSketch, hideAll, storedSketch } from "./change-sketch.ts";

export interface SketchEdits {
  /** What is there; an empty layer when there is nothing yet. */
  readonly sketch: Sketch;
  readonly isPaper: boolean;
  readonly hasPicture: boolean;
  /** Stores the changed sketch; gives why not when it was refused. */
  readonly change: (changed: Changed) => string | null;
  /** Makes a stored image the shot's frame, of which the sketch is a part from then on: its layers are kept, hidden. */
  readonly makeFrame: (mediaId: string) => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
}

export function useSketchEdits(project: Project, pass: Pass, shot: Shot, label: string): SketchEdits {
  const undoLabel = useEditor((state) => state.view?.undoLabel ?? null);
  const redoLabel = useEditor((state) => state.view?.redoLabel ?? null);
  const hasPicture = pictureOf(project, pass, shot) !== null;
  const usualPaper = hasPicture ? undefined : "white";
  // The same one while nothing changes, as the pen lets go when the sketch does.
  const sketch = useMemo(() => shot.sketch ?? choosePaper(firstSketch, usualPaper), [shot.sketch, usualPaper]);
  // Another scene may have a shot of the same number.
  const name = `${pass.scene} ${label}`;
  const framing = `Use the drawing as the frame of ${name}`;
  // What was done elsewhere stays: whoever draws sees no more than this sheet.
  const isOurs = (done: string | null) => done === `Draw on ${name}` || done === framing;
  return {
    sketch,
    isPaper: sketch.paper === "white",
    hasPicture,
    change(changed) {
      if ("refusal" in changed) return changed.refusal;
      const stored = storedSketch(changed.sketch, usualPaper);
      void editor.apply({ type: "shot.describe", shotId: shot.id, fields: { sketch: stored } });
      return null;
    },
    makeFrame(mediaId) {
      // What was drawn while the image was stored is kept as well.
      const now = shotNow(shot.id)?.sketch ?? sketch;
      const fields = { frame: mediaId, sketch: storedSketch(hideAll(now), undefined) };
      const edits = [{ type: "shot.describe" as const, shotId: shot.id, fields }];
      void editor.apply({ type: "batch", label: framing, edits });
    },
    canUndo: isOurs(undoLabel),
    canRedo: isOurs(redoLabel),
    undo: () => {
      if (isOurs(editor.get().view?.undoLabel ?? null)) void editor.undo();
    },
    redo: () => {
      if (isOurs(editor.get().view?.redoLabel ?? null)) void editor.redo();
    },
  };
}

function shotNow(shotId: string): Shot | undefined {
  const passes = editor.get().view?.project.passes ?? [];
  return passes.flatMap(({ shots }) => shots).find(({ id }) => id === shotId);
}

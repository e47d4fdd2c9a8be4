/** Owns drawing on a shot's picture: the sheet with its tools and layers, each change of it one step of the project's history. */
import { useRef } from "react";
import { shotLabel } from "../../../shared/project/layout.ts";
import type { Pass, Project, Shot } from "../../../shared/project/model.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { Modal } from "../ui/Modal.tsx";
import type { CreatePainter } from "./ground.ts";
import { SketchSheet } from "./SketchSheet.tsx";

interface SketchDialogProps {
  readonly shotId: string;
  /** Paints what is drawn on: it is the viewer's, so whoever puts the window together hands it in. */
  readonly createPainter: CreatePainter;
  readonly onClose: () => void;
}

export function SketchDialog({ shotId, createPainter, onClose }: SketchDialogProps) {
  const project = useEditor((state) => state.view?.project ?? null);
  const sheet = useRef<HTMLDivElement>(null);
  const found = project && findShot(project, shotId);
  if (!project || !found) return null;
  const label = shotLabel(numbersOf(project).get(shotId) ?? 0);
  const { pass, shot, before, after } = found;
  const show = (other: Shot) => {
    editor.select({ shotId: other.id });
    openDialog({ kind: "sketch", shotId: other.id });
  };
  return (
    <Modal open size="full" title={`Draw on ${label}`} initialFocus={sheet} onClose={onClose}>
      <SketchSheet
        key={shotId}
        sheet={sheet}
        project={project}
        pass={pass}
        shot={shot}
        label={label}
        createPainter={createPainter}
        onBefore={before ? () => show(before) : null}
        onAfter={after ? () => show(after) : null}
        onClose={onClose}
      />
    </Modal>
  );
}

/** The shot with its pass, and the shots before and after it in the whole project. */
function findShot(
  { passes }: Project,
  shotId: string,
): { pass: Pass; shot: Shot; before: Shot | null; after: Shot | null } | null {
  const pass = passes.find(({ shots }) => shots.some(({ id }) => id === shotId));
  const all = passes.flatMap(({ shots }) => shots);
  const at = all.findIndex(({ id }) => id === shotId);
  const shot = all[at];
  if (!pass || !shot) return null;
  return { pass, shot, before: all[at - 1] ?? null, after: all[at + 1] ?? null };
}

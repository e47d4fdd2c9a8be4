/** Owns the small sign in the title bar that work goes on, so that its dialog may be closed meanwhile and, for an export, opened again. */
import { useEffect, useRef } from "react";
import { isDialogOpen, openDialog } from "../dialogs/dialogs.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { useEditor } from "../state/use-editor.ts";
import styles from "./Operation.module.css";

export function OperationChip() {
  const operation = useEditor((state) => state.operations.findLast((each) => each.state === "running") ?? null);
  useEndNotices();
  if (!operation) return null;
  const { id, kind, title, step, progress } = operation;
  const sign = (
    <>
      <span className={styles.chipTitle}>{title}</span>
      <span className={styles.chipBar}>
        <span className={styles.chipFill} style={{ display: "block", width: `${progress * 100}%` }} />
      </span>
    </>
  );
  return (
    <output className={styles.chipPlace} title={step}>
      {kind === "export" ? (
        <button type="button" className={styles.chip} onClick={() => showExport(id)}>
          {sign}
        </button>
      ) : (
        <span className={styles.chip}>{sign}</span>
      )}
    </output>
  );
}

function showExport(operationId: string): void {
  openDialog({ kind: "export", operationId });
}

/** Says how work ended whose dialog was closed before. */
function useEndNotices(): void {
  const operations = useEditor((state) => state.operations);
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, kind, state, title, error } of operations) {
      if (state === "running") running.current.add(id);
      else if (running.current.delete(id) && !isDialogOpen()) {
        const look = kind === "export" ? { label: "Show", run: () => showExport(id) } : undefined;
        // What is made of takes is seen where they are.
        if (state === "done" && kind !== "ingest") showDone(`${title}: done.`, look);
        else if (error) showProblem(error, look);
      }
    }
  }, [operations]);
}

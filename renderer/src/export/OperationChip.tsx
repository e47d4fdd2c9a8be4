/** Owns the small sign in the title bar that work goes on, so that its dialog may be closed meanwhile. */
import { useEffect, useRef } from "react";
import { isDialogOpen } from "../app/dialogs.ts";
import { showDone, showProblem } from "../state/problems.ts";
import { useEditor } from "../state/use-editor.ts";
import styles from "./Operation.module.css";

export function OperationChip() {
  const operation = useEditor((state) => state.operations.findLast((each) => each.state === "running") ?? null);
  useEndNotices();
  if (!operation) return null;
  return (
    <output className={styles.chip} title={operation.step}>
      <span className={styles.chipTitle}>{operation.title}</span>
      <span className={styles.chipBar}>
        <span className={styles.chipFill} style={{ display: "block", width: `${operation.progress * 100}%` }} />
      </span>
    </output>
  );
}

/** Says how work ended whose dialog was closed before. */
function useEndNotices(): void {
  const operations = useEditor((state) => state.operations);
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, state, title, error } of operations) {
      if (state === "running") running.current.add(id);
      else if (running.current.delete(id) && !isDialogOpen()) {
        if (state === "done") showDone(`${title}: done.`);
        else if (error) showProblem(error);
      }
    }
  }, [operations]);
}

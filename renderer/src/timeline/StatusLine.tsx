/** Owns the line under the timeline: what stopped an edit, and else what can be done here. */
import { useEffect } from "react";
import { shotToTrim } from "../commands/trims.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import { useHint } from "./FirstHint.tsx";
import styles from "./Timeline.module.css";

const shownForMs = 9000;

export function StatusLine() {
  const wall = useEditor((state) => state.wall);
  const { hint } = useHint();
  const trims = useEditor((state) => shotToTrim(state) !== null);
  useEffect(() => {
    if (!wall) return;
    const timer = setTimeout(() => {
      // A drag against the wall goes on saying so.
      if (editor.get().wall === wall && editor.get().preview === null) editor.showWall(null);
    }, shownForMs);
    return () => clearTimeout(timer);
  }, [wall]);
  return (
    <div className={styles.statusLine}>
      <output className={styles.wall} aria-live="polite">
        {wall && (
          <>
            {wall.message} {wall.next && <span className={styles.next}>{wall.next}</span>}
          </>
        )}
      </output>
      {!wall && hint === null && (
        <span className={styles.hint}>
          {trims
            ? "Drag an edge to trim by frames. Alt-drag the shot to slip."
            : "Drag an edge to change a shot’s length. Alt rolls, Shift squeezes."}
        </span>
      )}
    </div>
  );
}

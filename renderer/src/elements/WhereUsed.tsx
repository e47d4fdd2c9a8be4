/** Owns the list of the shots and looks that call an element; one that is clicked is selected. */
import { memo } from "react";
import { sayUses, usesOf } from "../../../shared/prompt/where-used.ts";
import { numbersOf } from "../state/selectors.ts";
import { editor, useEditor } from "../state/use-editor.ts";
import styles from "./ElementEditor.module.css";

export const WhereUsed = memo(function WhereUsed({ name }: { name: string }) {
  const project = useEditor((state) => state.view?.project ?? null);
  const selected = useEditor((state) => state.selection.shotId);
  if (!project) return null;
  const uses = usesOf(project, name);
  if (uses.length === 0) return <p className={styles.hint}>No shot uses it yet. Type @{name} in a prompt.</p>;
  const numbers = numbersOf(project);
  return (
    <details className={styles.uses}>
      <summary className={styles.usesHead}>Used in {sayUses(uses)}</summary>
      <ul className={styles.useList}>
        {uses.map(({ pass, shot }) => (
          <li key={shot?.id ?? pass.id}>
            <button
              type="button"
              className={styles.use}
              aria-current={shot && shot.id === selected ? "true" : undefined}
              onClick={() => editor.select({ passId: pass.id, shotId: shot?.id ?? null })}
            >
              <span className={styles.useShot}>
                {shot ? `SH${String(numbers.get(shot.id) ?? 0).padStart(4, "0")}` : "Look"}
              </span>
              <span className={styles.usePass}>
                {pass.scene} {pass.name}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
});

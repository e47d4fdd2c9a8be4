/** Owns the way from a field that the look of the pass speaks for, to where that look is written. */
import type { Look } from "../../../shared/project/model.ts";
import { editor } from "../state/use-editor.ts";
import { shotNow } from "./describe-shot.ts";
import styles from "./TextFieldOfShot.module.css";

export function LookLink({ shotId, field }: { shotId: string; field: keyof Look }) {
  return (
    <button type="button" className={styles.link} onClick={() => goToLook(shotId, field)}>
      Pass look
    </button>
  );
}

/** Shows the pass, with the focus in that field of its look. */
function goToLook(shotId: string, field: keyof Look): void {
  const passId = shotNow(shotId)?.pass.id;
  if (passId === undefined) return;
  editor.select({ passId, shotId: null });
  // The inspector of the pass is there after this turn.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-look=${field}] textarea`)?.focus());
}

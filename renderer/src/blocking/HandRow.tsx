/** Owns a row of the stage's inspector: a label with a dot where its value was set by hand, and the way back to the words. */
import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton, joinClasses } from "../ui/Button.tsx";
import field from "../ui/Field.module.css";
import styles from "./Blocking.module.css";

interface HandRowProps {
  readonly label: string;
  /** What it is called where the label alone is not enough. */
  readonly name?: string;
  readonly children: ReactNode;
  /** Gives it back to the words; absent where it follows them. */
  readonly toWords?: (() => void) | undefined;
}

export function HandRow({ label, name = label, children, toWords }: HandRowProps) {
  return (
    <div className={joinClasses(field.row, field.rowTop)}>
      <span className={joinClasses(field.label, styles.label)}>
        {label}
        {toWords && <span className={styles.dot} title="Set by hand" />}
      </span>
      <div className={joinClasses(field.control, styles.control)}>
        {children}
        {toWords && (
          <IconButton
            className={joinClasses(styles.fixed, styles.undo)}
            label={`Back to the words: ${name.toLowerCase()}`}
            onClick={toWords}
          >
            <RotateCcw size={13} />
          </IconButton>
        )}
      </div>
    </div>
  );
}

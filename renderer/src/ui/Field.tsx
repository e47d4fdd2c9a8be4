/** Owns the inspector's rows: a label beside or above its control, single-line and many-line texts, switches and sections. */
import { Switch } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";
import { joinClasses } from "./Button.tsx";
import styles from "./Field.module.css";
import { useDraft } from "./use-draft.ts";

/** A titled group of rows; `action` stands at the right of the title. */
export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h3 id={id} className={styles.sectionTitle}>
          {title}
        </h3>
        {action}
      </div>
      {children}
    </section>
  );
}

export function Row({ label, children, top = false }: { label: string; children: ReactNode; top?: boolean }) {
  return (
    <div className={joinClasses(styles.row, top && styles.rowTop)}>
      <span className={styles.label}>{label}</span>
      <div className={styles.control}>{children}</div>
    </div>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (text: string) => void;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number;
  readonly list?: string | undefined;
}

/** A single line that commits on Enter and on leaving. */
export function TextField({ label, value, onCommit, ...rest }: TextProps) {
  const draft = useDraft(value, onCommit);
  return <input className={styles.input} aria-label={label} spellCheck={false} title={value} {...draft} {...rest} />;
}

/** Several lines; grows with its text. Commits on leaving and on Ctrl or Cmd + Enter. */
export function TextArea({ label, value, onCommit, rows = 2, ...rest }: TextProps & { readonly rows?: number }) {
  const draft = useDraft(value, onCommit);
  return <textarea className={styles.area} aria-label={label} rows={rows} {...draft} {...rest} />;
}

export function Toggle({
  label,
  checked,
  onChange,
  locked,
}: {
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
  /** Why it can't be switched; absent where it can. */
  locked?: string | undefined;
}) {
  return (
    <Switch.Root
      className={styles.switch}
      checked={checked}
      onCheckedChange={onChange}
      aria-label={label}
      readOnly={locked !== undefined}
      aria-description={locked}
      title={locked}
    >
      <Switch.Thumb className={styles.thumb} />
    </Switch.Root>
  );
}

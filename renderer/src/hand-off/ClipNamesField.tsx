/** Owns choosing how clips are named: a template, its version, and the name that comes of it. */
import { useId } from "react";
import type { ClipNames } from "../../../shared/cut/out/hand-off-options.ts";
import { nameTokens } from "../../../shared/cut/out/name-template.ts";
import formStyles from "../ui/Form.module.css";
import styles from "./ExportDialog.module.css";

interface ClipNamesProps {
  readonly names: ClipNames;
  readonly problem: string | null;
  /** What the first clip would be called. */
  readonly example: string;
  readonly onChange: (names: ClipNames) => void;
}

export function ClipNamesField({ names, problem, example, onChange }: ClipNamesProps) {
  const id = useId();
  return (
    <div className={styles.names}>
      <div className={styles.choices}>
        <input
          className={formStyles.input}
          aria-label="Clip names"
          aria-describedby={id}
          aria-invalid={problem !== null}
          value={names.template}
          spellCheck={false}
          onChange={(event) => onChange({ ...names, template: event.currentTarget.value })}
        />
        <label className={styles.version}>
          Version
          <input
            type="number"
            min={1}
            max={999}
            value={names.version}
            onChange={(event) => {
              const version = Math.round(event.currentTarget.valueAsNumber);
              if (version >= 1 && version <= 999) onChange({ ...names, version });
            }}
          />
        </label>
      </div>
      <div id={id} className={styles.nameNotes}>
        <p
          className={problem === null ? styles.example : formStyles.problem}
          title={problem ?? example}
          aria-live="polite"
        >
          {problem ?? example}
        </p>
        <p className={styles.tokens}>{nameTokens.join(" ")}</p>
      </div>
    </div>
  );
}

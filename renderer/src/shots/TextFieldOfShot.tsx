/** Owns one sent text of a shot on its page: its name and menu, how long it is while it is typed, and the field itself. */
import { memo, type ReactNode, useCallback, useState } from "react";
import type { Shot } from "../../../shared/project/model.ts";
import { joinClasses } from "../ui/Button.tsx";
import type { SharedField } from "./copy-field.ts";
import { describeShot, shotNow } from "./describe-shot.ts";
import { FieldMenu } from "./FieldMenu.tsx";
import { LengthOfField } from "./LengthOfField.tsx";
import { clearDraft, fieldsWith, type ShotField, showDraft, textOf } from "./live-shot.ts";
import { PromptField } from "./PromptField.tsx";
import { watchField } from "./shot-problems.ts";
import styles from "./TextFieldOfShot.module.css";
import type { TextProblem } from "./text-problems.ts";

interface TextFieldOfShotProps {
  readonly shot: Shot;
  readonly field: ShotField;
  readonly label: string;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly singleLine?: boolean;
  /** Under the name the field's text may be taken to other shots; absent: it may not. */
  readonly shared?: SharedField;
  /** Beside the name. */
  readonly beside?: ReactNode;
  /** The name is not shown; the field has it all the same. */
  readonly bare?: boolean;
}

export const TextFieldOfShot = memo(function TextFieldOfShot(props: TextFieldOfShotProps) {
  const { shot, field, label, placeholder = "", rows = 1, singleLine = false, shared, beside, bare = false } = props;
  const { id } = shot;
  const [focused, setFocused] = useState(false);
  const commit = (text: string) => {
    const now = shotNow(id)?.shot;
    if (now) describeShot(id, fieldsWith(now, field, text));
  };
  const type = (text: string | null) => {
    if (text === null) clearDraft({ shotId: id, field });
    else showDraft({ shotId: id, field, text });
  };
  const watch = useCallback(
    (show: (text: string, problems: readonly TextProblem[]) => void) => watchField(id, field, show),
    [id, field],
  );
  return (
    <div className={joinClasses(styles.field, bare && styles.bare)}>
      {!bare && (
        <span className={styles.head}>
          <span className={styles.label}>{label}</span>
          {beside}
        </span>
      )}
      <PromptField
        // Another placeholder is another field.
        key={placeholder}
        label={label}
        value={textOf(shot, field)}
        placeholder={placeholder}
        rows={rows}
        singleLine={singleLine}
        onCommit={commit}
        onType={type}
        onFocusChange={setFocused}
        watchProblems={watch}
      />
      {/* Behind the field, so that the keyboard comes to the text first. */}
      {!bare && (
        <span className={styles.foot}>
          {focused && <LengthOfField shot={shot} field={field} />}
          {shared && <FieldMenu shotId={id} field={shared} label={label} />}
        </span>
      )}
    </div>
  );
});

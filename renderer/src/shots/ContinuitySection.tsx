/** Owns what is noted of a shot for the crew and for continuity, and never sent. */
import { memo } from "react";
import type { Shot } from "../../../shared/project/model.ts";
import { Section, TextArea } from "../ui/Field.tsx";
import { describeShot, textOrNull } from "./describe-shot.ts";
import { FieldMenu } from "./FieldMenu.tsx";
import styles from "./TextFieldOfShot.module.css";

const fields = [
  ["wardrobe", "Wardrobe", "Red wool cap, ochre suit"],
  ["props", "Props", "Caged lamp, left hand"],
  ["notes", "Notes", "For the crew"],
] as const;

export const ContinuitySection = memo(function ContinuitySection({ shot }: { shot: Shot }) {
  return (
    <Section title="Continuity and notes, never sent">
      {fields.map(([key, label, placeholder]) => (
        <div key={key} className={styles.field}>
          <span className={styles.head}>
            <span className={styles.label}>{label}</span>
          </span>
          <TextArea
            label={label}
            rows={1}
            value={shot[key] ?? ""}
            placeholder={placeholder}
            onCommit={(text) => describeShot(shot.id, { [key]: textOrNull(text) })}
          />
          <span className={styles.foot}>
            <FieldMenu shotId={shot.id} field={key} label={label} />
          </span>
        </div>
      ))}
    </Section>
  );
});

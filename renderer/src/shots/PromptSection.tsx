/** Owns the words of a shot: structured fields, or one free text that replaces them. */
import { memo } from "react";
import type { Shot } from "../../../shared/project/model.ts";
import { compileShotText } from "../../../shared/prompt/compile.ts";
import { Section } from "../ui/Field.tsx";
import { describeShot, textOrNull } from "./describe-shot.ts";
import { PromptField } from "./PromptField.tsx";
import styles from "./ShotInspector.module.css";

const fields = [
  ["action", "Action", "@Driver zips up her suit", 2],
  ["environment", "Environment", "Concrete garage at night", 1],
  ["lighting", "Lighting", "One warm work lamp", 1],
  ["mood", "Mood", "Held breath", 1],
] as const;

export const PromptSection = memo(function PromptSection({ shot }: { shot: Shot }) {
  const free = shot.prompt !== undefined && shot.prompt !== null;
  return (
    <Section
      title={free ? "Prompt, free text" : "Prompt"}
      action={
        <button
          type="button"
          className={styles.mode}
          title={free ? "Go back to the fields and discard the free text" : "Write free text, starting from the fields"}
          onClick={() => describeShot(shot.id, { prompt: free ? null : compileShotText(shot) })}
        >
          {free ? "Use fields" : "Free text"}
        </button>
      }
    >
      {free ? (
        <PromptField
          key="free"
          label="Free-text prompt"
          rows={6}
          value={shot.prompt ?? ""}
          placeholder="Everything the service should get"
          onCommit={(text) => describeShot(shot.id, { prompt: text })}
        />
      ) : (
        fields.map(([key, label, placeholder, rows]) => (
          <div key={key} className={styles.stacked}>
            <span className={styles.stackedLabel}>{label}</span>
            <PromptField
              label={label}
              rows={rows}
              value={shot[key] ?? ""}
              placeholder={placeholder}
              onCommit={(text) => describeShot(shot.id, { [key]: textOrNull(text) })}
            />
          </div>
        ))
      )}
    </Section>
  );
});

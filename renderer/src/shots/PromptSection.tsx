/** Owns the words of a shot: structured fields, or one free text that replaces them. */
import { memo } from "react";
import type { Look, Shot } from "../../../shared/project/model.ts";
import { Section } from "../ui/Field.tsx";
import { LookLink } from "./LookLink.tsx";
import { PositionsButton } from "./PositionsButton.tsx";
import styles from "./ShotInspector.module.css";
import { switchToFields, switchToFree } from "./switch-prompt.ts";
import { TextFieldOfShot } from "./TextFieldOfShot.tsx";

const fields = [
  ["action", "Action", "@Driver zips up her suit", 2],
  ["environment", "Environment", "Concrete garage at night", 1],
  ["lighting", "Lighting", "One warm work lamp", 1],
  ["mood", "Mood", "Held breath", 1],
] as const;

export const PromptSection = memo(function PromptSection({ shot, look }: { shot: Shot; look: Look | undefined }) {
  const free = shot.prompt !== undefined && shot.prompt !== null;
  return (
    <Section
      title={free ? "Prompt, free text" : "Prompt"}
      action={
        <span>
          <PositionsButton shot={shot} className={styles.mode} />
          <button
            type="button"
            className={styles.mode}
            title={free ? "Read the free text back into the fields" : "Write free text, starting from the fields"}
            onClick={() => (free ? switchToFields(shot.id) : switchToFree(shot.id))}
          >
            {free ? "Use fields" : "Free text"}
          </button>
        </span>
      }
    >
      {free ? (
        <TextFieldOfShot
          key="free"
          shot={shot}
          field="prompt"
          label="Free-text prompt"
          rows={6}
          placeholder="Everything the service should get"
        />
      ) : (
        fields.map(([key, label, placeholder, rows]) => {
          const lookKey = key === "lighting" || key === "mood" ? key : null;
          const fromLook = lookKey ? look?.[lookKey]?.trim() : undefined;
          return (
            <TextFieldOfShot
              key={key}
              shot={shot}
              field={key}
              shared={key}
              label={label}
              rows={rows}
              placeholder={fromLook ? `From the pass’s look: ${fromLook}` : placeholder}
              beside={
                lookKey && fromLook && !shot[key]?.trim() ? <LookLink shotId={shot.id} field={lookKey} /> : undefined
              }
            />
          );
        })
      )}
    </Section>
  );
});

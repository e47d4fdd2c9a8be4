/** Owns what is heard in a shot: spoken lines, ambience and music. */
import { Plus, X } from "lucide-react";
import { memo, useId } from "react";
import type { Element, Shot } from "../../../shared/project/model.ts";
import { IconButton } from "../ui/Button.tsx";
import { Section, TextField } from "../ui/Field.tsx";
import { describeShot, textOrNull } from "./describe-shot.ts";
import { PromptField } from "./PromptField.tsx";
import styles from "./ShotInspector.module.css";

type Lines = NonNullable<Shot["dialogue"]>;

export const SoundSection = memo(function SoundSection({
  shot,
  elements,
}: {
  shot: Shot;
  elements: readonly Element[];
}) {
  const lines = shot.dialogue ?? [];
  const speakers = useId();
  const setLines = (next: Lines) => describeShot(shot.id, { dialogue: next.length === 0 ? null : next });
  return (
    <Section
      title="Audio"
      action={
        <IconButton label="Add dialogue line" onClick={() => setLines([...lines, { speaker: "", line: "" }])}>
          <Plus size={14} />
        </IconButton>
      }
    >
      <datalist id={speakers}>
        {elements
          .filter((element) => element.kind === "character" || element.kind === "animal")
          .map((element) => (
            <option key={element.id} value={element.name} />
          ))}
      </datalist>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <div key={index} className={styles.dialogue}>
          <TextField
            label={`Speaker of line ${index + 1}`}
            value={line.speaker}
            placeholder="Speaker"
            list={speakers}
            onCommit={(speaker) => setLines(lines.with(index, { ...line, speaker: speaker.trim() }))}
          />
          <TextField
            label={`Line ${index + 1}`}
            value={line.line}
            placeholder="Dialogue"
            onCommit={(text) => setLines(lines.with(index, { ...line, line: text }))}
          />
          <IconButton label={`Remove line ${index + 1}`} onClick={() => setLines(lines.toSpliced(index, 1))}>
            <X size={14} />
          </IconButton>
        </div>
      ))}
      {(
        [
          ["ambience", "Ambience", "Rain on a tin roof"],
          ["music", "Music", "Low pulse"],
        ] as const
      ).map(([key, label, placeholder]) => (
        <div key={key} className={styles.stacked}>
          <span className={styles.stackedLabel}>{label}</span>
          <PromptField
            label={label}
            value={shot[key] ?? ""}
            placeholder={placeholder}
            onCommit={(text) => describeShot(shot.id, { [key]: textOrNull(text) })}
          />
        </div>
      ))}
    </Section>
  );
});

/** Owns what is heard in a shot: spoken lines with their speakers and languages, ambience and music. */
import { Plus, X } from "lucide-react";
import { memo, useId } from "react";
import type { Element, Shot } from "../../../shared/project/model.ts";
import { IconButton, joinClasses } from "../ui/Button.tsx";
import { Section, TextField } from "../ui/Field.tsx";
import { describeShot, shotNow } from "./describe-shot.ts";
import { paceOf } from "./dialogue-pace.ts";
import { useLiveShot } from "./live-shot.ts";
import styles from "./ShotInspector.module.css";
import { TextFieldOfShot } from "./TextFieldOfShot.tsx";

type Line = NonNullable<Shot["dialogue"]>[number];

/** Offered where a language is asked for; any other is as good. */
const languages = ["English", "French", "German", "Italian", "Japanese", "Korean", "Mandarin", "Portuguese", "Spanish"];

export const SoundSection = memo(function SoundSection({
  shot,
  elements,
}: {
  shot: Shot;
  elements: readonly Element[];
}) {
  const lines = shot.dialogue ?? [];
  const [speakers, spoken] = [useId(), useId()];
  /** Changes the lines as they stand, with what was committed a moment ago. */
  const change = (work: (now: Line[]) => Line[]) => {
    const next = work(shotNow(shot.id)?.shot.dialogue ?? []);
    describeShot(shot.id, { dialogue: next.length === 0 ? null : next });
  };
  const setLine = (index: number, fields: Partial<Line>) =>
    change((now) => now.map((line, at) => (at === index ? { ...line, ...fields } : line)));
  return (
    <Section
      title="Audio"
      action={
        <IconButton label="Add dialogue line" onClick={() => change((now) => [...now, { speaker: "", line: "" }])}>
          <Plus size={14} />
        </IconButton>
      }
    >
      <Offers id={speakers} names={elements.filter(isSpeaker).map(({ name }) => name)} />
      <Offers id={spoken} names={languages} />
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <div key={index} className={styles.dialogue}>
          <TextField
            label={`Speaker of line ${index + 1}`}
            value={line.speaker}
            placeholder="Speaker"
            list={speakers}
            onCommit={(speaker) => setLine(index, { speaker: speaker.trim() })}
          />
          <TextField
            label={`Language of line ${index + 1}`}
            value={line.language ?? ""}
            placeholder="Language"
            maxLength={40}
            list={spoken}
            onCommit={(text) =>
              change((now) =>
                now.map((each, at) => {
                  const { language: _, ...rest } = each;
                  if (at !== index) return each;
                  return text.trim() === "" ? rest : { ...rest, language: text.trim() };
                }),
              )
            }
          />
          <IconButton label={`Remove line ${index + 1}`} onClick={() => change((now) => now.toSpliced(index, 1))}>
            <X size={14} />
          </IconButton>
          <div className={styles.spoken}>
            <TextFieldOfShot
              bare
              singleLine
              shot={shot}
              field={`dialogue[${index}].line`}
              label={`Line ${index + 1}`}
              placeholder="Dialogue"
            />
          </div>
        </div>
      ))}
      <Pace shot={shot} />
      <TextFieldOfShot
        shot={shot}
        field="ambience"
        shared="ambience"
        label="Ambience"
        placeholder="Rain on a tin roof"
      />
      <TextFieldOfShot shot={shot} field="music" shared="music" label="Music" placeholder="Low pulse" />
    </Section>
  );
});

function isSpeaker({ kind }: Element): boolean {
  return kind === "character" || kind === "animal";
}

function Offers({ id, names }: { id: string; names: readonly string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

/** Follows the line as it is typed. */
function Pace({ shot }: { shot: Shot }) {
  const pace = paceOf(useLiveShot(shot));
  return pace && <p className={joinClasses(styles.pace, pace.tooMuch && styles.tooMuch)}>{pace.words}</p>;
}

/** Owns what the model of a workflow makes, as its user says: how many frames at which rate, how large, in which shapes. */
import { useState } from "react";
import {
  type BindingProblem,
  filmResolutions,
  lengthsOf,
  stillResolutions,
  type WorkflowBinding,
} from "../../../shared/models/workflow-binding.ts";
import { aspectRatios } from "../../../shared/project/vocabulary.ts";
import { Toggle } from "../ui/Field.tsx";
import styles from "./Workflow.module.css";
import { lengthWords } from "./workflow-words.ts";

interface WorkflowLimitsProps {
  readonly binding: WorkflowBinding;
  readonly problems: readonly BindingProblem[];
  readonly onChange: (change: Partial<WorkflowBinding>) => void;
}

export function WorkflowLimits({ binding, problems, onChange }: WorkflowLimitsProps) {
  const { output, slots, frames, rate, sizeStep, seconds, resolutions, aspects, sound } = binding;
  const say = (field: BindingProblem["field"]) => problems.find((each) => each.field === field)?.message;
  const isFilm = output === "film";
  const setsFrames = Boolean(slots.frames?.length);
  const setsSize = Boolean(slots.width?.length);
  return (
    <>
      {isFilm && (
        <Limit label="Frame rate" problem={say("fps")}>
          <Count label="Frame rate in fps" value={rate} onChange={(next) => onChange({ rate: next })} /> fps
        </Limit>
      )}
      {isFilm && setsFrames && (
        <Limit
          label="Frames"
          problem={say("frameRule")}
          note={say("frameRule") || say("fps") ? "" : `Videos of ${lengthWords(lengthsOf(binding))}`}
        >
          a multiple of
          <Count
            label="Frames are a multiple of"
            value={frames.step}
            onChange={(step) => onChange({ frames: { ...frames, step } })}
          />
          plus
          <Count
            label="Frames plus"
            value={frames.plus}
            onChange={(plus) => onChange({ frames: { ...frames, plus } })}
          />
          at most
          <Count
            label="Frames at most"
            value={frames.max}
            onChange={(max) => onChange({ frames: { ...frames, max } })}
          />
        </Limit>
      )}
      {isFilm && !setsFrames && (
        <Limit label="Length" problem={say("seconds")} note="No input takes the number of frames.">
          <Count label="Length in seconds" value={seconds} onChange={(next) => onChange({ seconds: next })} /> s
        </Limit>
      )}
      {setsSize && (
        <Limit label="Width and height" problem={say("sizeStep")}>
          multiples of
          <Count
            label="Width and height are multiples of"
            value={sizeStep}
            onChange={(next) => onChange({ sizeStep: next })}
          />
          pixels
        </Limit>
      )}
      <Checks
        label={isFilm ? "Resolutions" : "Sizes"}
        all={[...new Set([...(isFilm ? filmResolutions : stillResolutions), ...resolutions])]}
        chosen={resolutions}
        problem={say("resolutions")}
        onChange={(next) => onChange({ resolutions: next })}
      />
      <Checks
        label="Aspect ratios"
        all={aspectRatios}
        chosen={aspects}
        problem={say("aspects")}
        onChange={(next) => onChange({ aspects: next })}
      />
      {isFilm && (
        <Limit label="Sound" problem={undefined}>
          <Toggle label="The video has sound" checked={sound} onChange={(on) => onChange({ sound: on })} />
          {sound ? "The video has sound" : "The video is silent"}
        </Limit>
      )}
    </>
  );
}

interface LimitProps {
  readonly label: string;
  readonly problem: string | undefined;
  readonly note?: string;
  readonly children: React.ReactNode;
}

function Limit({ label, problem, note, children }: LimitProps) {
  return (
    <fieldset aria-label={label} className={styles.limit}>
      <span className={styles.slotLabel}>{label}</span>
      <div className={styles.limitValues}>
        {children}
        {note && <span className={styles.hint}>{note}</span>}
      </div>
      {problem && <p className={styles.fieldProblem}>{problem}</p>}
    </fieldset>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A number as it is typed; what is none counts as none, and is said below the row. */
function Count({ label, value, onChange }: CountProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className={styles.count}
      inputMode="decimal"
      aria-label={label}
      spellCheck={false}
      maxLength={10}
      value={typed ?? String(value)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(currentTarget.value.trim() === "" ? Number.NaN : Number(currentTarget.value));
      }}
    />
  );
}

interface ChecksProps<Value extends string> {
  readonly label: string;
  readonly all: readonly Value[];
  readonly chosen: readonly Value[];
  readonly problem: string | undefined;
  readonly onChange: (chosen: readonly Value[]) => void;
}

function Checks<Value extends string>({ label, all, chosen, problem, onChange }: ChecksProps<Value>) {
  return (
    <Limit label={label} problem={problem}>
      {all.map((value) => (
        <label key={value} className={styles.check}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) =>
              onChange(all.filter((each) => (each === value ? currentTarget.checked : chosen.includes(each))))
            }
          />
          {value}
        </label>
      ))}
    </Limit>
  );
}

/** Owns how a move goes: how far, how softly, and how long the camera is held before and after it. Each is sent once, when it is let go. */
import { Slider } from "@base-ui/react/slider";
import { RotateCcw } from "lucide-react";
import { usualEasing } from "../../../shared/camera/easing.ts";
import { labelEasing } from "../commands/camera-moves.ts";
import { IconButton } from "../ui/Button.tsx";
import slider from "../ui/Slider.module.css";
import unseen from "../ui/Unseen.module.css";
import type { Pace } from "./camera-entries.ts";
import styles from "./PaceSliders.module.css";

interface PaceProps {
  readonly pace: Pace;
  /** There is no move whose pace it could be. */
  readonly disabled: boolean;
  readonly onChange: (pace: Pace) => void;
  readonly onCommit: (pace: Pace) => void;
}

/** Of the shot, at either end; what is left is the move's. */
const holdMax = 45;

export function PaceSliders({ pace, disabled, onChange, onCommit }: PaceProps) {
  const { strength = 100, easing, hold = { start: 0, end: 0 } } = pace;
  const isUsual = strength === 100 && easing === undefined && hold.start === 0 && hold.end === 0;
  const heldBy = (values: readonly number[]): Pace => ({
    ...pace,
    hold: { start: Math.min(holdMax, values[0] ?? 0), end: Math.min(holdMax, 100 - (values[1] ?? 100)) },
  });
  return (
    <fieldset className={styles.pace} disabled={disabled}>
      <legend className={unseen.unseen}>The move</legend>
      <PaceRow label="Strength" says={`${strength}%`}>
        <PaceSlider
          names={["Strength"]}
          values={[strength]}
          {...{ min: 10, max: 200, step: 5, disabled }}
          says={(value) => `${value}% of the usual way`}
          onChange={([value]) => onChange({ ...pace, strength: value ?? 100 })}
          onCommit={([value]) => onCommit({ ...pace, strength: value ?? 100 })}
        />
      </PaceRow>
      <PaceRow label="Timing" says={hold.start + hold.end === 0 ? "No hold" : `${hold.start}% · ${hold.end}%`}>
        <PaceSlider
          names={["Hold at the start", "Hold at the end"]}
          values={[hold.start, 100 - hold.end]}
          {...{ min: 0, max: 100, step: 5, disabled }}
          says={(value, thumb) => `${thumb === 0 ? value : 100 - value}% of the shot`}
          onChange={(values) => onChange(heldBy(values))}
          onCommit={(values) => onCommit(heldBy(values))}
        />
      </PaceRow>
      <PaceRow label="Easing" says={easing === undefined ? "Usual" : labelEasing(easing)}>
        <PaceSlider
          names={["Easing"]}
          values={[easing ?? usualEasing]}
          {...{ min: 0, max: 100, step: 5, disabled }}
          says={(value) => (easing === undefined ? "Usual" : labelEasing(value))}
          onChange={([value]) => onChange({ ...pace, easing: value ?? usualEasing })}
          onCommit={([value]) => onCommit({ ...pace, easing: value ?? usualEasing })}
        />
      </PaceRow>
      <IconButton
        label="Reset the move"
        className={styles.reset}
        disabled={disabled || isUsual}
        onClick={() => onCommit({})}
      >
        <RotateCcw size={13} />
      </IconButton>
    </fieldset>
  );
}

function PaceRow({ label, says, children }: { label: string; says: string; children: React.ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      {children}
      <output className={styles.says}>{says}</output>
    </div>
  );
}

interface SliderProps {
  /** A thumb each. */
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly disabled: boolean;
  readonly says: (value: number, thumb: number) => string;
  readonly onChange: (values: readonly number[]) => void;
  readonly onCommit: (values: readonly number[]) => void;
}

function PaceSlider({ names, values, says, onChange, onCommit, ...range }: SliderProps) {
  return (
    <Slider.Root
      className={styles.slider}
      value={values}
      minStepsBetweenValues={2}
      thumbCollisionBehavior="none"
      onValueChange={(next) => onChange(next as readonly number[])}
      onValueCommitted={(next) => onCommit(next as readonly number[])}
      {...range}
    >
      <Slider.Control className={styles.control}>
        <Slider.Track className={slider.track}>
          <Slider.Indicator className={slider.indicator} />
          {names.map((name, thumb) => (
            <Slider.Thumb
              key={name}
              index={thumb}
              className={slider.thumb}
              aria-label={name}
              getAriaValueText={(_, value) => says(value, thumb)}
            />
          ))}
        </Slider.Track>
      </Slider.Control>
    </Slider.Root>
  );
}

/** Owns choosing what a hand-off is for: a preset a suite, with what that suite imports and rejects. */
import { type PresetId, presetIds, presets } from "../../../shared/cut/out/presets.ts";
import styles from "./ExportDialog.module.css";

interface PresetChoiceProps {
  /** Null for choices of one's own, which no preset has. */
  readonly preset: PresetId | null;
  readonly onPick: (preset: PresetId) => void;
}

export function PresetChoice({ preset, onPick }: PresetChoiceProps) {
  return (
    <div className={styles.names}>
      <div role="radiogroup" aria-label="For" className={styles.presets}>
        {presetIds.map((id) => (
          <label key={id} className={styles.preset}>
            <input type="radio" name="preset" checked={preset === id} onChange={() => onPick(id)} />
            {presets[id].label}
          </label>
        ))}
        {preset === null && (
          <label className={styles.preset}>
            <input type="radio" name="preset" checked readOnly />
            Custom
          </label>
        )}
      </div>
      <div className={styles.choiceHelp} aria-live="polite">
        {preset === null ? (
          <p className={styles.help}>Custom choices. Choose an app to start from what it imports.</p>
        ) : (
          <PresetHelp preset={preset} />
        )}
      </div>
    </div>
  );
}

/** What the suite imports and rejects. */
export function PresetHelp({ preset }: { preset: PresetId }) {
  return (
    <div className={styles.help}>
      {presets[preset].help.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

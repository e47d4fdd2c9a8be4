/** Owns how editing behaves, as the user wants it: whether the playhead follows the selection. */
import { editingOptions, useEditingOptions } from "../state/editing-options.ts";
import { Row, Toggle } from "../ui/Field.tsx";
import styles from "./Settings.module.css";

export function EditingPage() {
  const { showSelected } = useEditingOptions();
  return (
    <>
      <p className={styles.lead}>
        Selecting a shot moves the playhead to the first frame that shows it, unless something is playing or the shot is
        on screen already.
      </p>
      <Row label="Playhead">
        <Toggle
          label="Move the playhead to the selected shot"
          checked={showSelected}
          onChange={(on) => editingOptions.set({ showSelected: on })}
        />
        <span className={styles.note}>{showSelected ? "Follows the selection" : "Stays where it is"}</span>
      </Row>
    </>
  );
}

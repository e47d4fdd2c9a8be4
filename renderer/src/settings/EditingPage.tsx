/** Owns how editing behaves, as the user wants it: whether the playhead follows the selection, and whose keys there are. */
import { presetNames } from "../commands/key-presets.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { editingOptions, keyPresets, useEditingOptions } from "../state/editing-options.ts";
import { Row, Toggle } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./Settings.module.css";

export function EditingPage() {
  const { showSelected, keys } = useEditingOptions();
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
      <p className={styles.lead}>
        Keys go by their place on the keyboard. A preset has the default keys of that app for what both do; everything
        else keeps its key, or has another one where that is taken. {shortcutOf("shortcuts", isMac)} shows them all.
      </p>
      <Row label="Keys">
        <Picker
          label="Keyboard preset"
          value={keys}
          choices={keyPresets.map((value) => ({ value, label: presetNames[value] }))}
          onPick={(preset) => editingOptions.set({ keys: preset })}
        />
      </Row>
    </>
  );
}

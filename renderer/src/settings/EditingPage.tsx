/** Owns how editing behaves, as the user wants it: whether the playhead follows the selection, whose keys there are, and which model new passes get. */
import { canBeginWith, defaultProfileId, labelOf, modelProfiles } from "../../../shared/models/profiles.ts";
import type { Settings } from "../../../shared/rpc/app-contract.ts";
import { presetNames } from "../commands/key-presets.ts";
import { isMac } from "../commands/platform.ts";
import { shortcutOf } from "../commands/pressed-keys.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { editingOptions, keyPresets, useEditingOptions } from "../state/editing-options.ts";
import { Button } from "../ui/Button.tsx";
import { Row, Toggle } from "../ui/Field.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./Settings.module.css";
import type { ChangeSettings } from "./use-settings.ts";

interface EditingPageProps {
  readonly settings: Settings | null;
  readonly change: ChangeSettings;
}

export function EditingPage({ settings, change }: EditingPageProps) {
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
      {settings && <NewPasses settings={settings} change={change} />}
    </>
  );
}

/** Which model the first pass of a project gets; later ones get that of the pass before. */
function NewPasses({ settings: { defaultProfile }, change }: { settings: Settings; change: ChangeSettings }) {
  const choices = modelProfiles()
    .filter(({ id }) => canBeginWith(id))
    .map(({ id, label }) => ({ value: id, label }));
  return (
    <>
      <p className={styles.lead}>
        The first pass of a project is planned for this model. Every pass after it begins with the model of the pass
        before it, and any pass can be given another.
      </p>
      <Row label="New passes">
        <Picker
          label="Model of new passes"
          value={defaultProfile}
          choices={choices}
          onPick={(id) => void change({ defaultProfile: id })}
        />
      </Row>
      {!canBeginWith(defaultProfile) && (
        <p className={styles.warning}>
          {labelOf(defaultProfile)} can’t be used now. New passes get {labelOf(defaultProfileId)} until you choose
          another model.
        </p>
      )}
      <Button kind="quiet" onClick={() => openDialog({ kind: "models" })}>
        Compare models…
      </Button>
    </>
  );
}

/** Owns the overview of all keys, made from the keys of the chosen preset, which can be searched, changed to another preset, and saved as text. */
import { Download } from "lucide-react";
import { useState } from "react";
import { commandGroups } from "../commands/command-names.ts";
import { fieldKeys, gestures, planKeys } from "../commands/gestures.ts";
import { keysOf, presetNames } from "../commands/key-presets.ts";
import { nameKeys } from "../commands/keymap.ts";
import { isMac } from "../commands/platform.ts";
import { keysFileName, writeKeys } from "../commands/written-keys.ts";
import { editingOptions, keyPresets, useEditingOptions } from "../state/editing-options.ts";
import { Button } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import { Picker } from "../ui/Picker.tsx";
import styles from "./Shortcuts.module.css";

interface Line {
  readonly id: string;
  readonly words: string;
  readonly keys: readonly string[];
}

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { keys: preset } = useEditingOptions();
  const [searched, setSearched] = useState("");
  const groups: { title: string; lines: Line[] }[] = [
    ...commandGroups.map(({ title, commands }) => ({
      title,
      lines: commands.map(([command, words]) => {
        const bindings = keysOf(preset).filter((binding) => binding.command === command);
        return { id: command, words, keys: bindings.map((binding) => nameKeys(binding, isMac)) };
      }),
    })),
    { title: "Timeline", lines: gestures(isMac).map(([keys, words]) => ({ id: keys, words, keys: [keys] })) },
    { title: "Floor plan", lines: planKeys(isMac).map(([keys, words]) => ({ id: keys, words, keys: [keys] })) },
    { title: "Text fields", lines: fieldKeys(isMac).map(([keys, words]) => ({ id: keys, words, keys: [keys] })) },
  ];
  const shown = groups
    .map(({ title, lines }) => ({ title, lines: lines.filter((line) => isFound(line, searched.trim().toLowerCase())) }))
    .filter(({ lines }) => lines.length > 0);
  return (
    <Modal open size="large" title="Keyboard shortcuts" onClose={onClose}>
      <div className={styles.tools}>
        <input
          type="search"
          className={styles.search}
          aria-label="Search commands and keys"
          placeholder="Search commands and keys"
          value={searched}
          onChange={(event) => setSearched(event.currentTarget.value)}
        />
        <Picker
          label="Keyboard preset"
          value={preset}
          choices={keyPresets.map((value) => ({ value, label: presetNames[value] }))}
          onPick={(keys) => editingOptions.set({ keys })}
          className={styles.preset}
        />
        <Button icon={<Download size={14} />} onClick={() => saveText(keysFileName(preset), writeKeys(preset, isMac))}>
          Save as text
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Commands and their keys">
        <div className={styles.columns}>
          {shown.map((group) => (
            <section key={group.title} className={styles.group}>
              <h3 className={styles.title}>{group.title}</h3>
              <dl className={styles.list}>
                {group.lines.map(({ id, words, keys }) => (
                  <div key={id} className={styles.row}>
                    <dt>{words}</dt>
                    <dd className={styles.keys}>
                      {keys.map((key) => (
                        <kbd key={key} className={styles.key}>
                          {key}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        {shown.length === 0 && <p className={styles.nothing}>No command or key matches.</p>}
      </section>
    </Modal>
  );
}

/** `searched` in lower case; a key is found by all that is written of it, a command by any part of its words. */
function isFound({ words, keys }: Line, searched: string): boolean {
  return words.toLowerCase().includes(searched) || keys.some((key) => key.toLowerCase() === searched);
}

/** Gives the user a file of this text, as the browser saves files. */
function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

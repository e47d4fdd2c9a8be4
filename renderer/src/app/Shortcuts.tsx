/** Owns the overview of all keys, made from the keymap itself. */
import { commandGroups } from "../commands/command-names.ts";
import { keymap, nameKeys } from "../commands/keymap.ts";
import { isMac } from "../commands/platform.ts";
import { Modal } from "../ui/Modal.tsx";
import styles from "./Shortcuts.module.css";

/** Gestures that live on the timeline, for the overview. */
const gestures: readonly (readonly [string, string])[] = [
  ["Drag an edge", "Change a shot’s length; later shots ripple"],
  [`${isMac ? "⌥" : "Alt"} while dragging`, "Roll: the adjacent shot gives"],
  [`${isMac ? "⇧" : "Shift"} while dragging`, "Squeeze: later shots give"],
  ["Drag a shot", "Move the shot"],
  ["Esc", "Cancel the drag or leave the field"],
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Modal open isText size="large" title="Keyboard shortcuts" onClose={onClose}>
      <div className={styles.columns}>
        {commandGroups.map((group) => (
          <section key={group.title} className={styles.group}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl className={styles.list}>
              {group.commands.map(([command, words]) => (
                <div key={command} className={styles.row}>
                  <dt>{words}</dt>
                  <dd className={styles.keys}>
                    {keymap
                      .filter((binding) => binding.command === command)
                      .map((binding) => (
                        <kbd key={nameKeys(binding, isMac)} className={styles.key}>
                          {nameKeys(binding, isMac)}
                        </kbd>
                      ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className={styles.group}>
          <h3 className={styles.title}>Timeline</h3>
          <dl className={styles.list}>
            {gestures.map(([keys, words]) => (
              <div key={keys} className={styles.row}>
                <dt>{words}</dt>
                <dd className={styles.keys}>
                  <kbd className={styles.key}>{keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

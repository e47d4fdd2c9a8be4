/** Owns finding a command, a shot or a pass by a few letters of its name, and running it or going there. */
import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { joinClasses } from "../ui/Button.tsx";
import finder from "../ui/Finder.module.css";
import { FinderOption, placeAfter } from "../ui/FinderOption.tsx";
import styles from "./CommandPalette.module.css";
import { findEntries, listEntries, type PaletteEntry, rememberUsed } from "./palette-entries.ts";

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const entries = useMemo(() => listEntries(shownProject(editor.get())), []);
  const found = useMemo(() => findEntries(entries, typed), [entries, typed]);
  const list = useId();
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    rememberUsed(entry.id);
    // Once it is closed, and the focus is back where it was: a command may open a dialog of its own, or move the focus.
    requestAnimationFrame(() => entry.run());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, place, found.length);
    if (event.key === "Enter" && !event.nativeEvent.isComposing) run(found[place]);
    else if (next === null) return;
    else setPlace(next);
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={finder.backdrop} />
        <Dialog.Popup className={joinClasses(finder.popup, styles.popup)} data-keeps-keys="" aria-label="All commands">
          <input
            className={finder.input}
            role="combobox"
            aria-expanded
            aria-controls={list}
            aria-activedescendant={found[place] && `${list}-${place}`}
            aria-label="Command, shot or pass"
            placeholder="Type a command, a shot or a pass"
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setPlace(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div id={list} role="listbox" aria-label="Commands" className={styles.list}>
            {found.map((entry, index) => (
              <FinderOption
                key={entry.id}
                id={`${list}-${index}`}
                isActive={index === place}
                className={styles.entry}
                onPoint={() => setPlace(index)}
                onPick={() => run(entry)}
              >
                <span className={styles.words}>{entry.words}</span>
                <span className={styles.group}>{entry.group}</span>
                {entry.keys !== undefined && <kbd className={styles.keys}>{entry.keys}</kbd>}
              </FinderOption>
            ))}
          </div>
          {found.length === 0 && (
            <p className={styles.nothing} role="status">
              Nothing is called that. Try fewer letters.
            </p>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Owns the list of the palette: entries in their groups, or those that were found, each with the words that the prompt gets. */
import { Check } from "lucide-react";
import { Fragment } from "react";
import type { Shot } from "../../../shared/project/model.ts";
import { moveWords } from "../../../shared/prompt/vocabulary.ts";
import { FinderOption } from "../ui/FinderOption.tsx";
import unseen from "../ui/Unseen.module.css";
import styles from "./CameraPalette.module.css";
import { type CameraEntry, type EntryGroup, isCurrent, wordsOf } from "./camera-entries.ts";

const groupTitles: Readonly<Record<EntryGroup, string>> = {
  Size: "Sizes",
  Angle: "Angles",
  Move: "Moves",
  Lens: "Lenses",
  Transition: "Transitions in",
  Speed: "Speed",
};

interface ListProps {
  readonly id: string;
  readonly entries: readonly CameraEntry[];
  readonly grouped: boolean;
  readonly active: CameraEntry | null;
  readonly shot: Shot;
  readonly onActive: (entry: CameraEntry) => void;
  readonly onSet: (entry: CameraEntry, stays: boolean) => void;
}

export function EntryList({ id, entries, grouped, active, shot, onActive, onSet }: ListProps) {
  const option = (entry: CameraEntry) => {
    const current = isCurrent(entry, shot);
    const words = wordsOf(entry, shot);
    return (
      <FinderOption
        key={entry.id}
        id={`${id}-${entry.id}`}
        isActive={entry === active}
        className={styles.entry}
        onPoint={() => entry !== active && onActive(entry)}
        onPick={(event) => onSet(entry, event.shiftKey)}
      >
        <span className={styles.check}>{current && <Check size={13} />}</span>
        <span className={styles.label}>
          {entry.label}
          {current && <span className={unseen.unseen}>, set</span>}
        </span>
        <span className={styles.said}>
          {[grouped ? "" : entry.group, saidOf(entry, words)].filter(Boolean).join(" · ")}
        </span>
      </FinderOption>
    );
  };
  return (
    <div id={id} role="listbox" aria-label="Camera" className={styles.list}>
      {grouped
        ? Object.entries(groupTitles).map(([group, title]) => (
            // biome-ignore lint/a11y/useSemanticElements: options of a list are grouped by role
            <div key={group} role="group" aria-label={title}>
              <div className={styles.group} aria-hidden="true">
                {title}
              </div>
              {entries.filter((entry) => entry.group === group).map(option)}
            </div>
          ))
        : entries.map((entry) => <Fragment key={entry.id}>{option(entry)}</Fragment>)}
      {entries.length === 0 && (
        <p className={styles.nothing} role="status">
          Nothing is called that. Try fewer letters.
        </p>
      )}
    </div>
  );
}

/** What stands beside the label: its words, without the pace of a move, which all moves have; a size is said by its own name, so that its letters stand there. */
function saidOf({ group, aliases, label, camera }: CameraEntry, words: string): string {
  if (camera?.move) return moveWords[camera.move];
  return group === "Size" && words === label ? aliases : words;
}

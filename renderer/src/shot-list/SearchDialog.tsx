/** Owns searching the whole project: results by kind with the words found marked, and going to one of them. */
import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useState } from "react";
import { countOf } from "../../../shared/project/scene-lengths.ts";
import { openPass } from "../commands/commands.ts";
import { openDialog } from "../dialogs/dialogs.ts";
import { askForElement } from "../state/asked-element.ts";
import { numbersOf, shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { joinClasses } from "../ui/Button.tsx";
import finder from "../ui/Finder.module.css";
import { FinderOption, placeAfter } from "../ui/FinderOption.tsx";
import { excerptAround, markWords } from "../ui/fold-text.ts";
import styles from "./SearchDialog.module.css";
import { type FoundItem, searchProject, wordsOf } from "./search-index.ts";

/** Of each kind. */
const shownMost = 30;
const excerptChars = 96;

export function SearchDialog({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const [place, setPlace] = useState(0);
  const list = useId();
  const words = useMemo(() => wordsOf(query), [query]);
  const searched = useDeferredValue(words);
  const groups = useMemo(() => {
    const project = shownProject(editor.get());
    if (!project) return [];
    return searchProject(
      { project, takes: editor.get().view?.takes ?? [], numbers: numbersOf(project) },
      searched,
      shownMost,
    );
  }, [searched]);
  const items = groups.flatMap((group) => group.items);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const at = Math.min(place, items.length - 1);
  const go = (item: FoundItem | undefined) => {
    if (!item) return;
    onClose();
    goTo(item);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = placeAfter(event.key, at, items.length);
    if (next !== null) setPlace(next);
    else if (event.key === "Enter") go(items[at]);
    else return;
    event.preventDefault();
  };
  let index = -1;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={finder.backdrop} />
        <Dialog.Popup
          className={joinClasses(finder.popup, styles.popup)}
          data-keeps-keys=""
          aria-label="Search the project"
        >
          <input
            className={finder.input}
            role="combobox"
            aria-expanded={items.length > 0}
            aria-controls={list}
            aria-activedescendant={items[at] && `${list}-${at}`}
            aria-label="Search"
            placeholder="Search shots, notes, dialogue, elements, takes…"
            spellCheck={false}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setPlace(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div id={list} role="listbox" aria-label="Results" className={styles.list}>
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
              <div key={group.name} role="group" aria-label={`${group.name}, ${group.count}`}>
                <div className={styles.head} role="presentation">
                  {group.name} <span className={styles.count}>{group.count.toLocaleString("en-US")}</span>
                </div>
                {group.items.map((item) => {
                  index += 1;
                  return (
                    <Result
                      key={item.key}
                      id={`${list}-${index}`}
                      item={item}
                      words={searched}
                      isActive={index === at}
                      onGo={() => go(item)}
                    />
                  );
                })}
                {group.count > group.items.length && (
                  <div className={styles.more} role="presentation">
                    {(group.count - group.items.length).toLocaleString("en-US")} more. Add a word to narrow the search.
                  </div>
                )}
              </div>
            ))}
          </div>
          <output className={items.length > 0 ? styles.quiet : styles.nothing} aria-live="polite">
            {searched.length === 0 ? "" : total === 0 ? "Nothing found. Try fewer letters." : countOf(total, "result")}
          </output>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ResultProps {
  readonly id: string;
  readonly item: FoundItem;
  readonly words: readonly string[];
  readonly isActive: boolean;
  readonly onGo: () => void;
}

function Result({ id, item: { title, found }, words, isActive, onGo }: ResultProps) {
  return (
    <FinderOption id={id} isActive={isActive} className={styles.result} onPick={onGo}>
      <span className={styles.title}>
        <Marked text={title} words={words} />
      </span>
      {found && found.text !== "" && (
        <span className={styles.excerpt}>
          {found.field && <span className={styles.field}>{found.field}: </span>}
          <Marked text={excerptAround(found.text, words, excerptChars)} words={words} />
        </span>
      )}
    </FinderOption>
  );
}

function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return markWords(text, words).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
    part.found ? <mark key={index}>{part.text}</mark> : part.text,
  );
}

function goTo({ place }: FoundItem): void {
  switch (place.kind) {
    case "shot":
      editor.select({ passId: place.passId, shotId: place.shotId });
      return;
    case "pass":
      openPass(place.passId);
      return;
    case "element":
      askForElement(place.elementId);
      return;
    case "take":
      openDialog({ kind: "take", takeId: place.takeId });
  }
}

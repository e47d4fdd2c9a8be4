/** Owns the dialog of the library: the elements kept for all projects, found by word, and added to this one. */
import { Search, Trash2 } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { libraryPictureUrl } from "../../../shared/rpc/contract.ts";
import type { LibraryEntry } from "../../../shared/rpc/library-contract.ts";
import { signedAddress } from "../api/session.ts";
import { useEditor } from "../state/use-editor.ts";
import { Button, IconButton } from "../ui/Button.tsx";
import { Modal } from "../ui/Modal.tsx";
import styles from "./LibraryDialog.module.css";
import { addEntries, entryOf, removeEntry, useLibrary } from "./library-store.ts";

export function LibraryDialog({ onClose }: { onClose: () => void }) {
  const library = useLibrary(true);
  const elements = useEditor((state) => state.view?.project.elements) ?? [];
  const [words, setWords] = useState("");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const found = useMemo(() => (library.entries ?? []).filter((entry) => isFound(entry, words)), [library, words]);
  const here = new Set(elements.flatMap((element) => entryOf(library, element)?.libraryId ?? []));
  // What was removed, or is not found any more, is not added unseen.
  const chosen = found.filter(({ libraryId }) => picked.has(libraryId)).map(({ libraryId }) => libraryId);
  const pick = (libraryId: string) => {
    const next = new Set(picked);
    if (!next.delete(libraryId)) next.add(libraryId);
    setPicked(next);
  };
  const add = async (libraryIds: readonly string[]) => {
    setBusy(true);
    const came = await addEntries(libraryIds);
    setBusy(false);
    if (came) onClose();
  };
  return (
    <Modal
      open
      size="large"
      title="Element library"
      onClose={onClose}
      initialFocus={search}
      buttons={
        <>
          <span className={styles.count}>{chosen.length > 0 && `${chosen.length} selected`}</span>
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" disabled={chosen.length === 0 || busy} onClick={() => void add(chosen)}>
            Use in project
          </Button>
        </>
      }
    >
      <label className={styles.search}>
        <Search size={14} />
        <input
          ref={search}
          type="search"
          aria-label="Search the library"
          placeholder="Name, kind or description"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      {library.damaged.map(({ message, next }) => (
        <p key={message} className={styles.damaged}>
          {message} {next}
        </p>
      ))}
      {library.entries !== null && found.length === 0 && (
        <p className={styles.nothing}>
          {library.entries.length === 0
            ? "Nothing is in the library yet. Open an element and choose Keep in library; it can then be used in every project."
            : `No element matches “${words.trim()}”.`}
        </p>
      )}
      <ul className={styles.grid} aria-label="Elements in the library" onKeyDown={moveFocus}>
        {found.map((entry) => (
          <Entry
            key={entry.libraryId}
            entry={entry}
            isPicked={picked.has(entry.libraryId)}
            isHere={here.has(entry.libraryId)}
            onPick={() => pick(entry.libraryId)}
            onUse={() => void add([entry.libraryId])}
          />
        ))}
      </ul>
    </Modal>
  );
}

interface EntryProps {
  readonly entry: LibraryEntry;
  readonly isPicked: boolean;
  /** The open project has it. */
  readonly isHere: boolean;
  readonly onPick: () => void;
  /** Adds it alone, at once. */
  readonly onUse: () => void;
}

function Entry({ entry, isPicked, isHere, onPick, onUse }: EntryProps) {
  const { name, kind, description, images, project } = entry;
  const [frontal] = images;
  const [failed, setFailed] = useState(false);
  const count = images.length === 0 ? "no image" : images.length === 1 ? "1 image" : `${images.length} images`;
  return (
    <li className={styles.entry} data-picked={isPicked ? "" : undefined}>
      <button
        type="button"
        className={styles.pick}
        aria-pressed={isPicked}
        title={`@${name}, from ${project}`}
        data-entry=""
        onClick={onPick}
        onDoubleClick={onUse}
      >
        <span className={styles.picture}>
          {frontal && !failed ? (
            <img
              src={signedAddress(libraryPictureUrl(frontal))}
              alt=""
              draggable={false}
              loading="lazy"
              onError={() => setFailed(true)}
            />
          ) : (
            <span className={styles.blank}>{failed ? "Offline" : "No image"}</span>
          )}
        </span>
        <span className={styles.name}>@{name}</span>
        <span className={styles.kind}>
          {kind} · {count}
        </span>
        <span className={styles.description}>{description}</span>
        {isHere && <span className={styles.here}>In this project</span>}
      </button>
      <IconButton
        label={`Remove @${name} from the library`}
        className={styles.remove}
        onClick={() => void removeEntry(entry)}
      >
        <Trash2 size={14} />
      </IconButton>
    </li>
  );
}

/** Whether every word is somewhere in what is said of the entry. */
function isFound({ name, kind, description, project }: LibraryEntry, words: string): boolean {
  const text = [name.replaceAll("_", " "), name, kind, description, project].join(" ").toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/[\s@]+/)
    .every((word) => text.includes(word));
}

/** Arrow keys go from element to element, up and down by rows. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-entry]")];
  const at = buttons.indexOf(event.target as HTMLElement);
  const top = buttons[0]?.getBoundingClientRect().top;
  const columns = buttons.filter((button) => button.getBoundingClientRect().top === top).length;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  if (at === -1 || step === undefined) return;
  event.preventDefault();
  buttons[at + step]?.focus();
}

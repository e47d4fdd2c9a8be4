/** Owns editing one cell in place: a text, a length, or one of a list that typing narrows. Enter and Tab commit and go on, Escape takes back. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { joinClasses } from "../ui/Button.tsx";
import { type Column, type ListChoice, matchingChoices } from "./columns.ts";
import styles from "./ShotGrid.module.css";

export type AfterEdit = "down" | "right" | "left" | "stay";

interface CellEditorProps {
  readonly column: Column;
  /** Names the cell for screen readers. */
  readonly name: string;
  readonly value: string;
  /** What was typed over the cell to begin; null keeps what it holds. */
  readonly typed: string | null;
  readonly onCommit: (text: string, after: AfterEdit) => void;
  readonly onCancel: () => void;
}

export function CellEditor(props: CellEditorProps) {
  return props.column.choices ? <ChoiceEditor {...props} choices={props.column.choices} /> : <TextEditor {...props} />;
}

/** What the keys of an editor do; false for one that is the text's own. */
function endEditing(event: KeyboardEvent, commit: (after: AfterEdit) => void, cancel: () => void): boolean {
  event.stopPropagation();
  if (event.nativeEvent.isComposing) return false;
  if (event.key === "Escape") cancel();
  else if (event.key === "Tab") commit(event.shiftKey ? "left" : "right");
  else if (event.key === "Enter" && !event.shiftKey && !event.altKey) commit("down");
  else return false;
  event.preventDefault();
  return true;
}

function TextEditor({ column, name, value, typed, onCommit, onCancel }: CellEditorProps) {
  const [text, setText] = useState(typed ?? value);
  const field = useRef<HTMLTextAreaElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    const element = field.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const end = (work: () => void) => {
    if (ended.current) return;
    ended.current = true;
    work();
  };
  return (
    <textarea
      ref={field}
      className={joinClasses(styles.editor, column.edit === "length" && styles.lengthEditor)}
      aria-label={name}
      rows={1}
      spellCheck={column.edit === "text" || column.edit === "lines"}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) =>
        endEditing(
          event,
          (after) => end(() => onCommit(text, after)),
          () => end(onCancel),
        )
      }
      onBlur={() => end(() => onCommit(text, "stay"))}
    />
  );
}

function ChoiceEditor({
  name,
  value,
  typed,
  choices,
  onCommit,
  onCancel,
}: CellEditorProps & { readonly choices: readonly ListChoice[] }) {
  const id = useId();
  const [text, setText] = useState(typed ?? "");
  const shown = [...(text === "" ? [{ value: "", label: "Not set" }] : []), ...matchingChoices(choices, text)];
  const current = Math.max(
    0,
    shown.findIndex((choice) => choice.label === value || (value === "" && choice.value === "")),
  );
  const [picked, setPicked] = useState<number | null>(null);
  const highlighted = Math.min(shown.length - 1, picked ?? (text === "" ? current : 0));
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    if (field.current && list.current) showBelow(list.current, field.current);
  }, []);
  useEffect(() => {
    list.current?.children[highlighted]?.scrollIntoView({ block: "nearest" });
  }, [highlighted]);
  const end = (work: () => void) => {
    if (ended.current) return;
    ended.current = true;
    work();
  };
  const choose = (choice: ListChoice | undefined, after: AfterEdit) =>
    end(() => onCommit(choice?.label ?? text, after));
  return (
    <>
      <input
        ref={field}
        className={styles.editor}
        role="combobox"
        aria-label={name}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={highlighted >= 0 ? `${id}-${highlighted}` : undefined}
        placeholder={value}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setPicked(null);
        }}
        onKeyDown={(event) => {
          const chosen = shown[highlighted];
          const commit = (after: AfterEdit) => choose(chosen?.value === "" ? { value: "", label: "" } : chosen, after);
          if (endEditing(event, commit, () => end(onCancel))) return;
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (step === 0) return;
          event.preventDefault();
          setPicked((highlighted + step + shown.length) % Math.max(1, shown.length));
        }}
        // Left with the mouse, what was typed counts as little as with Escape.
        onBlur={() => end(onCancel)}
      />
      <div ref={list} id={id} className={styles.choices} role="listbox" aria-label={name} popover="manual">
        {shown.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the option that is active
          <div
            key={choice.value}
            id={`${id}-${index}`}
            className={styles.choice}
            role="option"
            aria-selected={index === highlighted}
            onPointerDown={(event) => {
              event.preventDefault();
              event.stopPropagation();
              choose(choice.value === "" ? { value: "", label: "" } : choice, "stay");
            }}
          >
            <span>{choice.label}</span>
            {choice.note && <span className={styles.note}>{choice.note}</span>}
          </div>
        ))}
        {shown.length === 0 && (
          // biome-ignore lint/a11y/useFocusableInteractive: it says that there is nothing to choose
          <div className={styles.noChoice} role="option" aria-selected="false" aria-disabled="true">
            Nothing is called “{text}”.
          </div>
        )}
      </div>
    </>
  );
}

/** In the top layer, so that no row clips it: under its field, or above it where there is more room. */
function showBelow(list: HTMLElement, field: HTMLElement): void {
  list.showPopover();
  const box = field.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - 8;
  const above = box.top - 8;
  const isAbove = below < 200 && above > below;
  list.style.left = `${Math.min(box.left, window.innerWidth - list.offsetWidth - 8)}px`;
  list.style.minWidth = `${box.width}px`;
  list.style.maxHeight = `${Math.min(360, isAbove ? above : below)}px`;
  if (isAbove) list.style.bottom = `${window.innerHeight - box.top + 2}px`;
  else list.style.top = `${box.bottom + 2}px`;
}

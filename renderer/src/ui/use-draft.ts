/** Owns a text being typed: what the user types stays theirs until it is committed, and outside changes show when they do not type. */
import { type KeyboardEvent, useRef, useState } from "react";

/** The props of an input that commits on Enter and on leaving, and takes the text back on Escape. */
export function useDraft(value: string, commit: (text: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  const cancelled = useRef(false);
  return {
    value: draft ?? value,
    onFocus: () => {
      cancelled.current = false;
    },
    onChange: (event: { currentTarget: { value: string } }) => setDraft(event.currentTarget.value),
    onBlur: () => {
      if (draft !== null && draft !== value && !cancelled.current) commit(draft);
      setDraft(null);
    },
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.nativeEvent.isComposing) return;
      const singleLine = event.currentTarget instanceof HTMLInputElement;
      if (event.key === "Escape") {
        cancelled.current = true;
        // Nothing typed, nothing to take back: the key goes on to close the dialog around the field.
        if (draft !== null) event.stopPropagation();
        event.currentTarget.blur();
      } else if (event.key === "Enter" && (singleLine || event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        event.currentTarget.blur();
      }
    },
  };
}

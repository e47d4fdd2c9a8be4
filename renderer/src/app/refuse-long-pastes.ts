/** Owns that a slip of the clipboard does not hold up the window: a field refuses more text than any field can keep. */
import { useEffect } from "react";
import { textMaxChars } from "../../../shared/project/model.ts";
import { showProblem } from "../state/problems.ts";

/** A field that takes longer texts, and says itself what is too much, has `data-long-text`. */
export function useShortPastes(): void {
  useEffect(() => {
    const listening = new AbortController();
    const refuse = (event: Event, text: string | undefined) => {
      const field = event.target instanceof Element ? event.target.closest(fields) : null;
      if (!field || field.closest("[data-long-text]") || (text ?? "").length <= textMaxChars) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const message = `The text is too long: the limit is ${textMaxChars.toLocaleString("en")} characters. Nothing was pasted.`;
      showProblem({ message, next: "Paste a part of it." });
    };
    const options = { capture: true, signal: listening.signal };
    document.addEventListener("paste", (event) => refuse(event, event.clipboardData?.getData("text/plain")), options);
    document.addEventListener("drop", (event) => refuse(event, event.dataTransfer?.getData("text/plain")), options);
    return () => listening.abort();
  }, []);
}

const fields = "input, textarea, [contenteditable='true']";

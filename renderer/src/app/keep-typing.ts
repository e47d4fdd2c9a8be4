/** Owns what happens to a half-typed text when the window goes: it is committed, and the browser asks while something is unsaved. */
import { editor } from "../state/use-editor.ts";

export function keepTyping(): void {
  const commitField = () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && commitField());
  window.addEventListener("beforeunload", (event) => {
    commitField();
    // The desktop shell would refuse to close without a word; a browser asks the user.
    if (!window.shotlineNative && editor.get().save.kind === "failed") event.preventDefault();
  });
}

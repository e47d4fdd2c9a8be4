/** Owns listening to the keyboard and to the desktop's menu, and when the keys belong to something else. */
import { useEffect } from "react";
import { runCommand } from "./commands.ts";
import { isDialogOpen } from "./dialogs.ts";
import { commandOf } from "./keymap.ts";
import { isMac } from "./platform.ts";

export function useCommands(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.target instanceof Element && keepsKeys(event.target, event)) return;
      const command = commandOf(event, isMac);
      if (command === null || isDialogOpen()) return;
      event.preventDefault();
      runCommand(command);
    };
    window.addEventListener("keydown", onKeyDown);
    const stopMenu = window.shotlineNative?.onCommand((command) => {
      if (!isDialogOpen() && !leavesToField(command)) runCommand(command);
    });
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      stopMenu?.();
    };
  }, []);
}

const editable = "input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable=true]";
const pressable =
  "button, a, summary, video, [role=switch], [role=checkbox], [role=combobox], [role=slider], [role=tab], input";

/** Fields keep all their keys; a control that the keyboard has focused keeps the keys that work it. */
function keepsKeys(target: Element, event: KeyboardEvent): boolean {
  if (target.closest(editable)) return true;
  if (target.closest("[role=menu], [role=listbox][data-open], [data-keeps-keys]")) return true;
  // After a mouse click the focus stays on the button unseen; space must still play.
  const seen = target.matches(":focus-visible") && target.closest(pressable) !== null;
  return (
    seen && ["Space", "Enter", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.code)
  );
}

/** Undo from the menu while a text is being typed is the text's own undo, which the browser does by itself. */
function leavesToField(command: string): boolean {
  const inField = document.activeElement?.closest(editable) ?? null;
  return inField !== null && ["undo", "redo", "play", "shot.remove"].includes(command);
}

/** Owns listening to the keyboard and to the desktop's menu, and when the keys belong to something else. */
import { useEffect } from "react";
import type { MenuCommand } from "../../../shared/rpc/native.ts";
import { isDialogOpen } from "../dialogs/dialogs.ts";
import { triesTakes } from "../state/takes-tray.ts";
import { editor } from "../state/use-editor.ts";
import { runCommand } from "./commands.ts";
import type { Command } from "./keymap.ts";
import { isMac } from "./platform.ts";
import { commandOf } from "./pressed-keys.ts";

export function useCommands(): void {
  useEffect(() => {
    const focus = followFocus();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      const isEverywhere = everywhere.includes(commandOf(event, isMac, null));
      if (target && !isEverywhere && !target.closest(card) && keepsKeys(target, event, focus.byKeyboard())) return;
      const place = target?.closest(takesTray) ? "takes" : triesTakes(editor.get()) ? "trying" : null;
      const command = commandOf(event, isMac, place);
      // The browser would open its own.
      if (command === "help") event.preventDefault();
      if (command === null || isDialogOpen()) return;
      event.preventDefault();
      runCommand(command);
    };
    window.addEventListener("keydown", onKeyDown);
    const stopMenu = window.shotlineNative?.onCommand((command) => {
      if (isDialogOpen()) return;
      if (document.activeElement?.closest(editable)) runInField(command);
      else runCommand(command);
    });
    return () => {
      focus.stop();
      window.removeEventListener("keydown", onKeyDown);
      stopMenu?.();
    };
  }, []);
}

/** Commands of keys that a field has no use for, and the browser another one. */
const everywhere: readonly (Command | null)[] = ["search", "list.print", "help"];

/** A take's card: it is pressed with the pointer, and its keys are commands. */
const card = "[data-take-card]";
const takesTray = "[data-takes]";
const editable =
  "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]";
const pressable = "button, a, summary, video, [role=switch], [role=checkbox], [role=combobox], [role=tab]";
const pressingKeys = ["Space", "Enter", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];

/** Fields keep all their keys; a control that the keyboard has reached keeps the keys that work it. */
function keepsKeys(target: Element, event: KeyboardEvent, reachedByKeyboard: boolean): boolean {
  if (target.closest(editable)) return true;
  if (target.closest("[role=menu], [role=listbox][data-open], [data-keeps-keys]")) return true;
  if (!pressingKeys.includes(event.code)) return false;
  // After a mouse click the focus stays on the button, unseen; space must still play.
  const keepsPressing = reachedByKeyboard || (event.code === "Enter" && !event.ctrlKey && !event.metaKey);
  return target.closest("input, [role=slider]") !== null || (keepsPressing && target.closest(pressable) !== null);
}

/** Whether the focus came to where it is by the keyboard. `:focus-visible` cannot tell: it turns true on any key press. */
function followFocus(): { byKeyboard(): boolean; stop(): void } {
  let tabbed = false;
  let byKeyboard = false;
  const onPointerDown = () => {
    tabbed = false;
    byKeyboard = false;
  };
  const onTab = (event: KeyboardEvent) => {
    if (event.key === "Tab" || event.key === "F6") tabbed = true;
  };
  const onFocus = () => {
    byKeyboard = tabbed;
  };
  window.addEventListener("pointerdown", onPointerDown, true);
  window.addEventListener("keydown", onTab, true);
  window.addEventListener("focusin", onFocus, true);
  return {
    byKeyboard: () => byKeyboard,
    stop() {
      window.removeEventListener("pointerdown", onPointerDown, true);
      window.removeEventListener("keydown", onTab, true);
      window.removeEventListener("focusin", onFocus, true);
    },
  };
}

/** A menu command while a text is being typed: undo is the text's own, and what would act on a shot is left alone. */
function runInField(command: MenuCommand): void {
  if (command === "undo" || command === "redo") document.execCommand(command);
  else if (!command.startsWith("shot.") && command !== "play") runCommand(command);
}

/** Owns what a press of a key means under the chosen preset, and how the keys of a command are shown. */
import { editingOptions } from "../state/editing-options.ts";
import { type KeyPreset, keysOf } from "./key-presets.ts";
import { type Command, type KeyPlace, nameKeys } from "./keymap.ts";

/** The part of a KeyboardEvent that is looked at. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The command of a key press; null for a key that does nothing here. What a key means at its place comes first. */
export function commandOf(
  key: PressedKey,
  mac: boolean,
  place: KeyPlace | null = null,
  preset: KeyPreset = editingOptions.get().keys,
): Command | null {
  const primary = mac ? key.metaKey : key.ctrlKey;
  const other = mac ? key.ctrlKey : key.metaKey;
  if (other) return null;
  const presses = keysOf(preset).filter(
    (each) =>
      (each.primary ?? false) === primary &&
      (each.character === undefined
        ? each.code === key.code && (each.shift ?? false) === key.shiftKey && (each.alt ?? false) === key.altKey
        : each.character === key.key),
  );
  const own = presses.find((each) => each.place !== undefined && (each.place === place || place === "takes"));
  return (own ?? presses.find((each) => each.place === undefined))?.command ?? null;
}

/** The keys of a command as they are written: `Ctrl+Shift+Z`, `⇧⌘Z`. Undefined when it has none. */
export function shortcutOf(
  command: Command,
  mac: boolean,
  preset: KeyPreset = editingOptions.get().keys,
): string | undefined {
  const binding = keysOf(preset).find((each) => each.command === command);
  return binding && nameKeys(binding, mac);
}

/** Owns the keys of a preset as a page of text, to print or to put beside the keyboard. */
import { commandGroups } from "./command-names.ts";
import { type KeyPreset, keysOf, presetNames } from "./key-presets.ts";
import { nameKeys } from "./keymap.ts";

/** The name of the file that they are written to. */
export function keysFileName(preset: KeyPreset): string {
  return `Shotline keys - ${presetNames[preset]}.txt`;
}

/** One line a command, its keys first, under the headings of the overview. */
export function writeKeys(preset: KeyPreset, mac: boolean): string {
  const groups = commandGroups.map(({ title, commands }) => {
    const lines = commands.map(([command, words]) => {
      const keys = keysOf(preset).filter((each) => each.command === command);
      return `${keys
        .map((key) => nameKeys(key, mac))
        .join("  ")
        .padEnd(24)} ${words}`;
    });
    return [title, ...lines, ""].join("\n");
  });
  return [`Shotline: keys of the preset ${presetNames[preset]}`, "", ...groups].join("\n");
}

/**
 * Owns the keys of other editing apps: for what those do as well, the keys of their default keyboards, by physical key; everything else
 * keeps Shotline's own, or has a key beside it where that one is taken.
 */
import { type KeyPreset, keyPresets } from "../state/editing-options.ts";
import { keyedMoves } from "./camera-moves.ts";
import { type Command, type KeyBinding, ownKeys } from "./keymap.ts";

export type { KeyPreset };

export const presetNames: Readonly<Record<KeyPreset, string>> = {
  shotline: "Shotline",
  premiere: "Premiere Pro",
  resolve: "DaVinci Resolve",
  avid: "Avid Media Composer",
  finalCut: "Final Cut Pro",
};

/** All keys of each command that has others than Shotline's own. */
const changed: Readonly<Record<KeyPreset, readonly KeyBinding[]>> = {
  shotline: [],
  premiere: [
    { command: "shot.split", code: "KeyK", primary: true },
    { command: "shot.split", code: "KeyC" },
    { command: "camera.palette", code: "KeyC", alt: true },
    { command: "blocking.copy", code: "KeyC", alt: true, shift: true },
    { command: "shot.trimStart", code: "KeyQ" },
    { command: "shot.trimEnd", code: "KeyW" },
    { command: "shot.longer", code: "ArrowRight", primary: true },
    { command: "shot.shorter", code: "ArrowLeft", primary: true },
    { command: "shot.remove", code: "Delete" },
    { command: "shot.remove", code: "Backspace" },
    { command: "shot.remove", code: "Delete", shift: true },
    { command: "mark.clear", code: "KeyX", primary: true, shift: true },
    { command: "timeline.toggle", code: "Backslash" },
    { command: "shot.resetTrim", code: "Backslash", alt: true },
    { command: "palette", code: "KeyP", primary: true, shift: true },
    { command: "export", code: "KeyM", primary: true },
    { command: "shortcuts", code: "Slash", character: "?" },
    { command: "shortcuts", code: "KeyK", primary: true, alt: true },
  ],
  resolve: [
    { command: "shot.split", code: "KeyB", primary: true },
    { command: "shot.split", code: "Backslash", primary: true },
    { command: "shot.trimStart", code: "BracketLeft", shift: true },
    { command: "shot.trimEnd", code: "BracketRight", shift: true },
    { command: "loop.programme", code: "Slash", primary: true },
    { command: "zoom.in", code: "Equal", primary: true },
    { command: "zoom.out", code: "Minus", primary: true },
    { command: "export", code: "KeyE", primary: true },
    { command: "export", code: "Digit8", shift: true },
  ],
  avid: [
    { command: "mark.in", code: "KeyI" },
    { command: "mark.in", code: "KeyE" },
    { command: "mark.out", code: "KeyO" },
    { command: "mark.out", code: "KeyR" },
    { command: "mark.clear", code: "KeyG" },
    { command: "playhead.in", code: "KeyQ" },
    { command: "playhead.out", code: "KeyW" },
    { command: "playhead.previousEdit", code: "KeyA" },
    { command: "playhead.previousEdit", code: "ArrowUp" },
    { command: "playhead.nextEdit", code: "KeyS" },
    { command: "playhead.nextEdit", code: "ArrowDown" },
    { command: "playhead.frameBack", code: "Digit3" },
    { command: "playhead.frameBack", code: "ArrowLeft" },
    { command: "playhead.frameForward", code: "Digit4" },
    { command: "playhead.frameForward", code: "ArrowRight" },
    ...keyedMoves.map(
      (move, index): KeyBinding => ({ command: `camera.${move}`, code: `Digit${index + 1}`, shift: true }),
    ),
    { command: "shot.remove", code: "KeyX" },
    { command: "shot.remove", code: "Delete" },
    { command: "shot.remove", code: "Backspace" },
    { command: "take.reject", code: "KeyX", shift: true },
    { command: "shot.merge", code: "KeyG", shift: true },
    { command: "zoom.in", code: "BracketRight", primary: true },
    { command: "zoom.out", code: "BracketLeft", primary: true },
    { command: "timeline.toggle", code: "Slash", primary: true },
    { command: "redo", code: "KeyR", primary: true },
    { command: "redo", code: "KeyY", primary: true },
  ],
  finalCut: [
    { command: "shot.split", code: "KeyB", primary: true },
    { command: "shot.split", code: "KeyB" },
    { command: "shot.trimStart", code: "BracketLeft", alt: true },
    { command: "shot.trimEnd", code: "BracketRight", alt: true },
    { command: "playhead.previousEdit", code: "Semicolon" },
    { command: "playhead.previousEdit", code: "ArrowUp" },
    { command: "playhead.nextEdit", code: "Quote" },
    { command: "playhead.nextEdit", code: "ArrowDown" },
    { command: "loop.programme", code: "KeyL", primary: true },
    { command: "zoom.in", code: "Equal", primary: true },
    { command: "zoom.out", code: "Minus", primary: true },
  ],
};

const made = Object.fromEntries(keyPresets.map((preset) => [preset, withChanges(changed[preset])])) as Record<
  KeyPreset,
  readonly KeyBinding[]
>;

/** Every key of a preset. */
export function keysOf(preset: KeyPreset): readonly KeyBinding[] {
  return made[preset];
}

function withChanges(changes: readonly KeyBinding[]): readonly KeyBinding[] {
  const commands = new Set<Command>(changes.map(({ command }) => command));
  const kept = ownKeys.filter((own) => !commands.has(own.command) && !changes.some((each) => sameKey(each, own)));
  return [...kept, ...changes];
}

function sameKey(one: KeyBinding, other: KeyBinding): boolean {
  return (
    one.code === other.code &&
    one.place === other.place &&
    one.character === other.character &&
    !one.primary === !other.primary &&
    !one.shift === !other.shift &&
    !one.alt === !other.alt
  );
}

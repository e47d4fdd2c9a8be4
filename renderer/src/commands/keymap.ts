/**
 * Owns which key does what, as data: physical keys, so that every keyboard layout has them in the same place. These are Shotline's own;
 * key-presets.ts changes them to those of other editing apps.
 */
import type { CameraMove } from "../../../shared/project/vocabulary.ts";
import type { MenuCommand } from "../../../shared/rpc/native.ts";
import type { PresetId } from "../../../shared/stage/presets.ts";
import { type Workspace, workspaces } from "../state/editor-state.ts";
import { keyedMoves } from "./camera-moves.ts";

/** Everything that a key or the menu can ask for. */
export type Command =
  | MenuCommand
  | "play.forward"
  | "play.back"
  | "play.stop"
  | "playhead.frameBack"
  | "playhead.frameForward"
  | "playhead.secondBack"
  | "playhead.secondForward"
  | "playhead.previousEdit"
  | "playhead.nextEdit"
  | "playhead.in"
  | "playhead.out"
  | "mark.in"
  | "mark.out"
  | "mark.clear"
  | "playhead.start"
  | "playhead.end"
  | "shot.trimStart"
  | "shot.trimEnd"
  | "shot.longer"
  | "shot.shorter"
  | "shot.rollLonger"
  | "shot.rollShorter"
  | "shot.squeezeLonger"
  | "shot.squeezeShorter"
  | "shot.moveOn"
  | "shot.moveBack"
  | "loop.shot"
  | "shot.slipOn"
  | "shot.slipBack"
  | "shot.resetTrim"
  | "shot.retake"
  | "shot.continue"
  | "shot.draw"
  | "ghosts.step"
  | "frames"
  | "frames.fromBlocking"
  | "loop.pass"
  | "loop.programme"
  | "takes.toggle"
  | "takes.compare"
  | "takes.best"
  | "take.circle"
  | "take.use"
  | "take.next"
  | "take.previous"
  | "take.back"
  | "take.reject"
  | "take.open"
  | "take.bin"
  | `take.rate${Stars}`
  | `workspace.${Workspace}`
  | "camera.palette"
  | "blocking.copy"
  | "blocking.paste"
  | "blocking.same"
  | "blocking.reverse"
  | "blocking.mirror"
  | "blocking.words"
  | `blocking.${PresetId}`
  | "search"
  | "list.print"
  | "elements.library"
  | "models"
  | `camera.${CameraMove}`;

/** Stars that a take can be given; 0 takes them away. */
export const stars = [0, 1, 2, 3, 4, 5] as const;
type Stars = (typeof stars)[number];

/** Where some keys mean something of their own: in the tray of takes; and there as well as while a shot repeats or a take is tried. */
export type KeyPlace = "takes" | "trying";

/** `primary` is Cmd on a Mac and Ctrl elsewhere. `code` is KeyboardEvent.code; `character` wins over it and over Shift. */
export interface KeyBinding {
  readonly command: Command;
  readonly code: string;
  /** For a key known by what it writes: `?` lies elsewhere on every layout. */
  readonly character?: string;
  readonly primary?: true;
  readonly shift?: true;
  readonly alt?: true;
  readonly place?: KeyPlace;
}

export const ownKeys: readonly KeyBinding[] = [
  { command: "play", code: "Space" },
  { command: "play.back", code: "KeyJ" },
  { command: "play.stop", code: "KeyK" },
  { command: "play.forward", code: "KeyL" },
  { command: "playhead.frameBack", code: "ArrowLeft" },
  { command: "playhead.frameForward", code: "ArrowRight" },
  { command: "playhead.secondBack", code: "ArrowLeft", shift: true },
  { command: "playhead.secondForward", code: "ArrowRight", shift: true },
  { command: "playhead.previousEdit", code: "ArrowUp" },
  { command: "playhead.nextEdit", code: "ArrowDown" },
  { command: "playhead.start", code: "Home" },
  { command: "playhead.end", code: "End" },
  { command: "playhead.in", code: "KeyI", shift: true },
  { command: "playhead.out", code: "KeyO", shift: true },
  { command: "mark.in", code: "KeyI" },
  { command: "mark.out", code: "KeyO" },
  { command: "mark.clear", code: "KeyX", alt: true },
  { command: "loop.shot", code: "KeyS", shift: true },
  { command: "loop.pass", code: "KeyP", shift: true },
  { command: "loop.programme", code: "KeyL", shift: true },
  { command: "shot.add", code: "KeyN" },
  { command: "shot.split", code: "KeyB" },
  { command: "shot.trimStart", code: "BracketLeft" },
  { command: "shot.trimEnd", code: "BracketRight" },
  { command: "shot.longer", code: "Period" },
  { command: "shot.shorter", code: "Comma" },
  { command: "shot.rollLonger", code: "Period", alt: true },
  { command: "shot.rollShorter", code: "Comma", alt: true },
  { command: "shot.squeezeLonger", code: "Period", shift: true },
  { command: "shot.squeezeShorter", code: "Comma", shift: true },
  { command: "shot.moveOn", code: "ArrowRight", alt: true },
  { command: "shot.moveBack", code: "ArrowLeft", alt: true },
  { command: "shot.slipOn", code: "ArrowRight", alt: true, shift: true },
  { command: "shot.slipBack", code: "ArrowLeft", alt: true, shift: true },
  { command: "shot.resetTrim", code: "Backslash" },
  { command: "frames", code: "KeyF" },
  { command: "frames.fromBlocking", code: "KeyF", shift: true },
  { command: "shot.merge", code: "KeyG" },
  { command: "shot.draw", code: "KeyD" },
  { command: "ghosts.step", code: "KeyD", shift: true },
  { command: "shot.remove", code: "Delete" },
  { command: "shot.remove", code: "Backspace" },
  { command: "pass.add", code: "KeyN", shift: true },
  ...keyedMoves.map((move, index): KeyBinding => ({ command: `camera.${move}`, code: `Digit${index + 1}` })),
  { command: "camera.palette", code: "KeyC" },
  { command: "blocking.copy", code: "KeyC", alt: true },
  { command: "blocking.paste", code: "KeyV", alt: true },
  { command: "blocking.mirror", code: "KeyM", alt: true },
  { command: "takes.toggle", code: "KeyT" },
  { command: "takes.compare", code: "KeyC", shift: true },
  { command: "takes.best", code: "KeyB", shift: true },
  { command: "take.circle", code: "Enter" },
  { command: "take.reject", code: "KeyX" },
  { command: "take.previous", code: "Comma", place: "trying" },
  { command: "take.next", code: "Period", place: "trying" },
  { command: "take.back", code: "Escape", place: "trying" },
  { command: "take.use", code: "KeyU", place: "takes" },
  { command: "take.open", code: "KeyO", place: "takes" },
  { command: "take.bin", code: "Delete", place: "takes" },
  { command: "take.bin", code: "Backspace", place: "takes" },
  ...stars.map((count): KeyBinding => ({ command: `take.rate${count}`, code: `Digit${count}`, place: "takes" })),
  { command: "undo", code: "KeyZ", primary: true },
  { command: "redo", code: "KeyZ", primary: true, shift: true },
  { command: "redo", code: "KeyY", primary: true },
  { command: "zoom.in", code: "Equal" },
  { command: "zoom.out", code: "Minus" },
  { command: "timeline.toggle", code: "KeyZ", shift: true },
  ...workspaces.map(
    (workspace, index): KeyBinding => ({ command: `workspace.${workspace}`, code: `Digit${index + 1}`, alt: true }),
  ),
  { command: "search", code: "KeyF", primary: true },
  { command: "list.print", code: "KeyP", primary: true },
  { command: "elements.library", code: "KeyE", primary: true, shift: true },
  { command: "generate", code: "Enter", primary: true },
  { command: "shot.retake", code: "Enter", primary: true, shift: true },
  { command: "shot.continue", code: "Enter", primary: true, alt: true },
  { command: "palette", code: "KeyK", primary: true },
  { command: "palette", code: "KeyP", primary: true, shift: true },
  { command: "jobs", code: "KeyJ", primary: true },
  { command: "export", code: "KeyE", primary: true },
  { command: "lists.import", code: "KeyI", primary: true },
  { command: "project.open", code: "KeyO", primary: true },
  { command: "settings", code: "Comma", primary: true },
  { command: "shortcuts", code: "Slash", character: "?" },
  { command: "help", code: "F1" },
];

const codeNames: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Equal: "+",
  Minus: "−",
  Period: ".",
  Comma: ",",
  Semicolon: ";",
  Quote: "'",
  Delete: "Del",
  Escape: "Esc",
};

/** A key as it is written: `Ctrl+Shift+Z`, `⇧⌘Z`. */
export function nameKeys(binding: KeyBinding, mac: boolean): string {
  if (binding.character !== undefined) return binding.character;
  const key = codeNames[binding.code] ?? binding.code.replace(/^(Key|Digit)/, "");
  const held = [
    binding.alt && (mac ? "⌥" : "Alt"),
    binding.shift && (mac ? "⇧" : "Shift"),
    binding.primary && (mac ? "⌘" : "Ctrl"),
  ].filter((name): name is string => Boolean(name));
  return mac ? `${held.join("")}${key}` : [...held.reverse(), key].join("+");
}

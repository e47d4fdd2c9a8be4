/** Owns which key does what, as data: physical keys, so that every keyboard layout has them in the same place. */
import type { CameraMove } from "../../../shared/project/vocabulary.ts";
import type { MenuCommand } from "../../../shared/rpc/native.ts";
import { keyedMoves, labelMove } from "./camera-moves.ts";

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
  | `camera.${CameraMove}`;

const stars = [0, 1, 2, 3, 4, 5] as const;
type Stars = (typeof stars)[number];

/** Where some keys mean something of their own: on a card of the tray, and while a take is tried. */
export type KeyPlace = "takes";

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

export const keymap: readonly KeyBinding[] = [
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
  { command: "shot.merge", code: "KeyG" },
  { command: "shot.remove", code: "Delete" },
  { command: "shot.remove", code: "Backspace" },
  { command: "pass.add", code: "KeyN", shift: true },
  ...keyedMoves.map((move, index): KeyBinding => ({ command: `camera.${move}`, code: `Digit${index + 1}` })),
  { command: "takes.toggle", code: "KeyT" },
  { command: "takes.compare", code: "KeyC", shift: true },
  { command: "takes.best", code: "KeyB", shift: true },
  { command: "take.circle", code: "Enter" },
  { command: "take.reject", code: "KeyX" },
  { command: "take.previous", code: "Comma", place: "takes" },
  { command: "take.next", code: "Period", place: "takes" },
  { command: "take.back", code: "Escape", place: "takes" },
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
  { command: "generate", code: "Enter", primary: true },
  { command: "shot.retake", code: "Enter", primary: true, shift: true },
  { command: "shot.continue", code: "Enter", primary: true, alt: true },
  { command: "jobs", code: "KeyJ", primary: true },
  { command: "export", code: "KeyE", primary: true },
  { command: "project.open", code: "KeyO", primary: true },
  { command: "settings", code: "Comma", primary: true },
  { command: "shortcuts", code: "Slash", character: "?" },
];

/** Names for the overview, in its order. */
export const commandGroups: readonly {
  readonly title: string;
  readonly commands: readonly (readonly [Command, string])[];
}[] = [
  {
    title: "Playback",
    commands: [
      ["play", "Play or pause"],
      ["play.back", "Play backward; press again to go faster"],
      ["play.stop", "Stop"],
      ["play.forward", "Play forward; press again to go faster"],
      ["loop.shot", "Loop the shot"],
      ["loop.pass", "Loop the pass"],
      ["loop.programme", "Loop the whole cut, or in to out"],
    ],
  },
  {
    title: "Playhead",
    commands: [
      ["playhead.frameBack", "One frame back"],
      ["playhead.frameForward", "One frame forward"],
      ["playhead.secondBack", "One second back"],
      ["playhead.secondForward", "One second forward"],
      ["playhead.previousEdit", "Previous edit"],
      ["playhead.nextEdit", "Next edit"],
      ["mark.in", "Mark in"],
      ["mark.out", "Mark out"],
      ["mark.clear", "Clear in and out"],
      ["playhead.in", "Go to in"],
      ["playhead.out", "Go to out"],
      ["playhead.start", "Go to start"],
      ["playhead.end", "Go to end"],
    ],
  },
  {
    title: "Shots and passes",
    commands: [
      ["shot.add", "Add a shot"],
      ["shot.split", "Split at the playhead"],
      ["shot.trimStart", "Trim the start to the playhead"],
      ["shot.trimEnd", "Trim the end to the playhead"],
      ["shot.resetTrim", "Reset the trim"],
      ["shot.longer", "Lengthen the shot by one step"],
      ["shot.shorter", "Shorten the shot by one step"],
      ["shot.rollLonger", "Roll the out edge later"],
      ["shot.rollShorter", "Roll the out edge earlier"],
      ["shot.squeezeLonger", "Lengthen the shot and squeeze later shots"],
      ["shot.squeezeShorter", "Shorten the shot and release later shots"],
      ["shot.moveOn", "Move the shot later; with a take, in all passes: slip right"],
      ["shot.moveBack", "Move the shot earlier; with a take, in all passes: slip left"],
      ["shot.slipOn", "Slip right by 10 frames"],
      ["shot.slipBack", "Slip left by 10 frames"],
      ["shot.retake", "Retake the shot"],
      ["shot.continue", "Continue from the shot’s last frame in the next pass"],
      ["shot.merge", "Merge with the next shot"],
      ["shot.remove", "Remove the shot"],
      ["pass.add", "Add a pass"],
    ],
  },
  {
    title: "Takes",
    commands: [
      ["takes.toggle", "Show or hide the takes"],
      ["take.circle", "Circle the take, or keep the one that is tried"],
      ["take.reject", "Reject the take, with a reason"],
      ["takes.best", "Best of: circled or highest rated takes"],
      ["takes.compare", "Compare takes"],
    ],
  },
  {
    title: "On a take",
    commands: [
      ["take.next", "Try the next take for the shot"],
      ["take.previous", "Try the previous take"],
      ["take.back", "Show the take in use again"],
      ["take.use", "Use for the shot"],
      ["take.open", "Open the take"],
      ["take.bin", "Move to the bin"],
      ...stars.map((count) => [`take.rate${count}`, count === 0 ? "Clear the stars" : `${count} ★`] as const),
    ],
  },
  {
    title: "Camera move",
    commands: keyedMoves.map((move) => [`camera.${move}`, labelMove(move)] as const),
  },
  {
    title: "Window",
    commands: [
      ["undo", "Undo"],
      ["redo", "Redo"],
      ["zoom.in", "Zoom in"],
      ["zoom.out", "Zoom out"],
      ["timeline.toggle", "Show all passes, or the open pass"],
      ["generate", "Generate the pass"],
      ["jobs", "Jobs and spending"],
      ["export", "Export"],
      ["project.open", "Open a project"],
      ["settings", "Settings"],
      ["shortcuts", "Keyboard shortcuts"],
    ],
  },
];

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
export function commandOf(key: PressedKey, mac: boolean, place: KeyPlace | null = null): Command | null {
  const primary = mac ? key.metaKey : key.ctrlKey;
  const other = mac ? key.ctrlKey : key.metaKey;
  if (other) return null;
  const presses = keymap.filter(
    (each) =>
      (each.primary ?? false) === primary &&
      (each.character === undefined
        ? each.code === key.code && (each.shift ?? false) === key.shiftKey && (each.alt ?? false) === key.altKey
        : each.character === key.key),
  );
  const own = place === null ? undefined : presses.find((each) => each.place === place);
  return (own ?? presses.find((each) => each.place === undefined))?.command ?? null;
}

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
  Delete: "Del",
  Escape: "Esc",
};

/** The keys of a command as they are written: `Ctrl+Shift+Z`, `⇧⌘Z`. Undefined when it has none. */
export function shortcutOf(command: Command, mac: boolean): string | undefined {
  const binding = keymap.find((each) => each.command === command);
  return binding && nameKeys(binding, mac);
}

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

import { describe, expect, test } from "vitest";
import { type KeyPreset, keysOf, presetNames } from "../../../renderer/src/commands/key-presets.ts";
import { nameKeys, ownKeys } from "../../../renderer/src/commands/keymap.ts";
import { commandOf, type PressedKey, shortcutOf } from "../../../renderer/src/commands/pressed-keys.ts";
import { keysFileName, writeKeys } from "../../../renderer/src/commands/written-keys.ts";

const presets = Object.keys(presetNames) as KeyPreset[];

function press(code: string, held: Partial<PressedKey> = {}): PressedKey {
  return { key: "", code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe.each(presets)("the keys of %s", (preset) => {
  test("have one meaning each at their place", () => {
    const keys = keysOf(preset).map((binding) => `${nameKeys(binding, false)} ${binding.place}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test("reach every command that has a key of Shotline's own", () => {
    const reached = new Set(keysOf(preset).map(({ command }) => command));
    expect(ownKeys.map(({ command }) => command).filter((command) => !reached.has(command))).toEqual([]);
  });

  test("are all in the text that is saved of them", () => {
    const text = writeKeys(preset, false);
    expect(text).toContain(presetNames[preset]);
    const missing = keysOf(preset).filter((binding) => !text.includes(nameKeys(binding, false)));
    expect(missing).toEqual([]);
    expect(keysFileName(preset)).toMatch(/^[\w -]+\.txt$/);
  });

  test("play, shuttle, step and mark where every editing app does", () => {
    const held = [
      ["Space", "play"],
      ["KeyJ", "play.back"],
      ["KeyK", "play.stop"],
      ["KeyL", "play.forward"],
      ["ArrowLeft", "playhead.frameBack"],
      ["ArrowUp", "playhead.previousEdit"],
      ["KeyI", "mark.in"],
      ["KeyO", "mark.out"],
    ] as const;
    for (const [code, command] of held) expect(commandOf(press(code), false, null, preset)).toBe(command);
  });
});

test.each([
  ["premiere", "KeyQ", {}, "shot.trimStart"],
  ["premiere", "KeyW", {}, "shot.trimEnd"],
  ["premiere", "KeyK", { ctrlKey: true }, "shot.split"],
  ["premiere", "Backslash", {}, "timeline.toggle"],
  ["resolve", "KeyB", { ctrlKey: true }, "shot.split"],
  ["resolve", "BracketLeft", { shiftKey: true }, "shot.trimStart"],
  ["resolve", "Slash", { ctrlKey: true, key: "/" }, "loop.programme"],
  ["avid", "KeyE", {}, "mark.in"],
  ["avid", "KeyR", {}, "mark.out"],
  ["avid", "KeyG", {}, "mark.clear"],
  ["avid", "KeyS", {}, "playhead.nextEdit"],
  ["finalCut", "KeyB", {}, "shot.split"],
  ["finalCut", "BracketRight", { altKey: true }, "shot.trimEnd"],
  ["finalCut", "Quote", {}, "playhead.nextEdit"],
] as const)("in %s, %s with %o is %s", (preset, code, held, command) => {
  expect(commandOf(press(code, held), false, null, preset)).toBe(command);
});

test("a command whose key another app uses for something else has a key beside it", () => {
  expect(shortcutOf("camera.pan-right", false, "avid")).toBe("Shift+3");
  expect(shortcutOf("palette", false, "premiere")).toBe("Ctrl+Shift+P");
  expect(shortcutOf("shot.resetTrim", false, "premiere")).toBe("Alt+\\");
});

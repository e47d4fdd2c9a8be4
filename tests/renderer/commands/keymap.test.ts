import { describe, expect, it } from "vitest";
import { commandGroups } from "../../../renderer/src/commands/command-names.ts";
import { nameKeys, ownKeys } from "../../../renderer/src/commands/keymap.ts";
import { commandOf, type PressedKey, shortcutOf } from "../../../renderer/src/commands/pressed-keys.ts";
import { presetIds } from "../../../shared/stage/presets.ts";

function press(code: string, held: Partial<PressedKey> = {}): PressedKey {
  return { key: "", code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe("the keymap", () => {
  it("gives every key one meaning at its place", () => {
    const keys = ownKeys.map((binding) => `${nameKeys(binding, false)} ${binding.place}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("shows every command in the overview, once", () => {
    const shown = commandGroups.flatMap((group) => group.commands.map(([command]) => command));
    expect(new Set(shown).size).toBe(shown.length);
    // What is asked for now and then is found by its name, and has no key.
    const keyless = ["archive.open", "models", "project.archive", "project.backups", "tour"];
    const blocking = ["same", "reverse", "words", ...presetIds].map((name) => `blocking.${name}`);
    expect(new Set(shown)).toEqual(new Set([...ownKeys.map((binding) => binding.command), ...keyless, ...blocking]));
  });

  it("goes by the key's place, not by its letter", () => {
    expect(commandOf(press("KeyZ", { key: "y", ctrlKey: true }), false)).toBe("undo");
    expect(commandOf(press("KeyZ", { key: "y", ctrlKey: true, shiftKey: true }), false)).toBe("redo");
  });

  it("takes Cmd on a Mac and Ctrl elsewhere, and leaves the other alone", () => {
    expect(commandOf(press("KeyZ", { metaKey: true }), true)).toBe("undo");
    expect(commandOf(press("KeyZ", { ctrlKey: true }), true)).toBeNull();
    expect(commandOf(press("KeyZ", { metaKey: true }), false)).toBeNull();
  });

  it("tells keys with and without Shift apart", () => {
    expect(commandOf(press("ArrowLeft"), false)).toBe("playhead.frameBack");
    expect(commandOf(press("ArrowLeft", { shiftKey: true }), false)).toBe("playhead.secondBack");
    expect(commandOf(press("KeyG", { shiftKey: true }), false)).toBeNull();
  });

  it("gives a take's card keys of its own, and the others as everywhere", () => {
    expect(commandOf(press("Digit3"), false)).toBe("camera.pan-right");
    expect(commandOf(press("Digit3"), false, "takes")).toBe("take.rate3");
    expect(commandOf(press("Digit6"), false, "takes")).toBe("camera.push-in");
    expect(commandOf(press("Period"), false, "takes")).toBe("take.next");
    expect(commandOf(press("KeyU"), false)).toBeNull();
    expect(commandOf(press("Period"), false, "trying")).toBe("take.next");
    expect(commandOf(press("Digit3"), false, "trying")).toBe("camera.pan-right");
    expect(commandOf(press("Delete"), false, "trying")).toBe("shot.remove");
    expect(commandOf(press("Space"), false, "takes")).toBe("play");
    expect(commandOf(press("Enter"), false)).toBe("take.circle");
  });

  it("finds the question mark wherever a layout has it", () => {
    expect(commandOf(press("Slash", { key: "?", shiftKey: true }), false)).toBe("shortcuts");
    expect(commandOf(press("Minus", { key: "?", shiftKey: true }), false)).toBe("shortcuts");
  });

  it("has a digit for each of nine camera moves", () => {
    const moves = Array.from({ length: 9 }, (_, index) => commandOf(press(`Digit${index + 1}`), false));
    expect(moves[0]).toBe("camera.static");
    expect(moves[5]).toBe("camera.push-in");
    expect(new Set(moves).size).toBe(9);
    expect(shortcutOf("camera.push-in", true)).toBe("6");
    expect(commandOf(press("Digit6", { ctrlKey: true }), false)).toBeNull();
  });

  it("names keys the way each system writes them", () => {
    expect(shortcutOf("redo", false)).toBe("Ctrl+Shift+Z");
    expect(shortcutOf("redo", true)).toBe("⇧⌘Z");
    expect(shortcutOf("project.new", false)).toBeUndefined();
  });
});

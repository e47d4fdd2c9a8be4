import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fitToDisplays, readWindowState, writeWindowState } from "../../electron/main/window-state.ts";

const screen = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 1440, height = 900) => ({
  place: { x, y },
  width,
  height,
  isMaximized: false,
});

describe("the window's place", () => {
  test("is kept over a restart, whole or not at all", () => {
    const folder = mkdtempSync(join(tmpdir(), "shotline-"));
    const file = join(folder, "new", "window.json");
    const state = { ...at(40, 60), isMaximized: true };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    expect(readdirSync(join(folder, "new"))).toEqual(["window.json"]);
  });

  test.each([
    ["absent", null],
    ["not JSON", "{"],
    ["nonsense", '{"place":null,"width":-3,"height":"tall","isMaximized":1}'],
    ["far too large", '{"place":null,"width":100000,"height":800,"isMaximized":false}'],
  ])("starts anew when the file is %s", (_case, text) => {
    const file = join(mkdtempSync(join(tmpdir(), "shotline-")), "window.json");
    if (text !== null) writeFileSync(file, text);
    expect(readWindowState(file)).toEqual({ place: null, width: 1440, height: 900, isMaximized: false });
  });

  test("stays where it was while a display shows it, also partly", () => {
    for (const state of [at(100, 100), at(-1300, 30), at(1800, 900)]) {
      expect(fitToDisplays(state, [screen])).toEqual(state);
    }
    expect(fitToDisplays(at(2000, 50, 1200, 900), [screen, second])).toEqual(at(2000, 50, 1200, 900));
  });

  test("is found anew when its display is gone or its title bar out of reach", () => {
    for (const state of [at(2000, 50), at(100, -200), at(100, 1070), at(-1430, 100), at(1910, 100)]) {
      expect(fitToDisplays(state, [screen]).place).toBeNull();
    }
  });

  test("is never larger than its display", () => {
    expect(fitToDisplays(at(0, 25, 4000, 3000), [screen])).toMatchObject({ width: 1920, height: 1055 });
    expect(fitToDisplays(at(9000, 25, 4000, 3000), [second])).toMatchObject({ width: 1280, height: 1024, place: null });
  });
});

import { expect, test } from "vitest";
import { type GridKey, gridAction } from "../../../renderer/src/shot-list/grid-keys.ts";

function press(key: string, held: Partial<GridKey> = {}, edit: Parameters<typeof gridAction>[1] = "text", mac = false) {
  const code = /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : key;
  const pressed = { key, code, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held };
  return gridAction(pressed, edit, mac, 10);
}

test("a character begins to edit what can be edited, and is the window's where nothing can", () => {
  expect(press("m")).toEqual({ kind: "edit", typed: "m" });
  expect(press("ü")).toEqual({ kind: "edit", typed: "ü" });
  expect(press("m", {}, "none")).toBeNull();
  expect(press(" ", {}, "none")).toBeNull();
  expect(press("@", { ctrlKey: true, altKey: true })).toEqual({ kind: "edit", typed: "@" });
  expect(press("Enter")).toEqual({ kind: "edit", typed: null });
  expect(press("F5")).toBeNull();
});

test("arrows go, with Shift they select, with Ctrl to the end", () => {
  expect(press("ArrowDown")).toEqual({ kind: "go", rows: 1, columns: 0, extend: false });
  expect(press("ArrowRight", { shiftKey: true })).toEqual({ kind: "go", rows: 0, columns: 1, extend: true });
  expect(press("ArrowUp", { ctrlKey: true })).toEqual({ kind: "go", rows: -Infinity, columns: 0, extend: false });
  expect(press("PageDown")).toEqual({ kind: "go", rows: 10, columns: 0, extend: false });
});

test("what the window's own commands are stays theirs", () => {
  expect(press("z", { ctrlKey: true })).toBeNull();
  expect(press("c", { ctrlKey: true })).toBeNull();
  expect(press("Enter", { altKey: true })).toBeNull();
  expect(press("ArrowRight", { altKey: true })).toBeNull();
  expect(press("?", { shiftKey: true })).toBeNull();
});

test("Delete empties cells, and on a shot's number removes shots", () => {
  expect(press("Delete")).toEqual({ kind: "clear" });
  expect(press("Delete", {}, "none")).toEqual({ kind: "remove" });
  expect(press("ArrowUp", { altKey: true })).toEqual({ kind: "move", direction: -1 });
});

test("fills down by Ctrl+D, on a Mac by Cmd+D", () => {
  expect(press("d", { ctrlKey: true })).toEqual({ kind: "fillDown" });
  expect(press("d", { metaKey: true }, "text", true)).toEqual({ kind: "fillDown" });
  expect(press("d", { ctrlKey: true }, "text", true)).toBeNull();
});

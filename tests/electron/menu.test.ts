import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, test } from "vitest";
import { menuTemplate } from "../../electron/main/menu.ts";
import { type KeyBinding, ownKeys } from "../../renderer/src/commands/keymap.ts";
import { type MenuCommand, menuCommands } from "../../shared/rpc/native.ts";

function itemsOf(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
}

const keyNames: Record<string, string> = { Equal: "=", Minus: "-", Comma: "," };

/** A key of the page as Electron writes it. */
function acceleratorOf({ code, character, primary, shift, alt }: KeyBinding): string {
  if (character !== undefined) return character;
  const held = [primary && "CmdOrCtrl", alt && "Alt", shift && "Shift"].filter(Boolean);
  return [...held, keyNames[code] ?? code.replace(/^Key/, "")].join("+");
}

function build(isMac: boolean) {
  const sent: MenuCommand[] = [];
  const items = itemsOf(menuTemplate({ isMac, isDevelopment: false, send: (command) => sent.push(command) }));
  return { items, sent };
}

describe.each([
  ["macOS", true],
  ["Windows and Linux", false],
])("the menu on %s", (_system, isMac) => {
  test("offers every command once and sends it by its name", () => {
    const { items, sent } = build(isMac);
    for (const item of items) (item.click as (() => void) | undefined)?.();
    expect([...sent].sort()).toEqual([...menuCommands].sort());
  });

  test("gives no key to two items", () => {
    const keys = build(isMac).items.flatMap((item) => (item.accelerator ? [item.accelerator] : []));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("takes no key that a text field needs", () => {
    for (const item of build(isMac).items) {
      const { id, accelerator } = item;
      if (accelerator === undefined) continue;
      if (isMac) expect(accelerator).toContain("CmdOrCtrl");
      else if (!accelerator.includes("CmdOrCtrl") || id === "undo" || id === "redo") {
        expect([id, item.registerAccelerator]).toEqual([id, false]);
      }
    }
  });

  test("shows the keys that the page's keymap gives", () => {
    for (const { id, accelerator } of build(isMac).items) {
      const keys = ownKeys.filter((binding) => binding.command === id).map(acceleratorOf);
      if (keys.length > 0 && accelerator !== undefined) expect(keys).toContain(accelerator);
    }
  });

  test("keeps cut, copy and paste, and shows the developer's tools to developers only", () => {
    const roles = build(isMac).items.map((item) => item.role);
    expect(roles).toEqual(expect.arrayContaining(["cut", "copy", "paste", "selectAll", "togglefullscreen"]));
    expect(roles).not.toContain("toggleDevTools");
  });
});

import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, test } from "vitest";
import { menuTemplate } from "../../electron/main/menu.ts";
import { type MenuCommand, menuCommands } from "../../shared/rpc/native.ts";

function itemsOf(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
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

  test("takes no key from the page that is also typed into fields", () => {
    for (const item of build(isMac).items) {
      if (item.accelerator === undefined) continue;
      if (isMac) expect(item.accelerator).toContain("CmdOrCtrl");
      else expect(item.registerAccelerator).toBe(false);
    }
  });

  test("keeps cut, copy and paste, and shows the developer's tools to developers only", () => {
    const roles = build(isMac).items.map((item) => item.role);
    expect(roles).toEqual(expect.arrayContaining(["cut", "copy", "paste", "selectAll", "togglefullscreen"]));
    expect(roles).not.toContain("toggleDevTools");
  });
});

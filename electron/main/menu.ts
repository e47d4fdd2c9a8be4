/** Owns the native menu. The page's keymap owns its keys: the menu only shows those, and takes the ones that a page never gets. */
import type { MenuItemConstructorOptions } from "electron";
import type { MenuCommand } from "../../shared/rpc/native.ts";

type Item = MenuItemConstructorOptions;

export interface MenuOptions {
  isMac: boolean;
  /** Shows the developer's tools; off in a packaged app. */
  isDevelopment: boolean;
  send(command: MenuCommand): void;
}

/** The whole menu as Electron's template. */
export function menuTemplate({ isMac, isDevelopment, send }: MenuOptions): Item[] {
  const item = (command: MenuCommand, label: string, accelerator?: string): Item => {
    const click = () => send(command);
    if (accelerator === undefined) return { id: command, label, click };
    // Keys that a text field needs for itself. On a Mac a shown accelerator is always live, elsewhere it can be shown only.
    const isTyped = !accelerator.includes("CmdOrCtrl") || command === "generate";
    const registerAccelerator = !isTyped && command !== "undo" && command !== "redo";
    if (isMac && isTyped) return { id: command, label, click };
    return { id: command, label, click, accelerator, registerAccelerator };
  };
  const line: Item = { type: "separator" };
  const settings = item("settings", "Settings…", "CmdOrCtrl+,");
  const applicationMenu: Item[] = [
    { role: "about" },
    line,
    settings,
    line,
    { role: "services" },
    line,
    { role: "hide" },
    { role: "hideOthers" },
    { role: "unhide" },
    line,
    { role: "quit" },
  ];
  return [
    ...(isMac ? [{ role: "appMenu", submenu: applicationMenu } satisfies Item] : []),
    {
      label: "&File",
      submenu: [
        item("project.new", "New Project…", "CmdOrCtrl+N"),
        item("project.open", "Open Project…", "CmdOrCtrl+O"),
        item("project.openPlan", "New from Plan…", "CmdOrCtrl+Shift+O"),
        line,
        item("project.backups", "Backups…"),
        item("project.close", "Close Project", "CmdOrCtrl+W"),
        line,
        item("project.archive", "Archive Project…"),
        item("archive.open", "Open Archive…"),
        line,
        item("generate", "Generate Pass…", "CmdOrCtrl+Enter"),
        item("export", "Export…", "CmdOrCtrl+E"),
        item("lists.import", "Import Shot List or Prompt…", "CmdOrCtrl+I"),
        item("comments.import", "Import Comments…"),
        item("cut.compare", "Compare Edited Cut…"),
        ...(isMac ? [] : [line, settings]),
        ...(isMac ? [] : [line, { role: "quit" } satisfies Item]),
      ],
    },
    {
      label: "&Edit",
      submenu: [
        item("undo", "Undo", "CmdOrCtrl+Z"),
        item("redo", "Redo", "CmdOrCtrl+Shift+Z"),
        line,
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "selectAll" },
      ],
    },
    {
      label: "&Shot",
      submenu: [
        item("shot.add", "Add Shot", "N"),
        item("shot.split", "Split at Playhead", "B"),
        item("shot.merge", "Merge with Next", "G"),
        item("shot.remove", "Remove Shot", "Delete"),
        line,
        item("pass.add", "Add Pass", "Shift+N"),
      ],
    },
    {
      label: "&View",
      submenu: [
        item("play", "Play or Pause", "Space"),
        line,
        item("zoom.in", "Zoom In", "="),
        item("zoom.out", "Zoom Out", "-"),
        item("timeline.toggle", "All Passes or Open Pass", "Shift+Z"),
        line,
        item("palette", "All Commands…", "CmdOrCtrl+Shift+P"),
        item("jobs", "Jobs and Spending", "CmdOrCtrl+J"),
        line,
        { role: "togglefullscreen" },
        ...(isDevelopment ? [line, { role: "reload" } satisfies Item, { role: "toggleDevTools" } satisfies Item] : []),
      ],
    },
    {
      role: "windowMenu",
      submenu: [
        { role: "minimize" },
        ...(isMac ? [{ role: "zoom" } satisfies Item, line, { role: "front" } satisfies Item] : []),
      ],
    },
    {
      role: "help",
      submenu: [
        item("help", "Shotline Help", "F1"),
        item("tour", "Take the Tour"),
        item("shortcuts", "Keyboard Shortcuts", "?"),
        ...(isMac ? [] : [line, { role: "about" } satisfies Item]),
      ],
    },
  ];
}

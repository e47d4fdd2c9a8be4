/**
 * Owns a model of the few Electron calls that the shell makes, for tests without Electron's runtime: main and preload meet in one
 * process, dialogs answer what the test says, and everything asked of Electron can be looked at in `standIn`.
 */
import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import type { MenuItemConstructorOptions, OpenDialogOptions } from "electron";

interface Frame {
  url: string;
  parent: Frame | null;
}

type SchemeHandler = (request: Request) => Promise<Response>;
type InvokeHandler = (event: { sender: WebContents; senderFrame: Frame | null }, input: unknown) => unknown;
type WindowOpenHandler = (details: { url: string }) => { action: string };
type PermissionRequestHandler = (
  contents: null,
  permission: string,
  answer: (allowed: boolean) => void,
  details: { requestingUrl: string },
) => void;
type PermissionCheckHandler = (contents: null, permission: string, origin: string) => boolean;

/** What was asked of Electron, and what its dialogs answer. */
export const standIn = {
  windows: [] as BrowserWindow[],
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  schemeHandlers: new Map<string, SchemeHandler>(),
  invokeHandlers: new Map<string, InvokeHandler>(),
  exposed: new Map<string, unknown>(),
  menu: [] as MenuItemConstructorOptions[],
  openedDialogs: [] as OpenDialogOptions[],
  chosenPaths: [] as string[],
  messageBoxAnswer: 0,
  messages: [] as string[],
  openedLinks: [] as string[],
  shownInFolder: [] as string[],
  paths: new Map<string, string>(),
  workAreas: [{ x: 0, y: 0, width: 1920, height: 1040 }],
  exitCode: null as number | null,
  /** The window's frame as an invocation names it; a test may speak from another one. */
  senderFrame: null as Frame | null,
};

class Session {
  permissionRequest: PermissionRequestHandler | null = null;
  permissionCheck: PermissionCheckHandler | null = null;
  setPermissionRequestHandler(handler: PermissionRequestHandler) {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: PermissionCheckHandler) {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler() {}
}

class WebContents extends EventEmitter {
  readonly session = new Session();
  windowOpenHandler: WindowOpenHandler | null = null;
  readonly mainFrame: Frame = { url: "about:blank", parent: null };
  setWindowOpenHandler(handler: WindowOpenHandler) {
    this.windowOpenHandler = handler;
  }
  send(channel: string, ...values: unknown[]) {
    ipcRenderer.emit(channel, {}, ...values);
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: Record<string, unknown>;
  bounds: { x: number; y: number; width: number; height: number };
  maximized = false;
  shown = false;
  focused = false;
  destroyed = false;
  reloads = 0;

  constructor(options: { x?: number; y?: number; width: number; height: number }) {
    super();
    this.options = { ...options };
    this.bounds = { x: options.x ?? 10, y: options.y ?? 20, width: options.width, height: options.height };
    standIn.windows.push(this);
  }
  static fromWebContents(contents: WebContents) {
    return standIn.windows.find((window) => window.webContents === contents) ?? null;
  }
  /** Loads the page as Chromium would: by asking the scheme's handler. */
  async loadURL(url: string) {
    const handle = standIn.schemeHandlers.get(new URL(url).protocol.replace(":", ""));
    const answer = await handle?.(new Request(url));
    if (answer?.status !== 200) throw new Error(`${url} answered ${answer?.status}`);
    this.webContents.mainFrame.url = url;
    this.emit("ready-to-show");
    this.webContents.emit("did-finish-load");
  }
  getNormalBounds() {
    return this.bounds;
  }
  isMaximized() {
    return this.maximized;
  }
  isMinimized() {
    return false;
  }
  isDestroyed() {
    return this.destroyed;
  }
  maximize() {
    this.maximized = true;
  }
  restore() {}
  show() {
    this.shown = true;
  }
  focus() {
    this.focused = true;
  }
  reload() {
    this.reloads += 1;
  }
  close() {
    this.emit("close");
    this.destroy();
  }
  destroy() {
    this.destroyed = true;
    standIn.windows = standIn.windows.filter((window) => window !== this);
    this.emit("closed");
    if (standIn.windows.length === 0) app.emit("window-all-closed");
  }
}

class App extends EventEmitter {
  isPackaged = false;
  isFirst = true;
  setPath(name: string, path: string) {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path}`);
    standIn.paths.set(name, path);
  }
  getVersion() {
    return "0.0.0";
  }
  requestSingleInstanceLock() {
    return this.isFirst;
  }
  async whenReady() {}
  quit() {
    for (const window of [...standIn.windows]) window.close();
    let isPrevented = false;
    this.emit("will-quit", {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.exit(0);
  }
  exit(code: number) {
    standIn.exitCode = code;
    this.emit("quit");
  }
}
export const app = new App();

export const protocol = {
  registerSchemesAsPrivileged(schemes: typeof standIn.schemes) {
    standIn.schemes.push(...schemes);
  },
  handle(scheme: string, handler: SchemeHandler) {
    standIn.schemeHandlers.set(scheme, handler);
  },
};

export const ipcMain = {
  handle(channel: string, handler: InvokeHandler) {
    standIn.invokeHandlers.set(channel, handler);
  },
};

class IpcRenderer extends EventEmitter {
  async invoke(channel: string, input?: unknown) {
    const window = standIn.windows[0];
    const handler = standIn.invokeHandlers.get(channel);
    if (window === undefined || handler === undefined) throw new Error(`Nothing answers ${channel}`);
    const senderFrame = standIn.senderFrame ?? window.webContents.mainFrame;
    return handler({ sender: window.webContents, senderFrame }, structuredClone(input));
  }
}
export const ipcRenderer = new IpcRenderer();

/** As Electron: a file from the disk has its path, and one that a script made has none. */
export const webUtils = { getPathForFile: (file: File & { pathOnDisk?: string }) => file.pathOnDisk ?? "" };

export const contextBridge = {
  exposeInMainWorld(name: string, value: unknown) {
    standIn.exposed.set(name, value);
  },
};

export const dialog = {
  async showOpenDialog(_window: BrowserWindow, options: OpenDialogOptions) {
    standIn.openedDialogs.push(options);
    return { canceled: standIn.chosenPaths.length === 0, filePaths: standIn.chosenPaths };
  },
  showMessageBoxSync(_window: BrowserWindow, options: { message: string }) {
    standIn.messages.push(options.message);
    return standIn.messageBoxAnswer;
  },
  showErrorBox(title: string) {
    standIn.messages.push(title);
  },
};

export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
  setApplicationMenu(template: MenuItemConstructorOptions[]) {
    standIn.menu = template;
  },
};

export const screen = { getAllDisplays: () => standIn.workAreas.map((workArea) => ({ workArea })) };

/** Seals by turning every bit: enough to see that nothing is stored as it was typed. */
const turned = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => "gnome_libsecret",
  encryptString: (text: string) => turned(Buffer.from(text)),
  decryptString: (sealed: Buffer) => turned(sealed).toString("utf8"),
};

export const powerMonitor = new EventEmitter();

export const shell = {
  async openExternal(url: string) {
    standIn.openedLinks.push(url);
  },
  showItemInFolder(path: string) {
    standIn.shownInFolder.push(path);
  },
};

/** Owns the editor's window: its place, its fence (no Node, no navigation, no other windows, no permissions) and its recovery. */
import { BrowserWindow, dialog, screen, shell } from "electron";
import { isPageUrl, pageUrl } from "./protocol.ts";
import { fitToDisplays, readWindowState, writeWindowState } from "./window-state.ts";

/** Sites that a link may open, in the user's browser. */
const linkHosts = new Set(["shotline.example"]);
/** A page that fails twice within this time is not loaded again unasked. */
const failsAgainMs = 10_000;

export interface WindowOptions {
  preloadFile: string;
  stateFile: string;
  log(message: string): void;
}

/** Opens the window on the page. It shows itself once there is something to see. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const state = fitToDisplays(readWindowState(options.stateFile), workAreas);
  const window = new BrowserWindow({
    ...state.place,
    width: state.width,
    height: state.height,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: "Shotline",
    // The tokens' --surface-window, so that nothing flashes before the page draws.
    backgroundColor: "#161616",
    webPreferences: {
      preload: options.preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // Playback must not stutter because another window lies on top.
      backgroundThrottling: false,
    },
  });
  if (state.isMaximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => {
    try {
      const { x, y, width, height } = window.getNormalBounds();
      writeWindowState(options.stateFile, { place: { x, y }, width, height, isMaximized: window.isMaximized() });
    } catch (error) {
      options.log(`The window's place could not be kept: ${String(error)}`);
    }
  });
  fenceIn(window);
  recover(window, options.log);
  window.loadURL(pageUrl).catch((error: unknown) => options.log(`The page did not load: ${String(error)}`));
  return window;
}

const permissions: ReadonlySet<string> = new Set(["clipboard-sanitized-write", "notifications"]);

function fenceIn(window: BrowserWindow): void {
  const contents = window.webContents;
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: "deny" };
  });
  contents.on("will-frame-navigate", (event) => {
    if (event.isMainFrame && isPageUrl(event.url)) return;
    event.preventDefault();
    if (event.isMainFrame) openLink(event.url);
  });
  contents.on("will-redirect", (event) => {
    if (!isPageUrl(event.url)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  // Copying a text and telling that a job has ended are all that the page asks the system for.
  const isAllowed = (permission: string, url: string) => permissions.has(permission) && isPageUrl(url);
  contents.session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isAllowed(permission, details.requestingUrl)),
  );
  contents.session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, `${origin}/`));
  contents.session.setDevicePermissionHandler(() => false);
}

function openLink(url: string): void {
  const link = URL.parse(url);
  if (link?.protocol === "https:" && linkHosts.has(link.hostname)) void shell.openExternal(link.href);
}

/** Loads the page again when its process has died: the core holds everything that was saved. */
function recover(window: BrowserWindow, log: (message: string) => void): void {
  let failedAtMs = Number.NEGATIVE_INFINITY;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit" || window.isDestroyed()) return;
    log(`The window's process is gone: ${reason}`);
    const again = performance.now() - failedAtMs < failsAgainMs;
    failedAtMs = performance.now();
    if (!again) return window.reload();
    const choice = dialog.showMessageBoxSync(window, {
      type: "error",
      message: "The window crashed twice in a row.",
      detail: "Everything shown as saved is safe.",
      buttons: ["Reload", "Close"],
      cancelId: 1,
    });
    if (choice === 0) window.reload();
    else window.destroy();
  });
}

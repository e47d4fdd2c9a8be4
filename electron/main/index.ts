/** Owns the life of the desktop app: one instance, one core, one window; starts them in order and closes them in order. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, type BrowserWindow, dialog, Menu, powerMonitor } from "electron";
import { AppError } from "../../shared/errors/app-error.ts";
import { type Core, createCore, defaultFolders, fileLog, PathGrants, thisPerson } from "../core/core.ts";
import { withDevelopmentPage } from "./development-page.ts";
import { answerDialogs } from "./dialogs.ts";
import { menuTemplate } from "./menu.ts";
import { OpenedFiles } from "./opened-files.ts";
import { answerScheme, registerScheme } from "./protocol.ts";
import { systemVault } from "./vault.ts";
import { openWindow } from "./window.ts";

// Both bundles lie in out/: out/main/index.js (this one), out/preload/index.cjs, out/renderer/index.html.
const built = join(import.meta.dirname, "..");
/** Set by `electron-vite dev`. */
const developmentPage = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];
const { dataDir, projectsFolder } = defaultFolders(process.env);
const log = fileLog(dataDir, () => new Date());

const grants = new PathGrants();
let core: Core | null = null;
let window: BrowserWindow | null = null;
/** What was opened on the desktop: by a double click, or by name. */
const opened = new OpenedFiles(grants, () => {
  if (window === null && core !== null) showWindow();
  window?.webContents.send("opened.waits");
});

process.on("uncaughtException", endAfter);
process.on("unhandledRejection", endAfter);
registerScheme();
keepApart();

if (app.requestSingleInstanceLock()) {
  opened.hearArguments(process.argv, process.cwd());
  app.on("open-file", (event, path) => {
    event.preventDefault();
    opened.hear(path);
  });
  app.on("second-instance", (_event, values, folder) => {
    opened.hearArguments(values, folder);
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => {
    if (window === null && core !== null) showWindow();
  });
  app.on("will-quit", closeCoreFirst);
  void app.whenReady().then(start);
} else {
  app.quit();
}

/** Chromium's own files stay apart from the app's, and a second data folder is a second app. */
function keepApart(): void {
  const folder = join(dataDir, "electron");
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const next = "Make it writable, or set SHOTLINE_DATA to another folder.";
    endAfter(new AppError("disk.denied", `Can't write to Shotline's data folder ${dataDir}.`, { next, cause }));
  }
  app.setPath("userData", folder);
}

function start(): void {
  const started = createCore({
    dataDir,
    projectsFolder,
    pageFolder: join(built, "renderer"),
    resourcesFolder: app.isPackaged ? process.resourcesPath : join(built, "..", "resources"),
    drawWorkerUrl: new URL("draw-worker.js", import.meta.url),
    // Whoever sets a variable of the user's could send keys to another address, or have a program of theirs run.
    env: app.isPackaged ? withoutOverrides(process.env) : process.env,
    grants,
    version: app.getVersion(),
    vault: systemVault(),
    person: thisPerson(),
    log,
  });
  core = started;
  // A computer that slept has missed its appointments with the services.
  powerMonitor.on("resume", () => void started.call("jobs.wake", {}));
  if (developmentPage === undefined) answerScheme(started.fetch);
  else answerScheme(withDevelopmentPage(started.fetch, developmentPage), {});
  answerDialogs(started, grants, opened);
  const isMac = process.platform === "darwin";
  const template = menuTemplate({
    isMac,
    isDevelopment: !app.isPackaged,
    send: (command) => window?.webContents.send("menu.command", command),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  showWindow();
  void started.resumeJobs();
}

function showWindow(): void {
  window = openWindow({
    preloadFile: join(built, "preload", "index.cjs"),
    stateFile: join(dataDir, "window.json"),
    log: (message) => log({ level: "error", message }),
  });
  window.once("closed", () => {
    window = null;
  });
}

/** Running work is cancelled and the databases are closed before the process ends. */
function closeCoreFirst(event: { preventDefault(): void }): void {
  if (core === null) return;
  event.preventDefault();
  const closing = core;
  core = null;
  closing
    .close()
    .catch((error: unknown) => log({ level: "error", message: "The core did not close cleanly.", error }))
    .finally(() => app.quit());
}

/** After a fault that nobody foresaw the app says so and ends, rather than going on wrongly: what was saved is on disk. */
function endAfter(error: unknown): void {
  log({ level: "error", message: "Shotline quit because of an error.", error });
  if (error instanceof AppError) {
    dialog.showErrorBox("Shotline can't continue", `${error.message} ${error.next ?? ""}`.trim());
  } else {
    const file = join(dataDir, "shotline.log");
    dialog.showErrorBox("Shotline must close", `Everything shown as saved is safe. Details are in ${file}.`);
  }
  app.exit(1);
}

/** Addresses of services and programs are a developer's to override, in a checkout. */
function withoutOverrides(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOverride = (name: string) => /^SHOTLINE_(?:\w+_URL|FFMPEG|FFPROBE)$/i.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isOverride(name)));
}

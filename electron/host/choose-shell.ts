/** Owns in which window the app opens when it is started from a checkout: Electron, a Chromium app window, or none. */
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What the choice depends on; `electronFolder` is where the `electron` package lies. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  electronFolder: string;
}

/** Whether a window can be shown at all. */
export function hasDisplay({ platform, env }: Machine): boolean {
  return platform !== "linux" || Boolean(env["DISPLAY"] || env["WAYLAND_DISPLAY"]);
}

/** The executable of Electron's runtime, null when only its package is there. As the package itself looks for it. */
export function findElectron({ env, electronFolder }: Machine): string | null {
  const pathFile = join(electronFolder, "path.txt");
  const overridden = env["ELECTRON_OVERRIDE_DIST_PATH"];
  if (!overridden && !existsSync(pathFile)) return null;
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8").trim() : "electron";
  const executable = join(overridden || join(electronFolder, "dist"), name);
  return existsSync(executable) ? executable : null;
}

const commandNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "brave-browser",
];
const macApplications = ["Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser"];
const windowsPrograms = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** The first Chromium found: `$CHROMIUM`, then where each system keeps one. Null when there is none. */
export function findChromium({ platform, env }: Machine): string | null {
  const places = [env["CHROMIUM"] ?? ""];
  if (platform === "darwin") {
    const folders = ["/Applications", join(env["HOME"] ?? "", "Applications")];
    places.push(...folders.flatMap((at) => macApplications.map((name) => `${at}/${name}.app/Contents/MacOS/${name}`)));
  } else if (platform === "win32") {
    const folders = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
    for (const folder of folders) if (folder) places.push(...windowsPrograms.map((name) => `${folder}\\${name}`));
  } else {
    const folders = (env["PATH"] ?? "").split(delimiter);
    places.push(...commandNames.flatMap((name) => folders.map((folder) => join(folder, name))));
  }
  return places.find((place) => place !== "" && existsSync(place)) ?? null;
}

/**
 * A page that leads on to `url`. Everybody on the computer can read a command line, and nobody else this file: the address, whose token is
 * good once, stands in it alone.
 */
export function openerPage(url: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Shotline</title><meta http-equiv="refresh" content="0;url=${url}">\n`;
}

/** How Chromium shows the page in `openerFile` as a window of its own, with its own profile in `profileFolder`. */
export function chromiumArguments(openerFile: string, profileFolder: string, isRoot: boolean): string[] {
  return [
    `--app=${pathToFileURL(openerFile)}`,
    `--user-data-dir=${profileFolder}`,
    "--window-size=1440,900",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Chromium refuses to run as root with its sandbox.
    ...(isRoot ? ["--no-sandbox"] : []),
  ];
}

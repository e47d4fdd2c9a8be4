/** Owns `npm start`: builds what is out of date, then opens the app in Electron, else in a Chromium window, else prints its address. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "../../shared/errors/app-error.ts";
import { createCore, defaultFolders, fileLog, thisPerson } from "../core/core.ts";
import { chromiumArguments, findChromium, findElectron, hasDisplay, type Machine, openerPage } from "./choose-shell.ts";
import { buildIfStale } from "./page-build.ts";
import { type ServedCore, serveCore } from "./serve.ts";

const root = resolve(import.meta.dirname, "../..");
const isRoot = process.getuid?.() === 0;
/** A browser that ends sooner than this has handed its window to one that was running already. */
const handedOverMs = 5000;

const say = (line: string) => console.error(line);

async function start(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { "no-window": { type: "boolean" }, port: { type: "string" } },
    allowPositionals: true,
  });
  const toOpen = fileToOpen(positionals[0]);
  const port = values.port === undefined ? undefined : Number(values.port);
  const machine: Machine = {
    platform: process.platform,
    env: process.env,
    electronFolder: join(root, "node_modules/electron"),
  };
  await buildIfStale(root, say);
  if (values["no-window"]) return serve(port, null, toOpen);
  if (!hasDisplay(machine)) {
    say("No display was found (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.");
    return serve(port, null, toOpen);
  }
  const electron = findElectron(machine) ?? (await fetchElectron(machine));
  if (electron !== null && (await openElectron(electron, toOpen))) return;
  const chromium = findChromium(machine);
  if (chromium === null)
    say("Chromium was not found either. Set CHROMIUM to its path, or open the address in a browser.");
  else say(`Opening the app in a Chromium window instead (${chromium}).`);
  return serve(port, chromium, toOpen);
}

/** The project folder or archive that was named, as a desktop does for a double click: its whole path. Throws not-found. */
function fileToOpen(named: string | undefined): string | null {
  if (named === undefined) return null;
  const path = resolve(process.env["INIT_CWD"] ?? process.cwd(), named);
  if (/\.(?:shotline|shotarchive)$/i.test(path) && existsSync(path)) return path;
  throw new AppError("not-found", `Can't open ${path}: it isn't a project folder or an archive.`, {
    next: "Choose a folder that ends in .shotline, or a file that ends in .shotarchive.",
  });
}

/** Electron's package comes without its runtime, which its own installer fetches. Null when that fails. */
async function fetchElectron(machine: Machine): Promise<string | null> {
  say("Electron's runtime is not installed. Downloading it…");
  const fetching = spawn(process.execPath, [join(machine.electronFolder, "install.js")], {
    stdio: ["ignore", "inherit", "pipe"],
  });
  let words = "";
  fetching.stderr.on("data", (part: Buffer) => {
    words += part.toString("utf8");
  });
  const [code] = await once(fetching, "close");
  if (code === 0) return findElectron(machine);
  const reason = words.trim().split("\n")[0] ?? "";
  say(`Couldn't download Electron's runtime (${reason}).`);
  return null;
}

/** Runs until Electron's last window has closed. False when it could not start, for want of a system library for example. */
async function openElectron(executable: string, toOpen: string | null): Promise<boolean> {
  say("Opening the app in Electron.");
  const electron = spawn(executable, [root, ...(isRoot ? ["--no-sandbox"] : []), ...(toOpen ? [toOpen] : [])], {
    stdio: "inherit",
  });
  const stop = () => void electron.kill();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const code = await once(electron, "close").then(
    ([ended]) => ended as number | null,
    () => 127,
  );
  if (code !== 127) return true;
  say("Electron couldn't start.");
  return false;
}

/** Serves the app until the Chromium window has closed, or without one until the user ends it. */
async function serve(port: number | undefined, chromium: string | null, toOpen: string | null): Promise<void> {
  const { dataDir, projectsFolder } = defaultFolders(process.env);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const core = createCore({
    dataDir,
    projectsFolder,
    pageFolder: join(root, "out/renderer"),
    resourcesFolder: join(root, "resources"),
    env: process.env,
    version,
    vault: null,
    person: thisPerson(),
    grants: null,
    log: fileLog(dataDir, () => new Date()),
  });
  void core.resumeJobs();
  const host = await serveCore(core, port === undefined ? {} : { port });
  const firstUrl = toOpen === null ? host.url : `${host.url}&project=${encodeURIComponent(toOpen)}`;
  const ended = new Promise<void>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  if (chromium === null) printAddress(host, firstUrl);
  else await openChromium(chromium, host, firstUrl, join(dataDir, "chromium"), ended);
  if (chromium === null) await ended;
  await host.close();
  await core.close();
}

async function openChromium(
  executable: string,
  host: ServedCore,
  firstUrl: string,
  profile: string,
  ended: Promise<void>,
) {
  const openedAtMs = performance.now();
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const opener = join(profile, "open.html");
  rmSync(opener, { force: true });
  writeFileSync(opener, openerPage(firstUrl), { mode: 0o600 });
  const browser = spawn(executable, chromiumArguments(opener, profile, isRoot), { stdio: "ignore" });
  const closed = new Promise<number | null>((resolve) => {
    browser.once("error", () => resolve(127)).once("exit", (code) => resolve(code));
  });
  const code = await Promise.race([closed, ended.then(() => "ended" as const)]);
  if (code === "ended") {
    browser.kill();
    await closed;
  } else if (code !== 0 || performance.now() - openedAtMs < handedOverMs) {
    say(code === 0 ? "The window opened in a Chromium that was already running." : "Chromium couldn't open a window.");
    printAddress(host, host.newUrl());
    await ended;
  }
  rmSync(opener, { force: true });
}

/** Says where the app is, and gives another address at each Enter, as each works once. */
function printAddress(host: ServedCore, url: string): void {
  console.log(url);
  say("Open this address on this computer; it works once. Press Ctrl+C to quit Shotline.");
  if (!process.stdin.isTTY) return;
  say("Press Enter for a new address.");
  process.stdin.on("data", () => console.log(host.newUrl())).unref();
}

try {
  await start();
  process.exitCode = 0;
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  say(error.next === undefined ? error.message : `${error.message} ${error.next}`);
  process.exitCode = 1;
}

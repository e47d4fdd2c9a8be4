/** Owns when the built app is out of date, and building it again, so that a checkout starts with what its sources say. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { AppError } from "../../shared/errors/app-error.ts";

const built = ["out/main/index.js", "out/preload/index.cjs", "out/renderer/index.html"];
const sources = ["electron", "renderer", "shared", "docs", "electron.vite.config.ts", "package-lock.json"];
/** A build takes a few seconds; a marker older than this was left by one that was killed. */
const leftOverMs = 120_000;

/** Builds the app in the checkout `root` if its sources have changed since. Two that ask at once wait for one build. */
export async function buildIfStale(root: string, say: (line: string) => void): Promise<void> {
  if (!isStale(root)) return;
  const marker = join(root, "out/.building");
  mkdirSync(dirname(marker), { recursive: true });
  while (!claim(marker)) await setTimeout(100);
  try {
    if (!isStale(root)) return;
    say("Building the app…");
    await build(root);
  } finally {
    rmSync(marker, { force: true });
  }
}

/** Makes the marker of a build under way; false while another one's is there and is not left over from one that was killed. */
function claim(marker: string): boolean {
  const madeAtMs = changedAtMs(marker);
  if (madeAtMs !== undefined && Date.now() - madeAtMs > leftOverMs) rmSync(marker, { force: true });
  try {
    writeFileSync(marker, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Whether something of the built app is missing, or older than a source of it. */
function isStale(root: string): boolean {
  const builtAtMs = Math.min(...built.map((path) => changedAtMs(join(root, path)) ?? 0));
  return sources.some((path) => newestMs(join(root, path)) > builtAtMs);
}

/** Throws `internal` with the builder's own words when the app cannot be built. */
async function build(root: string): Promise<void> {
  const builder = join(root, "node_modules/electron-vite/bin/electron-vite.js");
  const building = spawn(process.execPath, [builder, "build", "--logLevel", "warn"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let words = "";
  const listen = (part: Buffer) => {
    words += part.toString("utf8");
  };
  building.stdout.on("data", listen);
  building.stderr.on("data", listen);
  const [code] = await once(building, "close");
  if (code === 0) return;
  throw new AppError("internal", `Couldn't build the app:\n${words.trim()}`, {
    next: "Run npm ci, then npm run build.",
  });
}

function newestMs(path: string): number {
  const itself = changedAtMs(path);
  if (itself === undefined) return 0;
  if (!statSync(path).isDirectory()) return itself;
  const inside = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Math.max(0, ...inside.map((entry) => changedAtMs(join(entry.parentPath, entry.name)) ?? 0));
}

function changedAtMs(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

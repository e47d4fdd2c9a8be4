/** Owns when the built app is out of date, and building it again, so that a checkout starts with what its sources say. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../shared/rpc/errors.ts";

const built = ["out/main/index.js", "out/preload/index.cjs", "out/renderer/index.html"];
const sources = ["electron", "renderer", "shared", "electron.vite.config.ts", "package-lock.json"];

/** Whether something of the built app is missing in the checkout `root`, or older than a source of it. */
export function isBuildStale(root: string): boolean {
  const builtAtMs = Math.min(...built.map((path) => changedAtMs(join(root, path)) ?? 0));
  return sources.some((path) => newestMs(join(root, path)) > builtAtMs);
}

/** Builds the app in the checkout `root`. Throws `internal` with the builder's own words when it cannot be built. */
export async function buildApp(root: string): Promise<void> {
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
  throw new AppError("internal", `The app could not be built:\n${words.trim()}`, {
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

/** Owns running a built app against the stand-in from a test: starts run-bundles.ts and gives what it reports. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `built` holds main/, preload/ and renderer/. Throws when the app does not run to its end. */
export async function runApp(built: string): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), "shotline-app-"));
  const running = spawn(process.execPath, [join(import.meta.dirname, "run-bundles.ts"), built], {
    env: { ...process.env, SHOTLINE_DATA: join(folder, "data"), SHOTLINE_PROJECTS: join(folder, "projects") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  running.stdout.on("data", (part: Buffer) => {
    output += part.toString("utf8");
  });
  running.stderr.on("data", (part: Buffer) => {
    errors += part.toString("utf8");
  });
  const [code] = await once(running, "close");
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The built app ended with ${code}:\n${errors}`);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

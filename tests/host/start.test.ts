import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildIfStale } from "../../electron/host/page-build.ts";

const root = resolve(import.meta.dirname, "../..");
let folder: string;
let started: ChildProcess;
let printed: string;

beforeAll(() => buildIfStale(root, console.info), 60_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shotline-start-"));
  printed = "";
});
afterEach(() => {
  started.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A program in place of a browser or of Electron, which notes what it was started with and then runs `body`. */
function program(name: string, body: string): string {
  const file = join(folder, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > "${file}.values"\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

const valuesOf = (file: string) => readFileSync(`${file}.values`, "utf8").trim().split("\n");

function start(env: Record<string, string>, ...values: string[]): void {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...inherited } = process.env;
  started = spawn(process.execPath, [join(root, "electron/host/start.ts"), ...values], {
    env: { ...inherited, SHOTLINE_DATA: join(folder, "data"), SHOTLINE_PROJECTS: join(folder, "projects"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const listen = (part: Buffer) => {
    printed += part.toString("utf8");
    started.emit("printed");
  };
  started.stdout?.on("data", listen);
  started.stderr?.on("data", listen);
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await once(started, "printed", { signal: AbortSignal.timeout(50_000) });
}

async function ended(): Promise<number | null> {
  if (started.exitCode !== null) return started.exitCode;
  const [code] = await once(started, "exit", { signal: AbortSignal.timeout(50_000) });
  return code;
}

const address = () => /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(printed)?.[0];

describe.skipIf(process.platform === "win32")(
  "npm start (skipped on Windows: programs are stood in for by scripts)",
  () => {
    test("serves and prints the address where there is no display, and says why", async () => {
      start({});
      await until(() => address() !== undefined);
      expect(printed).toContain("No display was found");
      const page = await (await fetch(String(address()))).text();
      expect(page).toContain("<title>Shotline</title>");
      started.kill("SIGINT");
      expect(await ended()).toBe(0);
    }, 60_000);

    test("opens what a desktop names, a project folder or an archive, and refuses anything else", async () => {
      const archive = join(folder, "Night & day's.shotarchive");
      writeFileSync(archive, "");
      start({}, archive);
      await until(() => address() !== undefined);
      expect(printed).toContain(`&project=${encodeURIComponent(archive)}`);
      started.kill("SIGINT");
      expect(await ended()).toBe(0);
      printed = "";
      start({}, join(folder, "gone.shotarchive"));
      expect(await ended()).toBe(1);
      expect(printed).toContain("gone.shotarchive: it isn't a project folder or an archive");
    }, 60_000);

    test("opens Electron on the app where its runtime is, and ends with it", async () => {
      const electron = program("dist/electron", "exit 0");
      start({ DISPLAY: ":9", ELECTRON_OVERRIDE_DIST_PATH: join(folder, "dist") });
      expect(await ended()).toBe(0);
      expect(valuesOf(electron)[0]).toBe(root);
      expect(valuesOf(electron).includes("--no-sandbox")).toBe(process.getuid?.() === 0);
      expect(printed).toContain("Opening the app in Electron");
      expect(address()).toBeUndefined();
    }, 60_000);

    test("opens a Chromium window when Electron cannot start, says so, and closes it when it is ended", async () => {
      program("dist/electron", "exit 127");
      const chromium = program("chromium", `echo $$ > "${join(folder, "pid")}"; exec sleep 60`);
      start({ DISPLAY: ":9", ELECTRON_OVERRIDE_DIST_PATH: join(folder, "dist"), CHROMIUM: chromium });
      await until(() => printed.includes("Chromium window"));
      expect(printed).toContain("Electron couldn't start");
      started.kill("SIGTERM");
      expect(await ended()).toBe(0);
      if (!existsSync(join(folder, "pid"))) return;
      const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
      expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    }, 60_000);

    test("goes on serving when the browser handed the window to one that runs already", async () => {
      program("dist/electron", "exit 127");
      const chromium = program("chromium", "exit 0");
      start({ DISPLAY: ":9", ELECTRON_OVERRIDE_DIST_PATH: join(folder, "dist"), CHROMIUM: chromium });
      await until(() => address() !== undefined);
      const opener = fileURLToPath(valuesOf(chromium)[0]?.replace("--app=", "") ?? "");
      expect(readFileSync(opener, "utf8")).toMatch(/url=http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+"/);
      expect(statSync(opener).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(opener)).mode & 0o777).toBe(0o700);
      expect(valuesOf(chromium).join(" ")).not.toContain("token");
      expect(printed).toContain("already running");
      started.kill("SIGINT");
      expect(await ended()).toBe(0);
    }, 60_000);

    test("opens no window when asked not to, on the port that is asked for, and refuses one that is taken", async () => {
      start({ DISPLAY: ":9" }, "--no-window");
      await until(() => address() !== undefined);
      const first = started;
      const { port } = new URL(String(address()));
      printed = "";
      start({}, "--no-window", "--port", port);
      expect(await ended()).toBe(1);
      expect(printed).toContain(`Port ${port} is in use.`);
      first.kill("SIGINT");
      await once(first, "exit");
    }, 60_000);
  },
);

import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import {
  chromiumArguments,
  findChromium,
  findElectron,
  hasDisplay,
  type Machine,
} from "../../electron/host/choose-shell.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shotline-"));
});

function put(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "");
  return file;
}

function machine(env: Record<string, string>, platform: NodeJS.Platform = "linux"): Machine {
  return { platform, env, electronFolder: join(folder, "electron") };
}

describe("the window that the app opens in", () => {
  test("needs a display on Linux", () => {
    expect(hasDisplay(machine({}))).toBe(false);
    expect(hasDisplay(machine({ DISPLAY: "" }))).toBe(false);
    expect(hasDisplay(machine({ DISPLAY: ":0" }))).toBe(true);
    expect(hasDisplay(machine({ WAYLAND_DISPLAY: "wayland-0" }))).toBe(true);
    expect(hasDisplay(machine({}, "darwin"))).toBe(true);
    expect(hasDisplay(machine({}, "win32"))).toBe(true);
  });

  test("is Electron only where its runtime lies, not where its package does", () => {
    put("electron", "package.json");
    expect(findElectron(machine({}))).toBeNull();
    writeFileSync(put("electron", "path.txt"), "electron\n");
    expect(findElectron(machine({}))).toBeNull();
    const executable = put("electron", "dist", "electron");
    expect(findElectron(machine({}))).toBe(executable);
    const other = put("other", "electron");
    expect(findElectron(machine({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, "other") }))).toBe(other);
  });

  test("is the Chromium that the user names, then the first on the path", () => {
    const chrome = put("b", "google-chrome");
    const chromium = put("c", "chromium");
    const named = put("own", "my-chromium");
    const path = ["a", "b", "c"].map((name) => join(folder, name)).join(delimiter);
    expect(findChromium(machine({ PATH: path }))).toBe(chromium);
    expect(findChromium(machine({ PATH: join(folder, "b") }))).toBe(chrome);
    expect(findChromium(machine({ PATH: path, CHROMIUM: named }))).toBe(named);
    expect(findChromium(machine({ PATH: path, CHROMIUM: join(folder, "gone") }))).toBe(chromium);
    expect(findChromium(machine({ PATH: join(folder, "a") }))).toBeNull();
  });

  test("is found among a Mac's applications", () => {
    const chrome = put("Applications", "Google Chrome.app", "Contents", "MacOS", "Google Chrome");
    expect(findChromium(machine({ HOME: folder }, "darwin"))).toBe(chrome);
  });

  test("has a profile of its own, and Chromium's sandbox unless root runs it", () => {
    const values = chromiumArguments("/data/chromium/open.html", "/data/chromium", false);
    expect(values).toEqual(
      expect.arrayContaining(["--app=file:///data/chromium/open.html", "--user-data-dir=/data/chromium"]),
    );
    expect(values).not.toContain("--no-sandbox");
    expect(chromiumArguments("/x", "/data", true)).toContain("--no-sandbox");
  });
});

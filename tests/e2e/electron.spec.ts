import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication, expect, type Page, test } from "@playwright/test";
import { findElectron, hasDisplay } from "../../electron/host/choose-shell.ts";

const root = resolve(import.meta.dirname, "../..");
const machine = { platform: process.platform, env: process.env, electronFolder: join(root, "node_modules/electron") };
const executablePath = findElectron(machine);
const values = [root, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];

test.describe("the app in real Electron", () => {
  test.describe.configure({ mode: "serial" });
  test.skip(executablePath === null, "Electron's runtime is not installed (npx install-electron fetches it).");
  test.skip(!hasDisplay(machine), "There is no display for Electron's window.");

  let app: ElectronApplication;
  let page: Page;
  let env: Record<string, string>;
  let folder: string;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "shotline-electron-"));
    const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
    env = {
      ...Object.fromEntries(inherited),
      SHOTLINE_DATA: join(folder, "data"),
      SHOTLINE_PROJECTS: join(folder, "projects"),
    };
    app = await _electron.launch({ executablePath: String(executablePath), args: values, env });
    page = await app.firstWindow();
  });
  test.afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("shows the home screen under its own scheme", async () => {
    expect(page.url()).toBe("shotline://app/");
    await expect(page.getByRole("button", { name: "New project" })).toBeVisible();
  });

  test("gives the page no Node, and the native shell as a bridge", async () => {
    const found = await page.evaluate(() => ({
      node: ["require", "process", "module", "Buffer"].filter((name) => name in window),
      native: Object.keys((window as unknown as { shotlineNative: object }).shotlineNative).sort(),
    }));
    expect(found.node).toEqual([]);
    expect(found.native).toEqual([
      ...[
        "chooseArchive",
        "chooseComments",
        "chooseEditList",
        "chooseFilm",
        "chooseFolder",
        "choosePlan",
        "chooseProgram",
      ],
      ...["chooseProject", "forgetPrograms", "onCommand", "onOpened", "pathOfDropped"],
      ...["showInFolder", "takeOpened"],
    ]);
  });

  test("carries calls to the core and back", async () => {
    const answer = await page.evaluate(async () =>
      (await fetch("rpc/app.info", { method: "POST", body: "{}" })).json(),
    );
    expect(answer).toMatchObject({ ok: true, value: { projectsFolder: join(folder, "projects") } });
  });

  test("refuses scripts from elsewhere, inline scripts, navigation and new windows", async () => {
    const isRun = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.planted = true";
      document.body.append(script);
      return "planted" in window;
    });
    expect(isRun).toBe(false);
    await page.evaluate(() => {
      window.open("https://example.com/");
      location.href = "https://example.com/";
    });
    await expect(page.getByRole("button", { name: "New project" })).toBeVisible();
    expect(page.url()).toBe("shotline://app/");
    expect(app.windows()).toHaveLength(1);
  });

  test("has its menu, and sends commands from it", async () => {
    await page.evaluate(() => {
      const { shotlineNative } = window as unknown as {
        shotlineNative: { onCommand(listener: (command: string) => void): void };
      };
      shotlineNative.onCommand((command) => Object.assign(window, { heard: command }));
    });
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById("shortcuts")?.click());
    await expect.poll(() => page.evaluate(() => (window as unknown as { heard?: string }).heard)).toBe("shortcuts");
  });

  test("runs once: a second start hands over and ends", () => {
    const second = spawnSync(String(executablePath), values, { env, timeout: 20_000 });
    expect(second.status).toBe(0);
    expect(app.windows()).toHaveLength(1);
  });
});

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { defaultSettings } from "../../electron/core/app/settings-file.ts";
import { answerDialogs } from "../../electron/main/dialogs.ts";
import { answerScheme, isPageUrl, pageUrl, registerScheme } from "../../electron/main/protocol.ts";
import { openWindow } from "../../electron/main/window.ts";
import { AppError } from "../../shared/errors/app-error.ts";
import { type BrowserWindow, ipcRenderer, standIn } from "../support/electron-stand-in/electron.ts";

vi.mock("electron", () => import("../support/electron-stand-in/electron.ts"));

let folder: string;
const log: string[] = [];

function open(): BrowserWindow {
  openWindow({ preloadFile: "/preload.cjs", stateFile: join(folder, "window.json"), log: (line) => log.push(line) });
  const window = standIn.windows.at(-1);
  if (window === undefined) throw new Error("no window");
  return window;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shotline-"));
  for (const window of standIn.windows) window.destroy();
  Object.assign(standIn, { openedLinks: [], openedDialogs: [], messages: [], chosenPaths: [], senderFrame: null });
  log.length = 0;
  answerScheme(async () => new Response("<!doctype html>"));
});

describe("the page's scheme", () => {
  test("has an origin, fetch and seekable films, and is no more than that", () => {
    registerScheme();
    const [registered] = standIn.schemes;
    expect(registered?.scheme).toBe("shotline");
    expect(registered?.privileges).toMatchObject({ standard: true, secure: true, supportFetchAPI: true, stream: true });
    expect(registered?.privileges).not.toHaveProperty("bypassCSP");
    expect(registered?.privileges).not.toHaveProperty("allowServiceWorkers");
  });

  test("hands every request on as it is, and sends the security headers with every answer", async () => {
    answerScheme(async (request) => new Response(await request.text(), { status: 206, headers: { "x-own": "kept" } }));
    const answer = await standIn.schemeHandlers.get("shotline")?.(
      new Request(`${pageUrl}rpc/app.info`, { method: "POST", body: "{}" }),
    );
    expect(answer?.status).toBe(206);
    expect(await answer?.text()).toBe("{}");
    expect(answer?.headers.get("x-own")).toBe("kept");
    expect(answer?.headers.get("content-security-policy")).toContain("default-src 'self'");
  });

  test("answers one host only", async () => {
    for (const url of ["shotline://evil/", "shotline://app.evil/", "shotline://apps/"]) {
      expect(isPageUrl(url)).toBe(false);
      expect((await standIn.schemeHandlers.get("shotline")?.(new Request(url)))?.status).toBe(403);
    }
  });
});

describe("the window", () => {
  test("is isolated and sandboxed, without Node and without webviews", () => {
    expect(open().options["webPreferences"]).toMatchObject({
      preload: "/preload.cjs",
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  test("shows itself once the page is there", async () => {
    const window = open();
    expect(window.shown).toBe(false);
    await vi.waitFor(() => expect(window.shown).toBe(true));
    expect(window.webContents.mainFrame.url).toBe(pageUrl);
  });

  test("opens where it was closed", () => {
    const first = open();
    first.bounds = { x: 300, y: 200, width: 1100, height: 700 };
    first.maximized = true;
    first.close();
    const second = open();
    expect(second.options).toMatchObject({ x: 300, y: 200, width: 1100, height: 700 });
    expect(second.maximized).toBe(true);
  });

  test("closes even when its place cannot be kept, and logs why", () => {
    writeFileSync(join(folder, "occupied"), "");
    folder = join(folder, "occupied");
    const window = open();
    window.close();
    expect(window.destroyed).toBe(true);
    expect(log.join()).toContain("could not be kept");
    expect(open().options).toMatchObject({ width: 1440, height: 900 });
  });

  test("navigates nowhere, and opens known https links in the user's browser", () => {
    const { webContents } = open();
    const navigate = (url: string, isMainFrame = true) => {
      const event = {
        url,
        isMainFrame,
        isPrevented: false,
        preventDefault: () => Object.assign(event, { isPrevented: true }),
      };
      webContents.emit("will-frame-navigate", event);
      return event.isPrevented;
    };
    expect(navigate(pageUrl)).toBe(false);
    for (const url of ["https://evil.example/", "file:///etc/passwd", "shotline://evil/", "javascript:alert(1)"]) {
      expect(navigate(url)).toBe(true);
    }
    expect(navigate(pageUrl, false)).toBe(true);
    expect(standIn.openedLinks).toEqual([]);
    expect(navigate("https://shotline.example/help")).toBe(true);
    expect(standIn.openedLinks).toEqual(["https://shotline.example/help"]);
  });

  test("opens no other window", () => {
    const { webContents } = open();
    const urls = ["https://evil.example", "http://shotline.example", "file:///", "nonsense", pageUrl];
    for (const url of urls) expect(webContents.windowOpenHandler?.({ url })).toEqual({ action: "deny" });
    expect(standIn.openedLinks).toEqual([]);
    expect(webContents.windowOpenHandler?.({ url: "https://shotline.example/" })).toEqual({ action: "deny" });
    expect(standIn.openedLinks).toEqual(["https://shotline.example/"]);
  });

  test("grants the page nothing but copying and notifications", () => {
    const { session } = open().webContents;
    const request = (permission: string, requestingUrl: string) => {
      let granted: boolean | null = null;
      session.permissionRequest?.(
        null,
        permission,
        (allowed) => {
          granted = allowed;
        },
        { requestingUrl },
      );
      return granted;
    };
    for (const permission of ["media", "geolocation", "clipboard-read", "fileSystem", "openExternal"]) {
      expect(request(permission, pageUrl)).toBe(false);
      expect(session.permissionCheck?.(null, permission, "shotline://app")).toBe(false);
    }
    for (const permission of ["clipboard-sanitized-write", "notifications"]) {
      expect(request(permission, pageUrl)).toBe(true);
      expect(request(permission, "https://evil.example/")).toBe(false);
      expect(session.permissionCheck?.(null, permission, "shotline://app")).toBe(true);
    }
  });

  test("loads the page again when its process dies, and asks when that happens twice", () => {
    const window = open();
    window.webContents.emit("render-process-gone", {}, { reason: "clean-exit" });
    expect(window.reloads).toBe(0);
    window.webContents.emit("render-process-gone", {}, { reason: "crashed" });
    expect([window.reloads, standIn.messages.length]).toEqual([1, 0]);
    window.webContents.emit("render-process-gone", {}, { reason: "oom" });
    expect([window.reloads, standIn.messages.length]).toEqual([2, 1]);
    standIn.messageBoxAnswer = 1;
    window.webContents.emit("render-process-gone", {}, { reason: "oom" });
    expect(window.destroyed).toBe(true);
    expect(log.join()).toContain("crashed");
  });
});

describe("the native dialogs", () => {
  const asked: object[] = [];
  const granted: string[] = [];
  const core: Parameters<typeof answerDialogs>[0] = {
    choosePrograms: async (programs) => {
      asked.push(programs);
      if (programs.ffmpegPath === "/bin/true") throw new AppError("ffmpeg.unfit", "It is no ffmpeg.");
      return defaultSettings;
    },
    errorData: (error) => (error as AppError).toData(),
  };

  test("keep a program that the core takes, and say what is wrong with another one", async () => {
    standIn.chosenPaths = ["/opt/ffprobe"];
    expect(await ipcRenderer.invoke("dialog.chooseProgram", "ffprobe")).toBeNull();
    standIn.chosenPaths = ["/bin/true"];
    expect(await ipcRenderer.invoke("dialog.chooseProgram", "ffmpeg")).toMatchObject({ code: "ffmpeg.unfit" });
    expect(await ipcRenderer.invoke("programs.forget")).toBeNull();
    expect(asked).toEqual([
      { ffprobePath: "/opt/ffprobe" },
      { ffmpegPath: "/bin/true" },
      { ffmpegPath: "", ffprobePath: "" },
    ]);
  });

  beforeEach(async () => {
    answerDialogs(core, { give: (path) => void granted.push(path) }, { take: () => null });
    const window = open();
    await vi.waitFor(() => expect(window.shown).toBe(true));
  });

  test("give the chosen path, and null when the user cancels", async () => {
    standIn.chosenPaths = ["/films/Night race.shotline"];
    expect(await ipcRenderer.invoke("dialog.chooseProject")).toBe("/films/Night race.shotline");
    expect(await ipcRenderer.invoke("dialog.chooseFolder", "Export to")).toBe("/films/Night race.shotline");
    expect(standIn.openedDialogs.map((asked) => asked.properties?.[0])).toEqual(["openDirectory", "openDirectory"]);
    expect(standIn.openedDialogs[1]?.title).toBe("Export to");
    standIn.chosenPaths = [];
    expect(await ipcRenderer.invoke("dialog.choosePlan")).toBeNull();
  });

  test("show files by absolute path only", async () => {
    await ipcRenderer.invoke("dialog.showInFolder", "/films/a.mp4");
    expect(standIn.shownInFolder).toEqual(["/films/a.mp4"]);
    for (const path of ["a.mp4", "", 7, null, undefined]) {
      await expect(ipcRenderer.invoke("dialog.showInFolder", path)).rejects.toThrow();
    }
    await expect(ipcRenderer.invoke("dialog.chooseFolder", { title: "x" })).rejects.toThrow();
    expect(standIn.shownInFolder).toHaveLength(1);
  });

  test.each([
    ["another origin", { url: "https://evil.example/", parent: null }],
    ["a frame inside the page", { url: pageUrl, parent: { url: pageUrl, parent: null } }],
  ])("refuse %s", async (_who, frame) => {
    standIn.senderFrame = frame;
    for (const channel of standIn.invokeHandlers.keys()) {
      await expect(ipcRenderer.invoke(channel, "/x")).rejects.toThrow("Only Shotline's own page");
    }
    expect(standIn.openedDialogs).toEqual([]);
  });
});

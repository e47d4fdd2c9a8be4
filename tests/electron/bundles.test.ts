import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildIfStale } from "../../electron/host/page-build.ts";
import { runApp } from "../support/electron-stand-in/run-app.ts";

const root = resolve(import.meta.dirname, "../..");
let report: Record<string, unknown>;

beforeAll(async () => {
  await buildIfStale(root, console.info);
  report = await runApp(join(root, "out"));
}, 90_000);

describe("the built app, against a stand-in for Electron", () => {
  test("shows the built page under its own scheme, fenced in", () => {
    expect(report["page"]).toBe(true);
    expect(report["script"]).toMatch(/^text\/javascript/);
    expect(report["policy"]).toContain("default-src 'self'");
  });

  test("gives the page native dialogs and menu commands until it stops listening, and no more", () => {
    expect(report["methods"]).toEqual([
      "chooseArchive",
      "chooseComments",
      "chooseEditList",
      "chooseFilm",
      "chooseFolder",
      "choosePlan",
      "chooseProgram",
      "chooseProject",
      "chooseSound",
      "forgetPrograms",
      "onCommand",
      "onOpened",
      "pathOfDropped",
      "showInFolder",
      "takeOpened",
    ]);
    expect(report["chosen"]).toBe("/films/one.shotline");
    expect(report["heard"]).toEqual(["undo"]);
  });

  test("lets calls name a plan or a project that was dropped, and nothing else that was", () => {
    expect(report["drops"]).toEqual([true, true, false, false, false, false, false]);
    // Read, and refused for what it says.
    expect(report["droppedPlan"]).toEqual(["access.denied", "plan.wrong-type"]);
  });

  test("gives the page what was opened on the desktop, once, and lets calls name it from then on", () => {
    expect(report["opened"]).toEqual({
      first: null,
      heard: 2,
      second: "archive",
      third: null,
      codes: ["access.denied", "ok"],
    });
  });

  test("carries calls to the core, which draws with the built worker", () => {
    expect(report["version"]).toBe("0.0.0");
    expect(report["rendered"]).toBe("done");
  });

  test("keeps keys with the system's keychain, and wakes with the computer", () => {
    expect(report["keyFrom"]).toBe("keychain");
    expect(report["keyIsPlain"]).toBe(false);
  });

  test("ends once the core has closed", () => {
    expect(report["closedBy"]).toBe(0);
  });

  test("keeps the preload script small, and free of anything but Electron", () => {
    const source = readFileSync(join(root, "electron/preload/index.ts"), "utf8");
    expect(source.trim().split("\n").length).toBeLessThan(40);
    const bundle = readFileSync(join(root, "out/preload/index.cjs"), "utf8");
    expect([...bundle.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(["electron"]);
  });
});

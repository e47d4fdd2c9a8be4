import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { browseFolder } from "../../../electron/core/app/browse-folder.ts";
import { defaultFolders } from "../../../electron/core/app/folders.ts";
import { RecentProjects } from "../../../electron/core/app/recent-projects.ts";
import { defaultSettings, SettingsFile } from "../../../electron/core/app/settings-file.ts";
import { toErrorData } from "../../../electron/core/runtime/error-data.ts";
import { Notices } from "../../../electron/core/runtime/notices.ts";
import { errorDataSchema } from "../../../shared/errors/app-error.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const notices = new Notices(() => {});
const now = () => new Date("2026-11-22T12:00:00Z");

describe("settings", () => {
  test("are kept, in one whole file that only the user reads", async () => {
    const folder = temporaryFolder();
    const settings = { ...defaultSettings, geminiModel: "another-model" };
    const { geminiModel, spendCaps } = settings;
    await new SettingsFile(folder, notices).set({ geminiModel, spendCaps });
    expect(new SettingsFile(folder, notices).current).toEqual(settings);
    expect(readdirSync(folder)).toEqual(["settings.json"]);
    if (process.platform !== "win32") expect(statSync(join(folder, "settings.json")).mode & 0o777).toBe(0o600);
  });

  test("that pause spending are written as a new whole file: who reads the old one meanwhile reads all of it", () => {
    const folder = temporaryFolder();
    const file = join(folder, "settings.json");
    const before = JSON.stringify({ geminiModel: "another-model" });
    writeFileSync(file, before);
    const settings = new SettingsFile(folder, notices);
    linkSync(file, join(folder, "old"));
    settings.pauseSpending("keys", "The file of the services' keys was damaged.");
    expect(readFileSync(join(folder, "old"), "utf8")).toBe(before);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ geminiModel: "another-model", capsToLookAt: true });
    expect(readdirSync(folder).sort()).toEqual(["old", "settings.json"]);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each(["", "{", "[]", '{"ffmpegPath": 3}'])("are the defaults where the file says %j", (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "settings.json"), text);
    expect(new SettingsFile(folder, notices).current).toEqual(defaultSettings);
  });
});

describe("the recent projects", () => {
  const entry = (name: string, folder = `/films/${name}`) => ({ folder, name, openedAt: now().toISOString() });

  test("are listed newest first, each folder once, thirty at most", async () => {
    const recent = new RecentProjects(temporaryFolder(), notices);
    for (let count = 0; count < 32; count += 1) await recent.remember(entry(`Film ${count}`));
    await recent.remember(entry("Renamed", "/films/Film 30"));
    const listed = await recent.list();
    expect(listed).toHaveLength(30);
    expect(listed.slice(0, 3).map((each) => each.name)).toEqual(["Renamed", "Film 31", "Film 29"]);
    expect(listed.every((each) => each.missing)).toBe(true);
  });

  test("keep what two windows open at the same time", async () => {
    const recent = new RecentProjects(temporaryFolder(), notices);
    await Promise.all(["A", "B", "C"].map((name) => recent.remember(entry(name))));
    expect((await recent.list()).map((each) => each.name).sort()).toEqual(["A", "B", "C"]);
    await recent.forget("/films/B");
    expect((await recent.list()).map((each) => each.name).sort()).toEqual(["A", "C"]);
  });

  test("begin anew where their file is damaged", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "recent.json"), '[{"folder": 3}]');
    const recent = new RecentProjects(folder, notices);
    expect(await recent.list()).toEqual([]);
    await recent.remember(entry("A"));
    expect(await recent.list()).toHaveLength(1);
  });
});

describe("errors of the system", () => {
  test.each<[string, string]>([
    ["ENOSPC", "disk.full"],
    ["SQLITE_FULL", "disk.full"],
    ["EACCES", "disk.denied"],
    ["EROFS", "disk.denied"],
    ["SQLITE_READONLY_DBMOVED", "disk.denied"],
    ["SQLITE_BUSY_SNAPSHOT", "busy"],
    ["SQLITE_IOERR_WRITE", "disk.failed"],
    ["SQLITE_CORRUPT_INDEX", "project.damaged"],
    ["SQLITE_NOTADB", "project.damaged"],
    ["ENOENT", "disk.failed"],
    ["EWHATEVER", "internal"],
  ])("%s is told as %s, with a sentence and a next step", (code, told) => {
    const data = toErrorData(Object.assign(new Error("low level words"), { code, path: "/films/a" }), () => {});
    expect(errorDataSchema.safeParse(data).error).toBeUndefined();
    expect(data).toMatchObject({
      code: told,
      message: expect.stringMatching(/^[A-Z].+\.$/),
      next: expect.stringMatching(/\.$/),
    });
    expect(data.message).not.toContain("low level");
  });
});

describe("choosing a folder", () => {
  test("shows folders, projects, plans and films, sorted as people count, and hides the rest", async () => {
    const folder = temporaryFolder();
    for (const name of ["Film 10.shotline", "Film 2.shotline", "stills", ".git"]) mkdirSync(join(folder, name));
    for (const name of ["a.plan.json", "b.json", "c.mp4"]) writeFileSync(join(folder, name), "");
    const { entries, parent } = await browseFolder(folder, "/nowhere");
    expect(entries.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      ...["plan a.plan.json", "film c.mp4", "project Film 2.shotline", "project Film 10.shotline", "folder stills"],
    ]);
    expect(parent).toBe(join(folder, ".."));
    expect((await browseFolder("/", folder)).parent).toBeNull();
  });

  test("begins in the projects folder, or at home before there is one", async () => {
    const folder = temporaryFolder();
    expect((await browseFolder(undefined, folder)).folder).toBe(folder);
    rmSync(folder, { recursive: true });
    expect(existsSync((await browseFolder(undefined, folder)).folder)).toBe(true);
  });
});

test("the app's folders follow the environment first, then the system", () => {
  const named = defaultFolders({ SHOTLINE_DATA: "/x/data", SHOTLINE_PROJECTS: "/x/films" });
  expect(named).toEqual({ dataDir: "/x/data", projectsFolder: "/x/films" });
  expect(defaultFolders({ XDG_DATA_HOME: "/x" }, "linux").dataDir).toBe(join("/x", "shotline"));
  expect(defaultFolders({}, "darwin").dataDir).toContain(join("Library", "Application Support", "Shotline"));
});

import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  checkProjectFolder,
  isStored,
  ownFolder,
  ownPath,
  storedFilePattern,
  storedPath,
} from "../../../electron/core/media/project-paths.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function newFolder(): { home: string; folder: string } {
  const home = temporaryFolder();
  const folder = join(home, "Film.shotline");
  mkdirSync(join(folder, "media", "images"), { recursive: true });
  writeFileSync(join(folder, "project.db"), "");
  writeFileSync(join(folder, "media", "images", "a.png"), "a");
  return { home, folder };
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return String((error as { code?: string }).code);
  }
  return "none";
}

describe("the place of a stored file", () => {
  test.each([
    "media/images/a.png",
    "media/takes/Kürze 東京-0123456789ab.mp4",
    "media/images/.hidden",
    "media/takes/a.2 final",
  ])("may be %s", (file) => expect(file).toMatch(storedFilePattern));

  test.each([
    "",
    "a.png",
    "media/a.png",
    "media/other/a.png",
    "media/images/",
    "media/images/.",
    "media/images/..",
    "media/images/../../a",
    "media/images/b/a.png",
    "/media/images/a.png",
    "./media/images/a.png",
    "media\\images\\a.png",
    "media/images/b\\a.png",
    "media/images/a.png:stream",
    "media/images/C:a",
    "media/images/a.png.",
    "media/images/a\0.png",
    "media/images/a\n.png",
    "MEDIA/images/a.png",
    `media/images/${"a".repeat(256)}`,
  ])("may not be %j", (file) => expect(file).not.toMatch(storedFilePattern));
});

test("a stored file is found under the same name however its letters are written", () => {
  const { folder } = newFolder();
  const name = "media/images/Prüfstand é.png";
  for (const form of ["NFC", "NFD"]) {
    const other = form === "NFC" ? "NFD" : "NFC";
    const path = join(folder, name.normalize(form));
    writeFileSync(path, "a");
    expect(isStored(folder, name.normalize(other))).toBe(true);
    expect(storedPath(folder, name.normalize(other))).toBe(path);
    expect(ownPath(folder, name.normalize(other))).toBe(path);
    rmSync(path);
  }
});

test("a stored file is there only as a regular file in folders of the project's own", () => {
  const { home, folder } = newFolder();
  expect(isStored(folder, "media/images/a.png")).toBe(true);
  expect(storedPath(folder, "media/images/a.png")).toBe(join(folder, "media/images/a.png"));
  expect(isStored(folder, "media/images/b.png")).toBe(false);
  // What is not there is left to whoever opens it.
  expect(storedPath(folder, "media/takes/b.mp4")).toBe(join(folder, "media/takes/b.mp4"));
  mkdirSync(join(home, "takes"));
  writeFileSync(join(home, "takes", "c.mp4"), "c");
  symlinkSync(join(home, "takes"), join(folder, "media", "takes"));
  expect(isStored(folder, "media/takes/c.mp4")).toBe(false);
  expect(codeOf(() => storedPath(folder, "media/takes/c.mp4"))).toBe("project.damaged");
  const second = newFolder();
  symlinkSync(join(folder, "media"), join(second.home, "media"));
  expect(isStored(second.home, "media/images/a.png")).toBe(false);
  expect(codeOf(() => storedPath(second.home, "media/images/a.png"))).toBe("project.damaged");
});

test("a folder inside the project is made, and is there when it is asked for again", () => {
  const { folder } = newFolder();
  expect(ownFolder(folder, "cache/takes/take_1")).toBe(join(folder, "cache/takes/take_1"));
  expect(ownFolder(folder, "cache/takes/take_1")).toBe(join(folder, "cache/takes/take_1"));
  writeFileSync(join(folder, "cache", "proxy"), "");
  expect(codeOf(() => ownFolder(folder, "cache/proxy"))).toBe("project.damaged");
  expect(codeOf(() => ownFolder(folder, "cache/proxy/deeper"))).toBe("project.damaged");
});

test("a file to write lies in the project's cache or media, by its real path", () => {
  const { home, folder } = newFolder();
  ownFolder(folder, "cache/jobs");
  expect(ownPath(folder, "cache/jobs/job_1.part")).toBe(join(folder, "cache/jobs/job_1.part"));
  for (const path of ["project.db", "cache", "../a", "cache/../project.db", "cache/jobs/../../../a", "media/../a"]) {
    expect([path, codeOf(() => ownPath(folder, path))]).toEqual([path, "project.damaged"]);
  }
  mkdirSync(join(home, "jobs"));
  symlinkSync(join(home, "jobs"), join(folder, "cache", "proxy"));
  expect(codeOf(() => ownPath(folder, "cache/proxy/a.jpg"))).toBe("project.damaged");
  symlinkSync(join(home, "nowhere"), join(folder, "cache", "jobs", "dangling"));
  expect(codeOf(() => ownPath(folder, "cache/jobs/dangling"))).toBe("project.damaged");
  writeFileSync(join(home, "diary"), "");
  linkSync(join(home, "diary"), join(folder, "cache", "jobs", "second"));
  expect(codeOf(() => ownPath(folder, "cache/jobs/second"))).toBe("project.damaged");
  mkdirSync(join(folder, "cache", "jobs", "folder"));
  expect(codeOf(() => ownPath(folder, "cache/jobs/folder"))).toBe("project.damaged");
});

test("a project that lies behind a link itself is looked at as any other", () => {
  const { home, folder } = newFolder();
  symlinkSync(folder, join(home, "link"));
  checkProjectFolder(join(home, "link"));
  ownFolder(join(home, "link"), "cache");
  expect(ownPath(join(home, "link"), "cache/a.part")).toBe(join(home, "link", "cache/a.part"));
});

test("a folder that is not there, or below a file, holds nothing that could be wrong", () => {
  const { home } = newFolder();
  writeFileSync(join(home, "file"), "");
  checkProjectFolder(join(home, "nowhere"));
  checkProjectFolder(join(home, "file"));
});

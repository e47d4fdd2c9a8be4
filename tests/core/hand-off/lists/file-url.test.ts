import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fileNameOf,
  fileUrlOf,
  pathOfAddress,
  slashPathOf,
} from "../../../../electron/core/hand-off/lists/file-url.ts";

describe("the address of a film", () => {
  test.each([
    ["/films/a b/c.mov", "file:///films/a%20b/c.mov"],
    [
      "/films/50% #1 [ü] (a)'s & <b>?/日本 – c.mov",
      "file:///films/50%25%20%231%20%5B%C3%BC%5D%20%28a%29%27s%20%26%20%3Cb%3E%3F/%E6%97%A5%E6%9C%AC%20%E2%80%93%20c.mov",
    ],
    ["/films/back\\slash.mov", "file:///films/back%5Cslash.mov"],
    ["C:\\Job one\\a#b.mov", "file:///C:/Job%20one/a%23b.mov"],
    ["e:/Job/shot 1.mov", "file:///e:/Job/shot%201.mov"],
    ["\\\\server\\share one\\a.mov", "file://server/share%20one/a.mov"],
    ["\\\\?\\C:\\deep\\a.mov", "file:///C:/deep/a.mov"],
    ["\\\\?\\UNC\\server\\share\\a.mov", "file://server/share/a.mov"],
  ])("of %s is %s, on every system", (path, url) => {
    expect(fileUrlOf(path)).toBe(url);
    expect(new URL(url).protocol).toBe("file:");
  });

  test("means the same path to the web's own rules, for any POSIX path", () => {
    const segment = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[/\0]|^\.\.?$/.test(text));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        const path = `/${segments.join("/")}`;
        expect(fileURLToPath(fileUrlOf(path))).toBe(path);
        expect(new URL(fileUrlOf(path)).pathname.split("/")).toHaveLength(segments.length + 1);
        expect(pathOfAddress(fileUrlOf(path))).toBe(path);
        expect(pathOfAddress(pathToFileURL(path).href)).toBe(path);
      }),
    );
  });

  test.each([
    ["file://localhost/C%3a/a%20b/c.mov", "C:/a b/c.mov"],
    ["file:///C:/a/c.mov", "C:/a/c.mov"],
    ["file://localhost/films/c.mov", "/films/c.mov"],
    ["file://server/share/a.mov", "//server/share/a.mov"],
    ["E:/Job/shot 1.mov", "E:/Job/shot 1.mov"],
    ["S:\\path\\c.exr", "S:/path/c.exr"],
    ["file:///films/100%.mov", "/films/100%.mov"],
    ["c.mov", "c.mov"],
  ])("%s is read as %s, as suites write it", (address, path) => {
    expect(pathOfAddress(address)).toBe(path);
    expect(fileNameOf(address)).toBe(path.split("/").at(-1));
  });

  test("is a bare path with slashes where a suite wants that", () => {
    expect(slashPathOf("E:\\Job\\shot 1.mov")).toBe("E:/Job/shot 1.mov");
    expect(slashPathOf("\\\\server\\share\\a.mov")).toBe("//server/share/a.mov");
    expect(slashPathOf("/films/back\\slash.mov")).toBe("/films/back\\slash.mov");
  });
});

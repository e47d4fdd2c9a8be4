import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { openFonts } from "../../../electron/core/animatic/draw-fonts.ts";
import { frameFonts } from "../../../electron/core/fonts/frame-fonts.ts";
import { pageFontFile, pageFontSheet } from "../../../electron/core/fonts/page-fonts.ts";
import { familiesAfterLatin, isJapanese } from "../../../electron/core/fonts/shipped-fonts.ts";
import { setFont } from "../../../shared/animatic/text.ts";
import {
  hanFamilies,
  latinFamilies,
  projectHanForms,
  readUnicodeRange,
  shippedFamilies,
} from "../../../shared/animatic/typefaces.ts";
import { buildPass, buildProject, buildShot } from "../../support/builders.ts";

const saying = (...actions: string[]) =>
  buildProject([
    buildPass(
      "1",
      actions.map((action, index) => buildShot(String(index + 1), { action })),
    ),
  ]);

describe("the window's fonts", () => {
  test("are asked in the order in which frames ask for them", () => {
    const tokens = readFileSync(join(import.meta.dirname, "../../../renderer/src/ui/tokens.css"), "utf8");
    const han = /--font-han:([^;]+);/.exec(tokens)?.[1] ?? "";
    const families = (/--font:([^;]+);/.exec(tokens)?.[1] ?? "").replace("var(--font-han)", han).matchAll(/"([^"]+)"/g);
    expect(Array.from(families, ([, name]) => name)).toEqual(shippedFamilies("JP"));
    const shipped = familiesAfterLatin("KR").map(({ name }) => name);
    expect([...Object.keys(latinFamilies), ...shipped]).toEqual(shippedFamilies("KR"));
  });

  test("are all there, and no other file has a name", () => {
    const named = Array.from(pageFontSheet().matchAll(/url\("([^"]+)"\)/g), ([, name]) => name as string);
    expect(named.length).toBeGreaterThan(300);
    expect(named.filter((name) => !existsSync(pageFontFile(name) ?? ""))).toEqual([]);
    for (const name of ["", "..", "../package.json", "inter-latin-400-normal.woff", "constructor", "package.json"]) {
      expect(pageFontFile(name)).toBeNull();
    }
  });

  test("have their characters said as the browser reads them", () => {
    expect(readUnicodeRange("U+4E00-4E10,U+4e12, U+A")).toEqual([
      [0x4e00, 0x4e10],
      [0x4e12, 0x4e12],
      [10, 10],
    ]);
  });
});

describe("the fonts of frames", () => {
  test("are Inter alone for a text in Latin, Cyrillic or Greek letters", () => {
    const families = frameFonts(saying("Wide. Ночная гонка. Νύχτα — “Ễ”")).map(({ family }) => family);
    expect(families).toEqual(Object.keys(latinFamilies));
  });

  test.each([
    ["Japanese", "夜のレース", "Shotline JP"],
    ["Korean", "밤의 경주", "Shotline KR"],
    ["Chinese", "夜间赛车", "Shotline SC"],
    ["Arabic", "سباق الليل", "Shotline Arabic"],
    ["Hebrew", "מירוץ לילה", "Shotline Hebrew"],
    ["Thai", "แข่งกลางคืน", "Shotline Thai"],
    ["Hindi", "रात की दौड़", "Shotline Devanagari"],
    ["emoji", "🎬🏁", "Shotline Emoji"],
  ])("draw %s, every character of it", (_, text, family) => {
    const fonts = frameFonts(saying(text));
    const own = fonts.filter(({ family: name }) => !(name in latinFamilies));
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ family: name }) => name.startsWith(family))).toBe(true);
    openFonts(fonts)();
    const surface = createCanvas(64, 64).getContext("2d");
    const pixels = (character: string) => {
      surface.clearRect(0, 0, 64, 64);
      setFont(surface, 40, 400);
      surface.fillText(character, 8, 48);
      return surface.canvas.data().toString("base64");
    };
    const [nothing, missing] = [pixels(" "), pixels("\u{10fffe}")];
    for (const character of text.replace(/[\s\p{M}]/gu, "")) {
      expect([character, [nothing, missing].includes(pixels(character))]).toEqual([character, false]);
    }
  });

  test("have the Chinese characters of the language that most texts are in", () => {
    const order = (...texts: string[]) => projectHanForms(saying(...texts), isJapanese);
    expect(order("Night race")).toBe("JP");
    expect(order("直", "夜のレース")).toBe("JP");
    expect(order("夜间赛车", "这是直的", "カメラ")).toBe("SC");
    expect(order("밤의 경주", "直")).toBe("KR");
    const first = frameFonts(saying("这是直的")).find(({ family }) => !(family in latinFamilies));
    expect(first?.family).toMatch(/^Shotline SC /);
    expect(hanFamilies("SC")[0]).toBe("Shotline SC");
    expect(basename(first?.path ?? "")).toMatch(/^noto-sans-sc-\d+-wght-normal\.woff2$/);
  });
});

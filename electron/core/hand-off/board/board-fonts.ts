/** Owns the shipped fonts of a board: which of them has which character, and whose Chinese characters a text wants. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { create } from "fontkit";
import { openWoff } from "./board-woff.ts";

export type FontWeight = 400 | 600;

/** The language whose forms of Chinese characters are used, after the font's name. */
export type HanForms = "JP" | "KR" | "SC";

/** A font made ready. `file` is a TrueType file, `weight` the one that it has, whichever was asked for. */
export interface ShippedFont {
  readonly name: string;
  readonly weight: FontWeight;
  readonly file: Buffer;
  has(codePoint: number): boolean;
}

/** A part of a family, which comes in a file for each group of characters and each weight. */
interface FontPart {
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

interface Family {
  readonly packageName: string;
  readonly weights: readonly FontWeight[];
  readonly parts: readonly FontPart[];
}

const latin = family(
  "inter",
  [400, 600],
  ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"],
);
const scripts = [
  family("vazirmatn", [400, 600], ["arabic"]),
  ...["hebrew", "thai", "devanagari"].map((name) => family(`noto-sans-${name}`, [400], [name])),
];
/** Their numbered parts; together JP and SC have all but 28 of the 5,401 usual traditional characters (Big5, level 1). */
const han: Readonly<Record<HanForms, Family>> = {
  JP: family("noto-sans-jp", [400]),
  KR: family("noto-sans-kr", [400]),
  SC: family("noto-sans-sc", [400]),
};
const hanOrders: Readonly<Record<HanForms, readonly Family[]>> = {
  JP: [han.JP, han.SC, han.KR],
  KR: [han.KR, han.JP, han.SC],
  SC: [han.SC, han.JP, han.KR],
};
// One file has them all, as joined emoji are made of characters from several parts.
const emoji: Family = {
  packageName: "noto-emoji",
  weights: [400],
  parts: [{ file: "emoji", ranges: family("noto-emoji", [400]).parts.flatMap(({ ranges }) => ranges) }],
};

const japanese = new Set(
  han.JP.parts.flatMap(({ ranges }) =>
    ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index)),
  ),
);

/**
 * Whose Chinese characters a text wants, by what it has beside them; null where it does not tell. Japan and China write many
 * characters of one code differently.
 */
export function hanFormsOf(text: string): HanForms | null {
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)) return "JP";
  if (/\p{sc=Hangul}/u.test(text)) return "KR";
  const characters = text.match(/\p{sc=Han}/gu) ?? [];
  return characters.some((character) => !japanese.has(character.codePointAt(0) as number)) ? "SC" : null;
}

/** The names of all files that may be opened, for who packs the app. */
export function shippedFontFiles(): string[] {
  return [latin, ...scripts, ...Object.values(han), emoji].flatMap(({ packageName, weights, parts }) =>
    parts.flatMap(({ file }) => weights.map((weight) => `${packageName}-${file}-${weight}-normal.woff`)),
  );
}

/** Fonts and where characters are, for all boards of this process; null is for those that no font has. */
const readyFonts = new Map<string, ShippedFont>();
const fontOfCharacter = new Map<string, ShippedFont | null>();

/**
 * The font that has the character: Latin letters are Inter's also in a Japanese text. It is of another weight where the family
 * has one only. Null when no font has it.
 */
export function fontOf(character: string, weight: FontWeight, forms: HanForms): ShippedFont | null {
  const key = `${weight}${forms}${character}`;
  const known = fontOfCharacter.get(key);
  if (known !== undefined) return known;
  const found = findFont(character.codePointAt(0) as number, weight, forms);
  fontOfCharacter.set(key, found);
  return found;
}

function findFont(codePoint: number, weight: FontWeight, forms: HanForms): ShippedFont | null {
  for (const { packageName, weights, parts } of [latin, ...scripts, ...hanOrders[forms], emoji]) {
    for (const { file, ranges } of parts) {
      if (!isIn(ranges, codePoint)) continue;
      const font = prepareFont(packageName, file, weights.includes(weight) ? weight : 400);
      if (font.has(codePoint)) return font;
    }
  }
  return null;
}

function prepareFont(packageName: string, part: string, weight: FontWeight): ShippedFont {
  const name = `${packageName}-${part}-${weight}`;
  const ready = readyFonts.get(name);
  if (ready) return ready;
  const file = openWoff(readFileSync(packageFile(packageName, `files/${name}-normal.woff`)));
  const font = create(file);
  const made: ShippedFont = { name, weight, file, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
  readyFonts.set(name, made);
  return made;
}

/** The named parts of a family, or the numbered ones, which are named `[0]` to `[119]`. */
function family(packageName: string, weights: readonly FontWeight[], names?: readonly string[]): Family {
  const ranges = JSON.parse(readFileSync(packageFile(packageName, "unicode.json"), "utf8")) as Record<string, string>;
  const wanted = names ?? Object.keys(ranges).filter((name) => name.startsWith("["));
  const parts = wanted.map((name) => ({
    file: name.replace(/[[\]]/g, ""),
    ranges: (ranges[name] ?? "").split(",").map(readRange),
  }));
  return { packageName, weights, parts };
}

function isIn(ranges: FontPart["ranges"], codePoint: number): boolean {
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** `U+4E00-4E10` or `U+4E00`. */
function readRange(text: string): [number, number] {
  const [first = "", last = first] = text.slice("U+".length).split("-");
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function packageFile(packageName: string, path: string): string {
  return fileURLToPath(new URL(path, import.meta.resolve(`@fontsource/${packageName}/package.json`)));
}

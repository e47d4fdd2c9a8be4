/** Owns which fonts the app ships: their families, the characters of each file, and where the files lie. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type HanForms, hanFamilies, hanFormsOf, readUnicodeRange } from "../../../shared/animatic/typefaces.ts";

export type FontWeight = 400 | 600;

/** A part of a family, which comes in a file for each group of characters and each weight. */
export interface FontPart {
  readonly file: string;
  /** As the package says it, for style sheets. */
  readonly unicodeRange: string;
  readonly ranges: readonly (readonly [number, number])[];
}

export interface Family {
  /** What the window and frames call it. */
  readonly name: string;
  readonly packageName: string;
  /** Whether each part is one file with every weight (WOFF2), or a file for each weight (WOFF). */
  readonly isVariable: boolean;
  readonly weights: readonly FontWeight[];
  readonly parts: readonly FontPart[];
}

export interface ShippedFonts {
  /** Inter, as a storyboard sets it. */
  readonly latin: Family;
  readonly scripts: readonly Family[];
  /** Their numbered parts; together JP and SC have all but 28 of the 5,401 usual traditional characters (Big5, level 1). */
  readonly han: Readonly<Record<HanForms, Family>>;
  readonly emoji: Family;
}

let read: ShippedFonts | null = null;

/** Read when first needed, as most texts are in Latin letters. */
export function shippedFonts(): ShippedFonts {
  read ??= {
    latin: family(
      "Shotline Sans",
      "inter",
      [400, 600],
      ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"],
    ),
    scripts: [
      family("Shotline Arabic", "vazirmatn", [400, 600], ["arabic"]),
      family("Shotline Hebrew", "noto-sans-hebrew", [400], ["hebrew"]),
      family("Shotline Thai", "noto-sans-thai", [400], ["thai"]),
      family("Shotline Devanagari", "noto-sans-devanagari", [400], ["devanagari"]),
    ],
    han: {
      JP: variableFamily("Shotline JP", "noto-sans-jp"),
      KR: variableFamily("Shotline KR", "noto-sans-kr"),
      SC: variableFamily("Shotline SC", "noto-sans-sc"),
    },
    emoji: oneFile(family("Shotline Emoji", "noto-emoji", [400]), "emoji"),
  };
  return read;
}

/** The families that follow Inter, in the order in which they are asked for a character. */
export function familiesAfterLatin(forms: HanForms): Family[] {
  const { scripts, han, emoji } = shippedFonts();
  const hanOrder = hanFamilies(forms).map((name) => Object.values(han).find((each) => each.name === name) as Family);
  return [...scripts, ...hanOrder, emoji];
}

/** Whether the Japanese fonts have a character. */
export function isJapanese(codePoint: number): boolean {
  return shippedFonts().han.JP.parts.some((part) => isIn(part, codePoint));
}

/** See shared/animatic/typefaces.ts. */
export function hanFormsOfText(text: string): HanForms | null {
  return hanFormsOf(text, isJapanese);
}

export function isIn({ ranges }: FontPart, codePoint: number): boolean {
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** The names of all files that may be opened, for who packs the app. */
export function shippedFontFiles(): string[] {
  const { latin, scripts, han, emoji } = shippedFonts();
  return [latin, ...scripts, ...Object.values(han), emoji].flatMap((each) =>
    each.parts.flatMap((part) => each.weights.map((weight) => fontFileName(each, part, weight))),
  );
}

export function fontFileName({ packageName, isVariable }: Family, { file }: FontPart, weight: FontWeight): string {
  return isVariable ? `${packageName}-${file}-wght-normal.woff2` : `${packageName}-${file}-${weight}-normal.woff`;
}

/** Where a file of a family lies. Skia reads files by itself and sees nothing inside an archive, so it is the one outside. */
export function fontFilePath(each: Family, part: FontPart, weight: FontWeight): string {
  const path = packageFile(packageOf(each), `files/${fontFileName(each, part, weight)}`);
  return path.replace("app.asar", "app.asar.unpacked");
}

/** The named parts of a family, or the numbered ones. */
function family(name: string, packageName: string, weights: readonly FontWeight[], parts?: readonly string[]): Family {
  const made = { name, packageName, isVariable: false, weights };
  return { ...made, parts: readParts(made, parts) };
}

/** One of thousands of characters: a file for each weight would be 70 MB. */
function variableFamily(name: string, packageName: string): Family {
  const made = { name, packageName, isVariable: true, weights: [400] } as const;
  return { ...made, parts: readParts(made) };
}

/** Numbered parts are named `[0]` to `[119]`. */
function readParts(each: Pick<Family, "packageName" | "isVariable">, parts?: readonly string[]): FontPart[] {
  const ranges = JSON.parse(readFileSync(packageFile(packageOf(each), "unicode.json"), "utf8")) as Record<
    string,
    string
  >;
  const wanted = parts ?? Object.keys(ranges).filter((key) => key.startsWith("["));
  return wanted.map((key) => {
    const unicodeRange = ranges[key] ?? "";
    return { file: key.replace(/[[\]]/g, ""), unicodeRange, ranges: readUnicodeRange(unicodeRange) };
  });
}

/** The family as one file that has them all: joined emoji are made of characters from several parts. */
function oneFile(each: Family, file: string): Family {
  const unicodeRange = each.parts.map((part) => part.unicodeRange).join(",");
  return { ...each, parts: [{ file, unicodeRange, ranges: each.parts.flatMap(({ ranges }) => ranges) }] };
}

function packageOf({ packageName, isVariable }: Pick<Family, "packageName" | "isVariable">): string {
  return `@fontsource${isVariable ? "-variable" : ""}/${packageName}`;
}

function packageFile(packageName: string, path: string): string {
  return fileURLToPath(new URL(path, import.meta.resolve(`${packageName}/package.json`)));
}

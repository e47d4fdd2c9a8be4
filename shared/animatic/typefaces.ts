/** Owns the names of the shipped typefaces and the order in which a character is looked for in them, in the window and on frames. */
import type { Project } from "../project/model.ts";

/** The language whose forms of Chinese characters are used, after the font's name. */
export type HanForms = "JP" | "KR" | "SC";

/** Inter's families, each with the scripts of one file. */
export const latinFamilies = {
  "Shotline Sans": "latin",
  "Shotline Sans Extended": "latin-ext",
  "Shotline Sans Cyrillic": "cyrillic",
  "Shotline Sans Cyrillic Extended": "cyrillic-ext",
  "Shotline Sans Greek": "greek",
  "Shotline Sans Greek Extended": "greek-ext",
  "Shotline Sans Vietnamese": "vietnamese",
} as const;

const otherScripts = ["Shotline Arabic", "Shotline Hebrew", "Shotline Thai", "Shotline Devanagari"];

const hanOrders: Readonly<Record<HanForms, readonly string[]>> = {
  JP: ["Shotline JP", "Shotline SC", "Shotline KR"],
  KR: ["Shotline KR", "Shotline JP", "Shotline SC"],
  SC: ["Shotline SC", "Shotline JP", "Shotline KR"],
};

/** The families of Chinese characters, those with the wanted forms first. */
export function hanFamilies(forms: HanForms): readonly string[] {
  return hanOrders[forms];
}

/** All families in the order in which they are asked for a character. */
export function shippedFamilies(forms: HanForms): string[] {
  return [...Object.keys(latinFamilies), ...otherScripts, ...hanOrders[forms], "Shotline Emoji"];
}

/**
 * Whose Chinese characters a text wants, by what it has beside them; null where it does not tell. Japan and China write many
 * characters of one code differently.
 */
export function hanFormsOf(text: string, isJapanese: (codePoint: number) => boolean): HanForms | null {
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)) return "JP";
  if (/\p{sc=Hangul}/u.test(text)) return "KR";
  const characters = text.match(/\p{sc=Han}/gu) ?? [];
  return characters.some((character) => !isJapanese(character.codePointAt(0) as number)) ? "SC" : null;
}

type FormCounts = Readonly<Record<HanForms, number>>;
const noForms: FormCounts = { JP: 0, KR: 0, SC: 0 };
const counted = new WeakMap<(codePoint: number) => boolean, WeakMap<object, FormCounts>>();

/** What most texts of a project want that tell; Japanese where none does. A pass is judged again only when it changes. */
export function projectHanForms(project: Project, isJapanese: (codePoint: number) => boolean): HanForms {
  const known = counted.get(isJapanese) ?? new WeakMap<object, FormCounts>();
  counted.set(isJapanese, known);
  const { passes, ...rest } = project;
  const counts = { ...noForms };
  for (const part of [rest, ...passes]) {
    const own = known.get(part) ?? countForms(part, isJapanese);
    known.set(part, own);
    for (const forms of ["JP", "KR", "SC"] as const) counts[forms] += own[forms];
  }
  return (["JP", "KR", "SC"] as const).reduce((most, forms) => (counts[forms] > counts[most] ? forms : most));
}

function countForms(part: object, isJapanese: (codePoint: number) => boolean): FormCounts {
  const all = JSON.stringify(part);
  if (!/[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(all)) return noForms;
  const counts = { ...noForms };
  // Between quotes lie the single texts.
  for (const text of all.split('"')) {
    const forms = hanFormsOf(text, isJapanese);
    if (forms) counts[forms] += 1;
  }
  return counts;
}

/** Reads a `unicode-range`: `U+4E00-4E10,U+4E12` gives the first and last code of each stretch. */
export function readUnicodeRange(range: string): [first: number, last: number][] {
  return range.split(",").map((part) => {
    const [first = "", last = first] = part.trim().slice("U+".length).split("-");
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
}

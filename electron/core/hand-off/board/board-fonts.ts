/** Owns the fonts of a board, opened: which of the shipped ones has which character. */
import { readFileSync } from "node:fs";
import { create } from "fontkit";
import subsetFont from "subset-font";
import type { HanForms } from "../../../../shared/animatic/typefaces.ts";
import {
  type Family,
  type FontPart,
  type FontWeight,
  familiesAfterLatin,
  fontFilePath,
  isIn,
  shippedFonts,
} from "../../fonts/shipped-fonts.ts";
import { openWoff } from "./board-woff.ts";

/** A font made ready. `file` is a TrueType file, `weight` the one that it has, whichever was asked for. */
export interface ShippedFont {
  readonly name: string;
  readonly weight: FontWeight;
  readonly file: Buffer;
  has(codePoint: number): boolean;
}

/** Fonts and where characters are, for all boards of this process; null is for those that no font has. */
const readyFonts = new Map<string, ShippedFont>();
const openedFor = new Set<string>();
const fontOfCharacter = new Map<string, ShippedFont | null>();

/**
 * Makes ready what the characters of a text need of families whose files have every weight: `fontOf` finds these only afterwards, as
 * unpacking them cannot be waited for while a line is set.
 */
export async function openFontsFor(text: string, forms: HanForms): Promise<void> {
  for (const character of new Set(text)) {
    const key = `${forms}${character}`;
    if (openedFor.has(key)) continue;
    openedFor.add(key);
    const codePoint = character.codePointAt(0) as number;
    for (const [family, part] of partsWith(codePoint, forms)) {
      const font = family.isVariable ? await openInstance(family, part) : prepareFont(family, part, 400);
      if (font?.has(codePoint)) break;
    }
  }
}

/** The font that a document embeds has no axes: every glyph of the part, at the family's weight. */
async function openInstance(family: Family, part: FontPart): Promise<ShippedFont> {
  const weight = family.weights[0] as FontWeight;
  const name = fontName(family, part, weight);
  const ready = readyFonts.get(name);
  if (ready) return ready;
  const packed = readFileSync(fontFilePath(family, part, weight));
  const variationAxes = { wght: weight };
  const options = { keepAllGlyphs: true, targetFormat: "truetype", variationAxes } as const;
  return keepReady(name, weight, await subsetFont(packed, undefined, options));
}

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
  for (const [family, part] of partsWith(codePoint, forms)) {
    const font = prepareFont(family, part, family.weights.includes(weight) ? weight : 400);
    if (font?.has(codePoint)) return font;
  }
  return null;
}

/** The parts that should have a character, in the order in which they are asked. */
function* partsWith(codePoint: number, forms: HanForms): Generator<readonly [Family, FontPart]> {
  for (const family of [shippedFonts().latin, ...familiesAfterLatin(forms)]) {
    for (const part of family.parts) if (isIn(part, codePoint)) yield [family, part];
  }
}

/** Null for a font that `openFontsFor` has not opened. */
function prepareFont(family: Family, part: FontPart, weight: FontWeight): ShippedFont | null {
  const name = fontName(family, part, weight);
  const ready = readyFonts.get(name);
  if (ready || family.isVariable) return ready ?? null;
  return keepReady(name, weight, openWoff(readFileSync(fontFilePath(family, part, weight))));
}

function fontName({ packageName }: Family, { file }: FontPart, weight: FontWeight): string {
  return `${packageName}-${file}-${weight}`;
}

function keepReady(name: string, weight: FontWeight, file: Buffer): ShippedFont {
  const font = create(file);
  const made: ShippedFont = { name, weight, file, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
  readyFonts.set(name, made);
  return made;
}

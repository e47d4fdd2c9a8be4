/** Owns the fonts of a board, opened: which of the shipped ones has which character. */
import { readFileSync } from "node:fs";
import { create } from "fontkit";
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
  for (const family of [shippedFonts().latin, ...familiesAfterLatin(forms)]) {
    for (const part of family.parts) {
      if (!isIn(part, codePoint)) continue;
      const font = prepareFont(family, part, family.weights.includes(weight) ? weight : 400);
      if (font.has(codePoint)) return font;
    }
  }
  return null;
}

function prepareFont(family: Family, part: FontPart, weight: FontWeight): ShippedFont {
  const name = `${family.packageName}-${part.file}-${weight}`;
  const ready = readyFonts.get(name);
  if (ready) return ready;
  const file = openWoff(readFileSync(fontFilePath(family, part, weight)));
  const font = create(file);
  const made: ShippedFont = { name, weight, file, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
  readyFonts.set(name, made);
  return made;
}

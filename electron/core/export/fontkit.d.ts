/** The part of fontkit that boards use; the library comes without types. */
declare module "fontkit" {
  export interface PathCommand {
    readonly command: "moveTo" | "lineTo" | "quadraticCurveTo" | "bezierCurveTo" | "closePath";
    readonly args: readonly number[];
  }

  export interface Glyph {
    readonly advanceWidth: number;
    readonly path: { readonly commands: readonly PathCommand[] };
  }

  export interface Font {
    readonly numGlyphs: number;
    /** The font with its axes set, such as `{ wght: 600 }`. */
    getVariation(settings: Readonly<Record<string, number>>): Font;
    getGlyph(index: number): Glyph;
    hasGlyphForCodePoint(codePoint: number): boolean;
  }

  export function create(file: Uint8Array): Font;
}

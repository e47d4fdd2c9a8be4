/** The part of fontkit that boards use; the library comes without types. */
declare module "fontkit" {
  export function create(file: Uint8Array): { hasGlyphForCodePoint(codePoint: number): boolean };
}

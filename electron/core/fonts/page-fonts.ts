/** Owns the shipped fonts as the window loads them: a style sheet that names each part with its characters, and the parts' files. */
import { familiesAfterLatin, fontFileName, fontFilePath } from "./shipped-fonts.ts";

/** Of a family with a file for each weight, frames have this one alone, so the window has it for every weight. */
const weight = 400;

let sheet: string | null = null;
let files: ReadonlyMap<string, string> | null = null;

/** Lies beside the files that it names. Inter is not in it: it comes with the page, as everything is set in it. */
export function pageFontSheet(): string {
  sheet ??= familiesAfterLatin("JP")
    .flatMap((family) =>
      family.parts.map(
        (part) =>
          `@font-face{font-family:"${family.name}";font-weight:100 900;font-display:swap;` +
          `src:url("${fontFileName(family, part, weight)}") format("${family.isVariable ? "woff2" : "woff"}");unicode-range:${part.unicodeRange}}`,
      ),
    )
    .join("\n");
  return sheet;
}

/** Where a font file of the sheet lies; null for every other name. */
export function pageFontFile(name: string): string | null {
  files ??= new Map(
    familiesAfterLatin("JP").flatMap((family) =>
      family.parts.map((part) => [fontFileName(family, part, weight), fontFilePath(family, part, weight)] as const),
    ),
  );
  return files.get(name) ?? null;
}

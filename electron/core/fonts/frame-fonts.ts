/** Owns which font files the frames of a project are drawn with. */
import { fileURLToPath } from "node:url";
import { latinFamilies, projectHanForms } from "../../../shared/animatic/typefaces.ts";
import type { Project } from "../../../shared/project/model.ts";
import { familiesAfterLatin, fontFilePath, isIn, isJapanese, shippedFonts } from "./shipped-fonts.ts";

/** A font file and the name under which frames use it. */
export interface FontFile {
  readonly family: string;
  readonly path: string;
}

/**
 * Inter, and the parts of other families that have characters of the project's texts, in the order in which they are asked. Each part
 * has a name of its own, as skia takes one file for a name.
 */
export function frameFonts(project: Project): FontFile[] {
  const latin = Object.entries(latinFamilies).map(([family, script]) => {
    const file = `@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`;
    // Skia reads files by itself and sees nothing inside an archive.
    return { family, path: fileURLToPath(import.meta.resolve(file)).replace("app.asar", "app.asar.unpacked") };
  });
  const others = charactersBesideLatin(project);
  if (others.size === 0) return latin;
  const families = familiesAfterLatin(projectHanForms(project, isJapanese)).flatMap((family) =>
    family.parts.map((part) => {
      const has = [...others].filter((codePoint) => isIn(part, codePoint));
      for (const codePoint of has) others.delete(codePoint);
      return has.length > 0 ? { family: `${family.name} ${part.file}`, path: fontFilePath(family, part, 400) } : null;
    }),
  );
  return [...latin, ...families.filter((font) => font !== null)];
}

function charactersBesideLatin(project: Project): Set<number> {
  const all = JSON.stringify(project);
  // What nearly every project has.
  if (!/[\u0300-\u1fff\u2070-\u{10ffff}]/u.test(all)) return new Set();
  const { latin } = shippedFonts();
  const codePoints = new Set(Array.from(all, (character) => character.codePointAt(0) as number));
  return new Set([...codePoints].filter((codePoint) => !latin.parts.some((part) => isIn(part, codePoint))));
}

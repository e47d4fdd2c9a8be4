/** Owns the guides and their pictures as they come with the page, so that help needs no network. */

import { createGuideSearch } from "./guide-search.ts";
import { arrangeGuides } from "./guides.ts";

const files = import.meta.glob<string>("../../../docs/*.md", { eager: true, query: "?raw", import: "default" });
const pictures = import.meta.glob<string>("../../../docs/*.{png,webp}", {
  eager: true,
  query: "?url",
  import: "default",
});

export const guideGroups = arrangeGuides(files);
export const guides = guideGroups.flatMap((group) => group.guides);
export const searchGuides = createGuideSearch(guides);

/** The address of a picture that a guide names; undefined for one that is not there. */
export function pictureAddress(name: string): string | undefined {
  return pictures[`../../../docs/${name}`];
}

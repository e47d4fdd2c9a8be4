/** Owns finding sections of guides by words, their beginnings, or nearly so; the best first. */
import MiniSearch from "minisearch";
import { foldText } from "../ui/fold-text.ts";
import type { Guide, Section } from "./guide.ts";
import { isBackground } from "./guides.ts";

export interface FoundSection {
  readonly guide: Guide;
  readonly section: Section;
  /** The words of the guides that were found, folded, to be marked. */
  readonly words: readonly string[];
}

interface Entry {
  readonly id: number;
  readonly guide: Guide;
  readonly section: Section;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

const foundMost = 30;

export function createGuideSearch(guides: readonly Guide[]): (query: string) => readonly FoundSection[] {
  const entries: Entry[] = guides
    .flatMap((guide) => guide.sections.map((section) => ({ guide, section })))
    .map(({ guide, section }, id) => ({
      ...{ id, guide, section },
      ...{ title: guide.title, heading: section.heading, text: section.text },
    }));
  const index = new MiniSearch<Entry>({
    fields: ["title", "heading", "text"],
    processTerm: foldText,
    searchOptions: {
      boost: { heading: 4, title: 2 },
      boostDocument: (id) => (isBackground((entries[id] as Entry).guide) ? 0.2 : 1),
      combineWith: "AND",
      prefix: true,
      // Short words are too near to one another.
      fuzzy: (word) => (word.length > 4 ? 0.25 : false),
    },
  });
  index.addAll(entries);
  return (query) =>
    index
      .search(query)
      .slice(0, foundMost)
      .map(({ id, terms }) => {
        const { guide, section } = entries[id] as Entry;
        return { guide, section, words: terms };
      });
}

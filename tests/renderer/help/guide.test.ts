import { describe, expect, test } from "vitest";
import { createAnchors, readGuide } from "../../../renderer/src/help/guide.ts";
import { createGuideSearch } from "../../../renderer/src/help/guide-search.ts";

const takes = readGuide(
  "takes",
  [
    "# Takes",
    "A take is a result.",
    "## Compare & rate",
    "Press **Shift+C**.",
    "- by *wipe*",
    "- side by side",
    "## Rate",
    "| key | does |",
    "| --- | --- |",
    "| `X` | rejects |",
    "## Rate",
    "Again.",
  ]
    .join("\n\n")
    .replaceAll("|\n\n|", "|\n|"),
);
const background = readGuide("security", "# What is trusted\n\nTakes: a video can be compared; nothing runs.");
const offline = readGuide("offline", "# Offline\n\nNothing is compared here. The café has no network.");

describe("a guide", () => {
  test("has a title, and sections with the anchors that GitHub gives them", () => {
    expect(takes.title).toBe("Takes");
    expect(takes.sections.map(({ anchor }) => anchor)).toEqual(["takes", "compare--rate", "rate", "rate-1"]);
  });

  test("is read as plain words, also in lists and tables", () => {
    expect(takes.sections[1]?.text).toBe("Press Shift+C. by wipe side by side");
    expect(takes.sections[2]?.text).toBe("key does X rejects");
  });

  test("keeps letters of every script in its anchors", () => {
    const anchorFor = createAnchors();
    expect(anchorFor("Größe: 日本語 2.0")).toBe("größe-日本語-20");
  });
});

describe("searching guides", () => {
  const search = createGuideSearch([background, takes, offline]);
  const headings = (query: string) => search(query).map(({ section }) => section.heading);

  test("finds sections by beginnings of words: a heading before a text, what is about the making last", () => {
    expect(headings("compar")).toEqual(["Compare & rate", "Offline", "What is trusted"]);
  });

  test("wants all words, whatever their case and accents", () => {
    expect(headings("CAFE network")).toEqual(["Offline"]);
    expect(headings("cafe wipe")).toEqual([]);
  });

  test("forgives a slip in a long word, and says which words were found", () => {
    expect(search("netwrok")[0]).toMatchObject({ guide: { name: "offline" }, words: ["network"] });
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lexer, type Token, type Tokens, walkTokens } from "marked";
import { describe, expect, test } from "vitest";
import { readGuide } from "../../renderer/src/help/guide.ts";
import { arrangeGuides } from "../../renderer/src/help/guides.ts";

const root = resolve(import.meta.dirname, "../..");
const docs = join(root, "docs");
const pages = readdirSync(docs).filter((name) => name.endsWith(".md"));
const markdown = Object.fromEntries(pages.map((name) => [name, readFileSync(join(docs, name), "utf8")]));

interface Found {
  readonly links: readonly string[];
  readonly pictures: readonly string[];
}

function findLinks(text: string): Found {
  const links: string[] = [];
  const pictures: string[] = [];
  void walkTokens(lexer(text), (token: Token) => {
    if (token.type === "link") links.push(token.href);
    if (token.type === "image") pictures.push(token.href);
  });
  return { links, pictures };
}

/** Links of the Markdown file at `path` that lead nowhere. */
function brokenLinks(path: string): readonly string[] {
  const text = readFileSync(path, "utf8");
  const { links, pictures } = findLinks(text);
  const local = [...links, ...pictures].filter((link) => !/^[a-z]+:/.test(link));
  return local.filter((link) => {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : resolve(path, "..", decodeURIComponent(file));
    if (!existsSync(target)) return true;
    if (anchor === undefined || !target.endsWith(".md")) return false;
    return !readGuide("", readFileSync(target, "utf8")).sections.some((section) => section.anchor === anchor);
  });
}

describe("the guides", () => {
  test.each(pages)("%s links only to pages, headings and pictures that are there", (name) => {
    expect(brokenLinks(join(docs, name))).toEqual([]);
  });

  test("README links only to files and headings that are there", () => {
    expect(brokenLinks(join(root, "README.md"))).toEqual([]);
  });

  test("help has each page once, with a title of its own", () => {
    const guides = arrangeGuides(markdown).flatMap((group) => group.guides);
    expect(guides.map(({ name }) => `${name}.md`).sort()).toEqual([...pages].sort());
    expect(new Set(guides.map(({ title }) => title)).size).toBe(pages.length);
  });

  test("every page begins with its one main heading", () => {
    for (const [name, text] of Object.entries(markdown)) {
      const [first, ...others] = lexer(text).filter((token): token is Tokens.Heading => token.type === "heading");
      expect([name, first?.depth, others.filter(({ depth }) => depth === 1)]).toEqual([name, 1, []]);
    }
  });

  test("no page uses what help does not show: markup, and pictures from elsewhere", () => {
    for (const [name, text] of Object.entries(markdown)) {
      const kinds = new Set<string>();
      void walkTokens(lexer(text), (token: Token) => void kinds.add(token.type));
      expect([name, kinds.has("html")]).toEqual([name, false]);
      expect([name, findLinks(text).pictures.filter((link) => link.includes("/"))]).toEqual([name, []]);
    }
  });
});

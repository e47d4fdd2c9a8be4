import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lexer, type Token, type Tokens, walkTokens } from "marked";
import { expect, test } from "vitest";
import { commandGroups } from "../../renderer/src/commands/command-names.ts";
import { plainText } from "../../renderer/src/help/guide.ts";

const root = resolve(import.meta.dirname, "../..");
const docs = join(root, "docs");
/** Pages that are not about what the window shows, or are checked by tests of their own. */
const others = ["security", "reliability", "errors", "farm", "packaging", "keyboard", "screen-reader"];
const key = /^(?:(?:Ctrl|Shift|Alt)\+)*(?:.|←|→|F\d+|Space|Enter|Escape|Home|End|Delete)$/u;

/** Everything that the window, the menus and the core can say. */
function readWords(): string {
  const texts = ["renderer/src", "shared", "electron"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), "utf8")),
  );
  return straighten(
    [...texts, ...commandGroups.flatMap(({ commands }) => commands.map(([, words]) => words))].join(" "),
  );
}

function straighten(text: string): string {
  return text.replaceAll("’", "'").replaceAll(/\s+/g, " ");
}

/** What a page sets in bold or italics, except keys and, by the mark behind it, what other apps call their own. */
function namesIn(text: string): readonly string[] {
  const names: string[] = [];
  void walkTokens(lexer(text), (token: Token) => {
    if (!("tokens" in token) || !token.tokens) return;
    for (const [index, each] of token.tokens.entries()) {
      const after = token.tokens[index + 1];
      if ((each.type !== "strong" && each.type !== "em") || (after && plainText(after).startsWith(" †"))) continue;
      names.push(straighten(plainText(each as Tokens.Strong)));
    }
  });
  return names.filter((name) => !key.test(name));
}

test("what a guide calls by its name is called that by the app", () => {
  const words = readWords();
  const pages = readdirSync(docs).filter((name) => name.endsWith(".md") && !others.includes(name.slice(0, -3)));
  const unknown = pages.flatMap((page) =>
    namesIn(readFileSync(join(docs, page), "utf8"))
      // A path through the window, and messages that name something in between.
      .flatMap((name) => name.split(/ → |(?:^| )… ?| …$/))
      .filter((name) => name !== "" && !words.includes(name))
      .map((name) => `${page}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

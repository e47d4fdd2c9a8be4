/** Owns a guide as data: its Markdown as a tree of tokens, its title, and its sections with the anchors that links name. */
import { lexer, type Token, type TokensList } from "marked";

export interface Guide {
  /** Its file's name without the ending, by which links name it. */
  readonly name: string;
  readonly title: string;
  readonly tokens: TokensList;
  readonly sections: readonly Section[];
}

/** What stands under one heading, up to the next. */
export interface Section {
  readonly heading: string;
  /** By which a link names the heading, as GitHub makes it. */
  readonly anchor: string;
  readonly text: string;
}

export function readGuide(name: string, markdown: string): Guide {
  const tokens = lexer(markdown);
  const sections: { heading: string; anchor: string; text: string }[] = [];
  const anchorFor = createAnchors();
  for (const token of tokens) {
    if (token.type === "heading") {
      const heading = plainText(token);
      sections.push({ heading, anchor: anchorFor(heading), text: "" });
    } else {
      const section = sections.at(-1);
      if (section) section.text = `${section.text} ${plainText(token)}`.trim();
    }
  }
  return { name, title: sections[0]?.heading ?? name, tokens, sections };
}

/** Gives headings their anchors, in the order in which they stand: one that is there already gets a number. */
export function createAnchors(): (heading: string) => string {
  const used = new Map<string, number>();
  return (heading) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, "")
      .replaceAll(" ", "-");
    const before = used.get(anchor);
    used.set(anchor, (before ?? 0) + 1);
    return before === undefined ? anchor : `${anchor}-${before}`;
  };
}

/** The words of a token and all in it, cells and items apart. */
export function plainText(token: Token): string {
  if (token.type === "html" || token.type === "space") return "";
  if (token.type === "list") return token.items.map(plainText).join(" ");
  if (token.type === "table") {
    const rows: { tokens: Token[] }[][] = [token.header, ...token.rows];
    return rows.map((cells) => cells.map(({ tokens }) => tokens.map(plainText).join("")).join(" ")).join(" ");
  }
  if ("tokens" in token && token.tokens) {
    const apart = token.type === "list_item" || token.type === "blockquote" ? " " : "";
    return token.tokens.map(plainText).join(apart);
  }
  return "text" in token ? token.text : "";
}

/** Owns a guide as elements of the page: made of its tokens, never of markup, so that nothing in it can run or load. */
import { Copy } from "lucide-react";
import type { Token, Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { showDone, showProblem } from "../state/problems.ts";
import { IconButton } from "../ui/Button.tsx";
import { pictureAddress } from "./bundled-guides.ts";
import { createAnchors, type Guide, plainText } from "./guide.ts";
import styles from "./Help.module.css";
import { MarkedText } from "./MarkedText.tsx";

interface Reading {
  readonly guide: Guide;
  /** Folded words to mark in the text. */
  readonly words: readonly string[];
  /** Shows what a link names: a guide, an anchor of it, or both. */
  readonly go: (link: string) => void;
}

export function GuidePage(reading: Reading) {
  const anchorFor = createAnchors();
  return reading.guide.tokens.map((token, index) => {
    const anchor = token.type === "heading" ? anchorFor(plainText(token)) : undefined;
    // biome-ignore lint/suspicious/noArrayIndexKey: a guide does not change
    return <Block key={index} token={token} anchor={anchor} reading={reading} />;
  });
}

function Block({ token, anchor, reading }: { token: Token; anchor?: string | undefined; reading: Reading }): ReactNode {
  const inside = "tokens" in token && token.tokens ? <Inline tokens={token.tokens} reading={reading} /> : null;
  switch (token.type) {
    case "heading": {
      // The window has a main heading, and the dialog one under it.
      const Heading = (["h3", "h4", "h5"] as const)[token.depth - 1] ?? "h6";
      return <Heading data-anchor={anchor}>{inside}</Heading>;
    }
    case "paragraph":
      return <p>{inside}</p>;
    case "text":
      return inside ?? <MarkedText text={token.text} words={reading.words} />;
    case "list":
      return <List list={token as Tokens.List} reading={reading} />;
    case "table":
      return <Table table={token as Tokens.Table} reading={reading} />;
    case "code":
      return (
        <pre>
          <code>
            <MarkedText text={token.text} words={reading.words} />
          </code>
        </pre>
      );
    case "blockquote":
      return (
        <blockquote>
          <Blocks tokens={token.tokens ?? []} reading={reading} />
        </blockquote>
      );
    default:
      return null;
  }
}

function Blocks({ tokens, reading }: { tokens: readonly Token[]; reading: Reading }) {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a guide does not change
    <Block key={index} token={token} reading={reading} />
  ));
}

function List({ list, reading }: { list: Tokens.List; reading: Reading }) {
  const Kind = list.ordered ? "ol" : "ul";
  return (
    <Kind {...(list.ordered && list.start !== "" ? { start: list.start } : {})}>
      {list.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a guide does not change
        <li key={index}>
          <Blocks tokens={item.tokens} reading={reading} />
        </li>
      ))}
    </Kind>
  );
}

function Table({ table, reading }: { table: Tokens.Table; reading: Reading }) {
  const cells = (row: readonly Tokens.TableCell[], Cell: "th" | "td") =>
    row.map((cell, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a guide does not change
      <Cell key={index} {...(Cell === "th" ? { scope: "col" } : {})}>
        <Inline tokens={cell.tokens} reading={reading} />
      </Cell>
    ));
  return (
    <div className={styles.table}>
      <table>
        <thead>
          <tr>{cells(table.header, "th")}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a guide does not change
            <tr key={index}>{cells(row, "td")}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Inline({ tokens, reading }: { tokens: readonly Token[]; reading: Reading }) {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a guide does not change
    <Fragment key={index}>{inlineOf(token, reading)}</Fragment>
  ));
}

function inlineOf(token: Token, reading: Reading): ReactNode {
  const inside = "tokens" in token && token.tokens ? <Inline tokens={token.tokens} reading={reading} /> : null;
  switch (token.type) {
    case "strong":
      return <strong>{inside}</strong>;
    case "em":
      return <em>{inside}</em>;
    case "codespan":
      return (
        <code>
          <MarkedText text={token.text} words={reading.words} />
        </code>
      );
    case "br":
      return <br />;
    case "link":
      return <Link link={token as Tokens.Link} reading={reading} />;
    case "image": {
      const address = pictureAddress(token.href);
      return address === undefined ? null : <img src={address} alt={token.text} loading="lazy" />;
    }
    default:
      return "text" in token ? <MarkedText text={token.text} words={reading.words} /> : null;
  }
}

/** A link inside help is followed there. The address of another place is shown, to be copied: help opens nothing outside. */
function Link({ link, reading }: { link: Tokens.Link; reading: Reading }) {
  const words = <Inline tokens={link.tokens} reading={reading} />;
  const inside = /^([\w-]+)?(?:\.md)?(#.+)?$/.exec(link.href);
  if (inside) {
    const [, name = reading.guide.name, anchor = ""] = inside;
    return (
      <button type="button" className={styles.link} onClick={() => reading.go(name + anchor)}>
        {words}
      </button>
    );
  }
  if (!link.href.startsWith("https://")) return words;
  return (
    <>
      {link.text !== link.href && <>{words} </>}
      <span className={styles.address}>{link.href}</span>
      <IconButton label={`Copy ${link.href}`} className={styles.copy} onClick={() => void copy(link.href)}>
        <Copy size={12} />
      </IconButton>
    </>
  );
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    showDone("Address copied.");
  } catch {
    showProblem({ message: "Couldn’t copy the address.", next: "Select it and copy it by hand." });
  }
}

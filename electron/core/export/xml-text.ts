/** Writes XML: elements as indented lines, user text escaped and without what XML cannot hold. */
import { cleanText } from "../../../shared/cut/names.ts";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** The lines of one element. Text stands on the element's own line, as every blank in it counts; attributes without value are left out. */
export function element(
  tag: string,
  attributes: Attributes,
  content: string | number | readonly string[][] = [],
): string[] {
  const written = Object.entries(attributes).map(([name, value]) =>
    value === undefined ? "" : ` ${name}="${escapeAttribute(String(value))}"`,
  );
  const opening = `${tag}${written.join("")}`;
  if (typeof content !== "object") return [`<${opening}>${escapeText(String(content))}</${tag}>`];
  if (content.length === 0) return [`<${opening}/>`];
  return [`<${opening}>`, ...content.flatMap((lines) => lines.map((line) => `  ${line}`)), `</${tag}>`];
}

/** A whole document; `doctype` is the root's name and declares nothing more. */
export function xmlDocument(doctype: string, root: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ${doctype}>\n${root.join("\n")}\n`;
}

const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// A line of indentation must not enter a text of several lines, so its line ends are written by number, as in attributes.
function escapeText(text: string): string {
  return cleanText(text)
    .replace(/[&<>]/g, (character) => named[character] ?? "")
    .replaceAll("\n", "&#10;");
}

function escapeAttribute(text: string): string {
  return cleanText(text)
    .replace(/[&<>"]/g, (character) => named[character] ?? "")
    .replace(/[\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

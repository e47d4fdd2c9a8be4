/** Writes XML: elements as indented lines, user text escaped and without what XML cannot hold. */
import { cleanText } from "../../../../shared/cut/out/names.ts";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element that is to be written: its text, or the elements in it. */
export interface XmlElement {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly content: string | number | readonly XmlElement[];
}

/** Attributes without value are left out. */
export function element(tag: string, attributes: Attributes, content: XmlElement["content"] = []): XmlElement {
  return { tag, attributes, content };
}

/** A whole document; its type is the root's name and declares nothing more. */
export function xmlDocument(root: XmlElement): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<!DOCTYPE ${root.tag}>`];
  write(root, "", lines);
  return `${lines.join("\n")}\n`;
}

/** Text stands on its element's own line, as every blank in it counts. */
function write({ tag, attributes, content }: XmlElement, indent: string, lines: string[]): void {
  let opening = `${indent}<${tag}`;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) opening += ` ${name}="${escapeText(String(value))}"`;
  }
  if (typeof content !== "object") {
    lines.push(`${opening}>${escapeText(String(content))}</${tag}>`);
  } else if (content.length === 0) {
    lines.push(`${opening}/>`);
  } else {
    lines.push(`${opening}>`);
    for (const child of content) write(child, `${indent}  `, lines);
    lines.push(`${indent}</${tag}>`);
  }
}

const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Line ends and tabs are written by number: readers turn those of an attribute into blanks, and some indent those of a text. */
function escapeText(text: string): string {
  // Most texts are names and numbers, which need no second look.
  if (/^[\w .:/%-]*$/.test(text)) return text;
  return cleanText(text)
    .replace(/[&<>"]/g, (character) => named[character] ?? "")
    .replace(/[\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Reads XML of other programs into a plain tree; entities are never expanded, and a document that declares its own is refused. */
import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element with the elements in it, in order; `text` is all that is written directly in it. */
export interface XmlNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

type Parsed = Record<string, unknown>;

const depthMax = 100;
/** What is read in some seconds; a cut of 2,000 shots with sound has half of it. */
const tagsMax = 1_000_000;
const tagMaxChars = 100_000;

/** Says what is wrong with a document, as half a sentence, and throws. */
type Refuse = (fault: string) => never;

/** The document's element called `root`; `refuse` is called for what is not XML, or has another root. */
export function readXmlTree(written: string, root: string, refuse: Refuse): XmlNode {
  const text = written.replace(/^\uFEFF/, "").trimStart();
  if (/<!ENTITY/i.test(text)) refuse("it declares its own entities");
  refuseEndless(text, refuse);
  const checked = XMLValidator.validate(text);
  if (checked !== true) refuse(`line ${checked.err.line} is not well-formed XML`);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: depthMax,
  });
  const parsed = parse(parser, text, refuse);
  const found = parsed.map(nodeOf).find((node) => node?.tag === root);
  return found ?? refuse(`it has no <${root}>`);
}

export function childOf(node: XmlNode, tag: string): XmlNode | null {
  return node.children.find((child) => child.tag === tag) ?? null;
}

export function childrenOf(node: XmlNode, tag: string): XmlNode[] {
  return node.children.filter((child) => child.tag === tag);
}

/** The text of the element at the end of a path of tags, trimmed; empty when it is not there. */
export function textAt(node: XmlNode | null, ...path: readonly string[]): string {
  let at = node;
  for (const tag of path) at = at && childOf(at, tag);
  return at?.text.trim() ?? "";
}

/** The elements of that tag that lie in no other one of it, in the order of the document. */
export function findOutermost(node: XmlNode, tag: string): XmlNode[] {
  return node.tag === tag ? [node] : node.children.flatMap((child) => findOutermost(child, tag));
}

/** Throws for what the parser would take minutes over. */
function refuseEndless(text: string, refuse: Refuse): void {
  let tags = 0;
  for (let at = text.indexOf("<"); at !== -1; ) {
    const end = text.indexOf(">", at);
    tags += 1;
    if ((end === -1 ? text.length : end) - at > tagMaxChars) refuse("one of its tags never closes");
    if (tags > tagsMax) refuse(`it has more than ${tagsMax.toLocaleString("en")} tags`);
    at = end === -1 ? -1 : text.indexOf("<", end);
  }
}

function parse(parser: XMLParser, text: string, refuse: Refuse): Parsed[] {
  try {
    return parser.parse(text) as Parsed[];
  } catch {
    // The parser refuses what no editing suite writes: elements deeper than any list needs, and names that are traps.
    return refuse("its elements are nested too deeply or have invalid names");
  }
}

function nodeOf(parsed: Parsed): XmlNode | null {
  const tag = Object.keys(parsed).find((key) => key !== ":@");
  if (tag === undefined || tag === "#text") return null;
  const content = parsed[tag] as Parsed[];
  const text = content.map((part) => ("#text" in part ? String(part["#text"]) : "")).join("");
  const attributes = Object.entries((parsed[":@"] ?? {}) as Record<string, string>);
  return {
    tag,
    attributes: Object.fromEntries(attributes.map(([name, value]) => [name, decodeEntities(value)])),
    children: content.flatMap((part) => nodeOf(part) ?? []),
    text: decodeEntities(text),
  };
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The five entities of XML itself and characters by number; any other stays as it is written. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

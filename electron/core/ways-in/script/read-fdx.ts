/** Owns reading Final Draft's FDX: paragraphs by their type, in the order of the document. */
import { AppError } from "../../../../shared/errors/app-error.ts";
import type { Remark } from "../../../../shared/ways-in/draft.ts";
import { makeScript, type ParagraphKind, type Script, type ScriptRow } from "../../../../shared/ways-in/script.ts";
import { childOf, childrenOf, readXmlTree, type XmlNode } from "../../runtime/xml-tree.ts";

const kinds: Readonly<Record<string, ParagraphKind | "heading">> = {
  "Scene Heading": "heading",
  Action: "action",
  Character: "character",
  Dialogue: "dialogue",
  Parenthetical: "parenthetical",
  Transition: "transition",
  Shot: "shot",
  General: "general",
  "Cast List": "general",
  Lyrics: "lyrics",
  Singing: "lyrics",
  Synopsis: "synopsis",
  "New Act": "section",
  "End of Act": "section",
  "Outline 1": "section",
  "Outline 2": "section",
  "Outline 3": "section",
};

/** Lines are counted by paragraphs, as nobody sees the document's own. Throws input.invalid. */
export function readFdx(name: string, text: string): Script {
  const root = readXmlTree(text, "FinalDraft", (fault) => {
    const next = "Save it again in your screenwriting app, or export it as Fountain.";
    throw new AppError("input.invalid", `Can't read ${name} as a Final Draft file: ${fault}.`, { next });
  });
  const remarks: Remark[] = [];
  const rows: ScriptRow[] = [];
  let line = 0;
  const read = (paragraph: XmlNode, dual: boolean) => {
    line += 1;
    for (const each of childrenOf(paragraph, "DualDialogue")) {
      const speakers = childrenOf(each, "Paragraph");
      const second = speakers.findLastIndex(({ attributes }) => attributes["Type"] === "Character");
      for (const [index, inner] of speakers.entries()) read(inner, index === second && second > 0);
    }
    const words = textOf(paragraph);
    const type = paragraph.attributes["Type"] ?? "";
    if (words !== "") rows.push(rowOf(type, words, paragraph, line, dual, remarks));
    // What was in a scene that is omitted stays in the document.
    for (const omitted of childrenOf(paragraph, "OmittedScene")) {
      const left = childrenOf(omitted, "Paragraph").map(textOf).filter(Boolean).join("\n");
      if (left !== "") rows.push({ kind: "omitted", text: left, line });
    }
    for (const note of childrenOf(paragraph, "ScriptNote")) {
      const said = childrenOf(note, "Paragraph").map(textOf).filter(Boolean).join("\n");
      if (said !== "") rows.push({ kind: "note", text: said, line });
    }
    const summary = childOf(childOf(paragraph, "SceneProperties") ?? paragraph, "Summary");
    const told = summary ? childrenOf(summary, "Paragraph").map(textOf).filter(Boolean).join("\n") : "";
    if (told !== "") rows.push({ kind: "synopsis", text: told, line });
  };
  for (const content of childrenOf(root, "Content")) {
    for (const paragraph of childrenOf(content, "Paragraph")) read(paragraph, false);
  }
  return makeScript({ format: "fdx", titlePage: titlePageOf(root), remarks }, rows);
}

function rowOf(
  type: string,
  text: string,
  { attributes }: XmlNode,
  line: number,
  dual: boolean,
  remarks: Remark[],
): ScriptRow {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) {
    const message =
      type === "" ? "This paragraph has no type." : `“${type.slice(0, 40)}” is not a known type of paragraph.`;
    remarks.push({ line, text: text.slice(0, 80), message: `${message} It is read as action.` });
    return { kind: "action", text, line };
  }
  if (kind === "section") return { kind, text, line, level: Number(/^Outline (\d)$/.exec(type)?.[1] ?? 1) };
  if (kind !== "heading") return { kind, text, line, ...(dual ? { dual } : {}) };
  const number = attributes["Number"]?.trim();
  return { kind, text: text.replace(/\s+/g, " "), line, ...(number ? { number } : {}) };
}

/** The runs of a paragraph, one behind the other. */
function textOf(paragraph: XmlNode): string {
  return childrenOf(paragraph, "Text")
    .map((run) => run.text)
    .join("")
    .replace(/[^\S\n]+/g, " ")
    .trim();
}

function titlePageOf(root: XmlNode): Script["titlePage"] {
  const content = childOf(childOf(root, "TitlePage") ?? root, "Content");
  if (!content || !childOf(root, "TitlePage")) return [];
  const texts = childrenOf(content, "Paragraph").map(textOf);
  return texts.flatMap((text, index) => {
    const isFirst = texts.findIndex(Boolean) === index;
    return text === "" ? [] : [{ name: isFirst ? "Title" : "Text", text, line: index + 1 }];
  });
}

/**
 * Owns cutting a script into the parts that shots are made of: a paragraph of action or a piece of a long one, a speech with its speaker, a
 * transition. A part's text says all that is made of it, so that what a shot was made from can be read again from its own words.
 */
import type { ScriptPart as KeptPart } from "../project/model.ts";
import { introducedIn, nameOfCue } from "./character-names.ts";
import { createKeys, type Paragraph, type Script, type ScriptScene } from "./script.ts";

export type PartKind = "action" | "shot" | "speech" | "transition" | "note";

export interface Part extends KeptPart {
  readonly kind: PartKind;
  /** The keys of the paragraphs that it lies in. */
  readonly paragraphs: readonly string[];
  readonly line: number;
}

export interface SceneParts {
  readonly scene: ScriptScene;
  readonly parts: readonly Part[];
  /** What its shots are made of where nothing happens in it yet. */
  readonly outline: "synopsis" | "heading" | null;
}

/** A speech of a part: its cue, how it is spoken, and the words. */
export interface Speech {
  readonly cue: string;
  readonly manner: readonly string[];
  readonly words: string;
  readonly dual: boolean;
}

/** Words of action that are one shot; a longer paragraph is cut at its sentences. */
const actionWordsMax = 40;
/** Ten seconds of speech. */
const speechWordsMax = 25;
const pieceMaxChars = 4000;

/** Every scene with its parts; a transition at the end of a scene is a part of the next one, which it leads to. */
export function partsOfScript({ scenes }: Pick<Script, "scenes">): SceneParts[] {
  const keyOf = createKeys();
  let leading: Part[] = [];
  const cut = scenes.map((scene) => {
    const own = partsOfScene(scene, keyOf);
    const isWritten = own.some(({ kind }) => kind !== "transition" && kind !== "note");
    // What stands before the first header tells of the whole script.
    const tells = scene.heading !== "" || scenes.length === 1;
    const outline = !isWritten && tells ? outlineOf(scene, keyOf, own) : null;
    const parts = [...leading, ...(outline?.parts ?? []), ...own];
    const end = parts.findLastIndex(({ kind }) => kind !== "transition") + 1;
    leading = parts.slice(end);
    return { scene, parts: parts.slice(0, end), outline: outline?.from ?? null };
  });
  const last = cut.findLast(({ parts }) => parts.length > 0);
  if (!last) return cut;
  return cut.map((each) => (each === last ? { ...each, parts: [...each.parts, ...leading] } : each));
}

/** What is to be seen in a scene that is not written yet: its synopsis, else its header. */
function outlineOf(
  scene: ScriptScene,
  keyOf: (kind: string, text: string) => string,
  own: readonly Part[],
): { from: "synopsis" | "heading"; parts: Part[] } | null {
  const { paragraphs, heading, key, line } = scene;
  // What stands behind a section tells of the scenes that follow it.
  const end = paragraphs.findIndex(({ kind }) => kind === "section");
  const told = paragraphs.slice(0, end === -1 ? undefined : end).filter(({ kind }) => kind === "synopsis");
  if (told.length > 0)
    return {
      from: "synopsis",
      parts: told.flatMap((paragraph) =>
        cutSentences(oneLine(paragraph.text), actionWordsMax).map((text): Part => {
          return {
            kind: "action",
            key: keyOf("action", text),
            text,
            paragraphs: [paragraph.key],
            line: paragraph.line,
          };
        }),
      ),
    };
  const isNoted = own.some(({ kind }) => kind === "note");
  if (isNoted || heading === "" || /^\W*omitted\W*$/i.test(heading)) return null;
  const text = `To do: ${oneLine(heading).slice(0, pieceMaxChars)}`;
  return { from: "heading", parts: [{ kind: "note", key: keyOf("note", text), text, paragraphs: [key], line }] };
}

function partsOfScene(scene: ScriptScene, keyOf: (kind: string, text: string) => string): Part[] {
  const parts: Part[] = [];
  const add = (kind: PartKind, text: string, paragraphs: readonly Paragraph[]) => {
    const keys = paragraphs.map(({ key }) => key);
    parts.push({ kind, key: keyOf(kind, text), text, paragraphs: keys, line: paragraphs[0]?.line ?? scene.line });
  };
  for (let at = 0; at < scene.paragraphs.length; at += 1) {
    const paragraph = scene.paragraphs[at] as Paragraph;
    const { kind, text } = paragraph;
    if (kind === "character") {
      const end = endOfSpeech(scene.paragraphs, at + 1);
      addSpeech(paragraph, scene.paragraphs.slice(at + 1, end), add);
      at = end - 1;
    } else if (kind === "transition" || kind === "note" || kind === "shot") {
      add(kind, oneLine(text).slice(0, pieceMaxChars), [paragraph]);
    } else if (
      kind === "action" ||
      kind === "general" ||
      kind === "lyrics" ||
      kind === "dialogue" ||
      kind === "parenthetical"
    ) {
      for (const piece of cutSentences(oneLine(text), actionWordsMax)) add("action", piece, [paragraph]);
    }
  }
  return parts;
}

function endOfSpeech(paragraphs: readonly Paragraph[], start: number): number {
  let end = start;
  while (["dialogue", "parenthetical", "lyrics"].includes(paragraphs[end]?.kind ?? "")) end += 1;
  return end;
}

function addSpeech(
  cue: Paragraph,
  said: readonly Paragraph[],
  add: (kind: PartKind, text: string, paragraphs: readonly Paragraph[]) => void,
): void {
  const mark = cue.dual ? " ^" : "";
  const manner = said.filter(({ kind }) => kind === "parenthetical").map(({ text }) => oneLine(text));
  const words = oneLine(said.flatMap(({ kind, text }) => (kind === "parenthetical" ? [] : [text])).join(" "));
  const pieces = words === "" ? [""] : cutSentences(words, speechWordsMax);
  for (const [index, piece] of pieces.entries()) {
    const lines = [`${oneLine(cue.text)}${mark}`, ...(index === 0 ? manner : []), piece].filter(Boolean);
    add("speech", lines.join("\n"), [cue, ...said]);
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The text in pieces of at most that many words where its sentences allow it; of about the same length. */
function cutSentences(text: string, wordsMax: number): string[] {
  if (countWords(text) <= wordsMax) return [text];
  const sentences = text.split(/(?<=[.!?…]["”’']?)\s+(?=\S)/).flatMap((sentence) => cutWords(sentence, wordsMax));
  const pieces = Math.ceil(countWords(text) / wordsMax);
  const wanted = countWords(text) / pieces;
  const cut: string[] = [];
  let count = 0;
  for (const sentence of sentences) {
    const words = countWords(sentence);
    const last = cut.at(-1);
    // Goes along while that brings the piece nearer to its share.
    if (last !== undefined && count + words <= wordsMax && count + words / 2 <= wanted) {
      cut[cut.length - 1] = `${last} ${sentence}`;
      count += words;
    } else {
      cut.push(sentence);
      count = words;
    }
  }
  return cut;
}

/** A sentence without end is cut at commas, else anywhere between words, else anywhere. */
function cutWords(sentence: string, wordsMax: number): string[] {
  if (countWords(sentence) <= wordsMax && sentence.length <= pieceMaxChars) return [sentence];
  const clauses = sentence.split(/(?<=[,;:–—])\s+/);
  if (clauses.length > 1) {
    const joined: string[] = [];
    for (const clause of clauses.flatMap((each) => cutWords(each, wordsMax))) {
      const last = joined.at(-1);
      if (last !== undefined && countWords(last) + countWords(clause) <= wordsMax)
        joined[joined.length - 1] = `${last} ${clause}`;
      else joined.push(clause);
    }
    return joined;
  }
  const pieces: string[] = [];
  const words = sentence.split(" ").flatMap((word) => [...word.matchAll(/[\s\S]{1,1000}/gu)].map(([part]) => part));
  for (let at = 0; at < words.length; ) {
    let end = at + 1;
    let length = (words[at] as string).length;
    while (end < words.length && end - at < wordsMax && length + (words[end] as string).length < pieceMaxChars) {
      length += (words[end] as string).length + 1;
      end += 1;
    }
    pieces.push(words.slice(at, end).join(" "));
    at = end;
  }
  return pieces;
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

/** A part as a shot keeps it; what it is stands before the `-` of its key. */
export function kindOfPart({ key }: KeptPart): PartKind {
  const kind = key.split("-", 1)[0];
  return kind === "shot" || kind === "speech" || kind === "transition" || kind === "note" ? kind : "action";
}

export function readSpeech({ text }: KeptPart): Speech {
  const [cue = "", ...rest] = text.split("\n");
  const manner = rest.slice(0, -1).filter((line) => line.startsWith("("));
  const last = rest.at(-1) ?? "";
  const onlyManner = /^\(.*\)$/.test(last);
  return {
    cue: cue.replace(/ \^$/, ""),
    dual: cue.endsWith(" ^"),
    manner: onlyManner ? [...manner, last] : manner,
    words: onlyManner ? "" : last,
  };
}

/** Who is named in parts, in the order of the first time: who speaks, and whom action introduces. */
export function charactersOf(parts: readonly KeptPart[]): string[] {
  const names = parts.flatMap((part) =>
    kindOfPart(part) === "speech" ? [nameOfCue(readSpeech(part).cue)] : introducedIn(part.text),
  );
  return [...new Set(names.filter(Boolean))];
}

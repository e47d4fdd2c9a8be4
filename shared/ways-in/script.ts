/** Owns what a screenplay is once it is read: its title page, and its scenes with every paragraph of the text, each under a key of its own. */
import { z } from "zod";

/** Bytes that a script may have; a feature film's has a twentieth of it. */
export const scriptBytesMax = 5 * 1024 * 1024;

export const scriptFormats = ["fountain", "fdx", "text"] as const;
export type ScriptFormat = (typeof scriptFormats)[number];

/**
 * `shot`: a line that says how the camera sees, such as `CLOSE ON`. `general`: words that stand for themselves, such as a centered title.
 * `omitted`: what the script itself strikes out, and page furniture.
 */
export const paragraphKindSchema = z.enum([
  "action",
  "shot",
  "character",
  "parenthetical",
  "dialogue",
  "lyrics",
  "transition",
  "general",
  "note",
  "section",
  "synopsis",
  "page-break",
  "omitted",
]);
export type ParagraphKind = z.infer<typeof paragraphKindSchema>;

/** `line` counts from 1. `dual`: of a character who speaks at the same time as the one before. */
export const paragraphSchema = z.object({
  key: z.string(),
  kind: paragraphKindSchema,
  text: z.string(),
  line: z.int(),
  dual: z.literal(true).optional(),
});
export type Paragraph = z.infer<typeof paragraphSchema>;

/** `heading` is empty for what stands before the first one. */
export const scriptSceneSchema = z.object({
  key: z.string(),
  heading: z.string(),
  number: z.string().optional(),
  line: z.int(),
  paragraphs: z.array(paragraphSchema),
});
export type ScriptScene = z.infer<typeof scriptSceneSchema>;

export const remarkSchema = z.object({ line: z.int(), text: z.string(), message: z.string() });

export const scriptSchema = z.object({
  format: z.enum(scriptFormats),
  titlePage: z.array(z.object({ name: z.string(), text: z.string(), line: z.int() })),
  scenes: z.array(scriptSceneSchema),
  remarks: z.array(remarkSchema),
});
export type Script = z.infer<typeof scriptSchema>;

/** A paragraph as a reader finds it; a `heading` begins a scene, with the scene's number where one is written. */
export interface ScriptRow {
  readonly kind: ParagraphKind | "heading";
  readonly text: string;
  readonly line: number;
  readonly number?: string;
  readonly dual?: true;
  /** Of a section: how deep it lies, from 1. */
  readonly level?: number;
}

/**
 * The script of rows, in their order. Keys come from the words themselves, so that what stays the same keeps its key whatever is written
 * before it; words that come again are counted.
 */
export function makeScript(about: Omit<Script, "scenes">, rows: readonly ScriptRow[]): Script {
  const keyOf = createKeys();
  const scenes: ScriptScene[] = [];
  for (const { kind, text, line, number, dual } of headed(rows)) {
    if (kind === "heading") {
      const key = keyOf("scene", text);
      scenes.push({ key, heading: text, ...(number === undefined ? {} : { number }), line, paragraphs: [] });
      continue;
    }
    if (scenes.length === 0) scenes.push({ key: "scene-opening", heading: "", line, paragraphs: [] });
    const paragraph = { key: keyOf(kind, text), kind, text, line, ...(dual ? { dual } : {}) };
    scenes.at(-1)?.paragraphs.push(paragraph);
  }
  return { ...about, scenes };
}

/** A script of sections alone is an outline: those that are divided no further are its scenes. */
function headed(rows: readonly ScriptRow[]): readonly ScriptRow[] {
  const told: readonly ScriptRow["kind"][] = ["section", "synopsis", "note", "omitted", "page-break"];
  if (rows.some(({ kind }) => !told.includes(kind))) return rows;
  return rows.map((row, at) => {
    if (row.kind !== "section") return row;
    const next = rows.slice(at + 1, at + 2).find(({ kind }) => kind === "section");
    return next && (next.level ?? 1) > (row.level ?? 1) ? row : { ...row, kind: "heading" };
  });
}

/** Gives keys to texts of a kind, each another one: the same text gets the same key, and one that comes again is counted. */
export function createKeys(): (kind: string, text: string) => string {
  const known = new Map<string, number>();
  return (kind, text) => {
    const key = `${kind}-${hashWords(plainWords(text))}`;
    const count = (known.get(key) ?? 0) + 1;
    known.set(key, count);
    return count === 1 ? key : `${key}~${count}`;
  };
}

/** The title on the title page; null when there is none. */
export function titleOf({ titlePage }: Pick<Script, "titlePage">): string | null {
  const title = titlePage
    .find(({ name }) => name.toLowerCase() === "title")
    ?.text.replace(/\s+/g, " ")
    .trim();
  return title || null;
}

/** The words of a text on one line, in lower case, without marks: what two versions of it are compared by. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]+/gu, " ")
    .trim();
}

/** 53 bits of a text, in letters and digits. */
function hashWords(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36);
}

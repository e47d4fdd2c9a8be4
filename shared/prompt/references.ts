/** Owns `@Name` references to elements in the texts of a shot: finding, checking and renaming them. */
import type { Pass, Shot } from "../project/model.ts";

/** The texts of a shot that may name elements, in the order in which a reader meets them. */
export const referenceFields = ["action", "environment", "lighting", "mood", "ambience", "music", "prompt"] as const;
export type ReferenceField = (typeof referenceFields)[number] | "camera.note";

/** A name called in a text: the text's field, the name without `@`, and where `@` stands. */
export interface Reference {
  readonly field: ReferenceField;
  readonly name: string;
  readonly offset: number;
}

// An @ inside a word, as in an e-mail address, calls nobody.
const pattern = /(?<![\p{L}\p{N}_])@([\p{L}\p{N}_]+)/gu;

/** Every reference of a shot. A shot with a free-text prompt is read from that alone, as it is what will be sent. */
export function referencesOf(shot: Omit<Shot, "id">): Reference[] {
  const free = shot.prompt !== undefined && shot.prompt !== null;
  const fields = free ? (["prompt"] as const) : referenceFields.filter((field) => field !== "prompt");
  const found = fields.flatMap((field) => referencesIn(shot[field] ?? "").map((each) => ({ field, ...each })));
  if (free || !shot.camera?.note) return found;
  return [...found, ...referencesIn(shot.camera.note).map((each) => ({ field: "camera.note" as const, ...each }))];
}

/** The names called in one text, with the offset of each `@`. */
export function referencesIn(text: string): { name: string; offset: number }[] {
  if (!text.includes("@")) return [];
  return [...text.matchAll(pattern)].map((match) => ({ name: match[1] as string, offset: match.index }));
}

/** The pass with every `@from` written `@to`; the same object when it calls nobody of that name. */
export function renameReferences(pass: Pass, from: string, to: string): Pass {
  const shots = pass.shots.map((shot) => renameInShot(shot, from, to));
  return shots.every((shot, index) => shot === pass.shots[index]) ? pass : { ...pass, shots };
}

function renameInShot(shot: Shot, from: string, to: string): Shot {
  const rename = (text: string) => text.replace(pattern, (match, name) => (name === from ? `@${to}` : match));
  const next = { ...shot };
  let changed = false;
  for (const field of referenceFields) {
    const text = shot[field];
    if (!text || rename(text) === text) continue;
    next[field] = rename(text);
    changed = true;
  }
  const note = shot.camera?.note;
  if (note && rename(note) !== note) {
    next.camera = { ...shot.camera, note: rename(note) };
    changed = true;
  }
  return changed ? next : shot;
}

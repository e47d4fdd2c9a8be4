/** Owns `@Name` references to elements in the texts of a shot: finding, checking and renaming them. */
import type { Pass, Shot } from "../project/model.ts";

const plainFields = ["action", "environment", "lighting", "mood", "ambience", "music"] as const;
const spokenFields = ["speaker", "line"] as const;
export type ReferenceField =
  | (typeof plainFields)[number]
  | "prompt"
  | "camera.lens"
  | "camera.note"
  | `dialogue[${number}].${(typeof spokenFields)[number]}`;

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
  return sentTexts(shot).flatMap(([field, text]) => referencesIn(text).map((each) => ({ field, ...each })));
}

/** Every typed text that is part of what is sent. */
function sentTexts(shot: Omit<Shot, "id">): [ReferenceField, string][] {
  if (shot.prompt !== undefined && shot.prompt !== null) return [["prompt", shot.prompt]];
  return [
    ...plainFields.map((field): [ReferenceField, string] => [field, shot[field] ?? ""]),
    ["camera.lens", shot.camera?.lens ?? ""],
    ["camera.note", shot.camera?.note ?? ""],
    ...(shot.dialogue ?? []).flatMap((spoken, index) =>
      spokenFields.map((key): [ReferenceField, string] => [`dialogue[${index}].${key}`, spoken[key]]),
    ),
  ];
}

/** Whether a name in this field is meant to be seen: sounds and spoken lines show nobody. */
export function isSeen({ field }: Pick<Reference, "field">): boolean {
  return !/^(ambience|music|dialogue)/.test(field);
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
  for (const field of [...plainFields, "prompt"] as const) {
    const text = shot[field];
    if (!text || rename(text) === text) continue;
    next[field] = rename(text);
    changed = true;
  }
  for (const key of ["lens", "note"] as const) {
    const text = shot.camera?.[key];
    if (!text || rename(text) === text) continue;
    next.camera = { ...next.camera, [key]: rename(text) };
    changed = true;
  }
  const dialogue = shot.dialogue?.map(({ speaker, line }) => ({ speaker: rename(speaker), line: rename(line) }));
  if (dialogue && JSON.stringify(dialogue) !== JSON.stringify(shot.dialogue)) {
    next.dialogue = dialogue;
    changed = true;
  }
  return changed ? next : shot;
}

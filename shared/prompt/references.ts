/** Owns `@Name` references to elements in the texts of a shot: finding, checking and renaming them. */
import type { Look, Pass, Shot } from "../project/model.ts";
import { renameOnStage } from "../project/stage-names.ts";

const plainFields = ["action", "environment", "lighting", "mood", "ambience", "music"] as const;
const spokenFields = ["speaker", "line"] as const;
const lookFields = ["lighting", "mood", "lens", "palette"] as const;
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

/** A name called in the look of a pass. */
export interface LookReference extends Omit<Reference, "field"> {
  readonly field: `look.${(typeof lookFields)[number]}`;
}

/** Every reference of a look, which every shot of its pass says. */
export function referencesOfLook(look: Look | undefined): LookReference[] {
  if (look === undefined) return [];
  return lookFields.flatMap((field) =>
    referencesIn(look[field] ?? "").map((each) => ({ field: `look.${field}` as const, ...each })),
  );
}

/** The names that a pass calls, in its shots and then in its look, each once. */
export function namesCalledIn(pass: {
  readonly shots: readonly Omit<Shot, "id">[];
  readonly look?: Look | undefined;
}): Set<string> {
  return new Set([...pass.shots.flatMap(referencesOf), ...referencesOfLook(pass.look)].map(({ name }) => name));
}

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

/** The pass with every `@from` written `@to`, on its stage too; the same object when it calls nobody of that name. */
export function renameReferences(pass: Pass, from: string, to: string): Pass {
  const rename = (text: string) => text.replace(pattern, (match, name) => (name === from ? `@${to}` : match));
  // A speaker is named without the sign.
  const named = renameIn(pass, rename, (name) => (name.trim() === from ? to : rename(name)));
  return renameOnStage(named, from, to);
}

/** The pass with these names in plain words, `@Night_Driver` as `Night Driver`; the same object when it calls none of them. */
export function withPlainNames(pass: Pass, names: ReadonlySet<string>): Pass {
  const rename = (text: string) =>
    text.replace(pattern, (match, name: string) =>
      names.has(name) ? name.replaceAll("_", " ").trim() || name : match,
    );
  return renameIn(pass, rename, rename);
}

function renameIn(pass: Pass, rename: Rename, renameSpeaker: Rename): Pass {
  const shots = pass.shots.map((shot) => renameInShot(shot, rename, renameSpeaker));
  const look = renameInLook(pass.look, rename);
  if (look === pass.look && shots.every((shot, index) => shot === pass.shots[index])) return pass;
  return { ...pass, shots, ...(look === undefined ? {} : { look }) };
}

type Rename = (text: string) => string;

function renameInLook(look: Look | undefined, rename: Rename): Look | undefined {
  const changed = lookFields.flatMap((field) => {
    const text = look?.[field];
    return text && rename(text) !== text ? [[field, rename(text)]] : [];
  });
  return changed.length === 0 ? look : { ...look, ...Object.fromEntries(changed) };
}

function renameInShot(shot: Shot, rename: Rename, renameSpeaker: Rename): Shot {
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
  const dialogue = shot.dialogue?.map((spoken) => ({
    ...spoken,
    speaker: renameSpeaker(spoken.speaker),
    line: rename(spoken.line),
  }));
  if (dialogue && JSON.stringify(dialogue) !== JSON.stringify(shot.dialogue)) {
    next.dialogue = dialogue;
    changed = true;
  }
  return changed ? next : shot;
}

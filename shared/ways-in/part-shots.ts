/** Owns making shots of a script's parts: which parts go into one shot, how long it is, and what its fields say. */
import type { BudgetLimits } from "../budget/resize.ts";
import type { Camera, ScriptPart as KeptPart, Shot } from "../project/model.ts";
import { createNameWriter, nameOfCue, voiceOfCue } from "./character-names.ts";
import type { DraftShot } from "./draft.ts";
import { lengthWithin } from "./fill-passes.ts";
import { countWords, kindOfPart, type PartKind, readSpeech } from "./script-parts.ts";
import { readShotLine, readTransition } from "./shot-line.ts";

/** What of a script is the same for all of its shots. */
export interface ShotWords {
  /** Elements by the names that the script writes in capitals. */
  readonly elements: ReadonlyMap<string, string>;
  readonly writeNames: (text: string) => string;
}

export function createShotWords(elements: ReadonlyMap<string, string>): ShotWords {
  return { elements, writeNames: createNameWriter(elements) };
}

/** Longer than this, a shot gets no further words; the next ones begin another. */
const joinedMsMax = 10_000;
const shortWordsMax = 4;
/** Parts of one shot; a project keeps no more of them. */
const partsMax = 50;

/** Whether a part goes into the shot that `parts` make so far. */
export function joinsShot(parts: readonly KeptPart[], part: KeptPart): boolean {
  if (parts.length >= partsMax) return false;
  const kinds = parts.map(kindOfPart);
  const kind = kindOfPart(part);
  if (kind === "note") return true;
  if (kind === "transition") return kinds.every(leads);
  // What only says how a shot comes still waits for what is seen.
  const seen = parts.filter((each) => !leads(kindOfPart(each)));
  if (seen.length === 0) return true;
  if (kind === "speech") return lengthOf([...parts, part]) <= joinedMsMax;
  if (kind === "shot" || readShotLine(part.text)) return false;
  if (kinds.includes("speech")) return false;
  if (seen.every(isBareShotLine)) return true;
  return countWords(part.text) <= shortWordsMax && lengthOf([...parts, part]) <= 6000;
}

/** Whether a part of this kind is nothing that is seen or heard. */
function leads(kind: PartKind): boolean {
  return kind === "transition" || kind === "note";
}

/** `CLOSE ON THE GEAR`: what happens there is said in the next paragraph. */
function isBareShotLine(part: KeptPart): boolean {
  const line = readShotLine(part.text);
  return (
    kindOfPart(part) === "shot" || (line !== null && countWords(line.rest) <= shortWordsMax && !/[a-z]/.test(line.rest))
  );
}

/** The parts of a scene as shots, in their order. */
export function groupParts<Part extends KeptPart>(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last && joinsShot(last, part)) last.push(part);
    else groups.push([part]);
  }
  const last = groups.at(-1) ?? [];
  // Nothing comes in by what stands at the end of the script.
  if (groups.length > 1 && last.every((part) => leads(kindOfPart(part))))
    groups.splice(-2, 2, [...(groups.at(-2) ?? []), ...last]);
  return groups;
}

/** How long the parts take: speech at 2.5 words a second, action by its words and by how much happens. */
function lengthOf(parts: readonly KeptPart[]): number {
  let actionMs = 0;
  let speechMs = 0;
  for (const part of parts) {
    const kind = kindOfPart(part);
    if (kind === "speech") {
      const { words } = readSpeech(part);
      speechMs += words === "" ? 0 : (countWords(words) / 2.5) * 1000 + 500;
    } else if (kind === "action" || kind === "shot") {
      const verbs = part.text.match(/(?<=\s)\p{Ll}{2,}(?:s|ed|ing)(?!\p{L})/gu)?.length ?? 0;
      actionMs += countWords(part.text) * 180 + verbs * 250;
    }
  }
  const action = actionMs === 0 ? 0 : Math.min(8000, Math.max(2000, 800 + actionMs));
  return speechMs === 0 ? Math.max(2000, action) : Math.max(action, speechMs + Math.min(action, 1500));
}

/** The length of a shot of these parts, on the model's step and long enough for what is said. */
export function shotLength(parts: readonly KeptPart[], limits: BudgetLimits): number {
  return lengthWithin(Math.ceil(lengthOf(parts) / limits.stepMs) * limits.stepMs, limits);
}

/** The fields of a shot that a script gives. */
export type ScriptFields = Pick<Shot, "action" | "environment" | "dialogue" | "notes" | "transition" | "camera">;

/** What the parts say of their shot; absent where they say nothing. */
export function fieldsOfParts(parts: readonly KeptPart[], environment: string, words: ShotWords): ScriptFields {
  const action: string[] = [];
  const dialogue: { speaker: string; line: string }[] = [];
  const notes: string[] = [];
  let camera: Camera = {};
  let transition: Shot["transition"];
  const spokenBy: string[] = [];
  for (const part of parts) {
    switch (kindOfPart(part)) {
      case "transition":
        if (action.length > 0 || dialogue.length > 0) notes.push(part.text);
        else transition = readTransition(part.text);
        break;
      case "note":
        notes.push(part.text);
        break;
      case "speech": {
        const { cue, manner, words: line, dual } = readSpeech(part);
        const speaker = words.elements.get(nameOfCue(cue)) ?? nameOfCue(cue);
        const voice = voiceOfCue(cue);
        if (line !== "" && dialogue.length < 100) dialogue.push({ speaker, line });
        if (voice === "") spokenBy.push(speaker);
        const said = [voice && `(${voice})`, ...manner, dual && "(at the same time)"].filter(Boolean);
        if (said.length > 0) notes.push(`${speaker}: ${said.join(" ")}`);
        break;
      }
      default: {
        const line = readShotLine(part.text);
        camera = { ...line?.camera, ...camera };
        const said = line ? line.rest : part.text;
        const written = words.writeNames(said);
        if (said !== "") action.push(line ? begin(written) : calm(written));
      }
    }
  }
  const speakers = [...new Set(spokenBy)];
  if (action.length === 0 && speakers.length > 0)
    action.push(
      `${speakers.map((name) => refer(name, words)).join(" and ")} ${speakers.length === 1 ? "speaks" : "speak"}.`,
    );
  return {
    ...(transition === undefined || transition === "cut" ? {} : { transition }),
    ...(Object.keys(camera).length === 0 ? {} : { camera }),
    ...(action.length === 0 ? {} : { action: joinSentences(action) }),
    ...(environment === "" ? {} : { environment }),
    ...(dialogue.length === 0 ? {} : { dialogue }),
    ...(notes.length === 0 ? {} : { notes: notes.join("\n").slice(0, 20_000) }),
  };
}

export function shotOfParts(
  parts: readonly KeptPart[],
  environment: string,
  words: ShotWords,
  limits: BudgetLimits,
): DraftShot {
  const fromScript = parts.map(({ key, text }) => ({ key, text }));
  return { durationMs: shotLength(parts, limits), ...fieldsOfParts(parts, environment, words), fromScript };
}

function refer(name: string, { elements }: ShotWords): string {
  return [...elements.values()].includes(name) ? `@${name}` : name;
}

/** Words that are all in capitals, as a line of direction is, in small letters; names of elements stay. */
function calm(text: string): string {
  const plain = text.replace(/@[\p{L}\p{N}_]+/gu, "");
  if (/\p{Ll}/u.test(plain) || !/\p{Lu}{2}/u.test(plain)) return text;
  const small = text.replace(/@[\p{L}\p{N}_]+|\p{L}+/gu, (word) => (word.startsWith("@") ? word : word.toLowerCase()));
  return small.charAt(0).toUpperCase() + small.slice(1);
}

/** What follows a direction: it begins in capitals with what the camera sees, and as a sentence here. */
function begin(text: string): string {
  const [, seen = "", rest = text] = /^([^:]{1,60}?)(\s*:.*)$/s.exec(text) ?? [];
  const words = `${seen === "" ? "" : calm(seen)}${seen === "" ? calm(rest) : rest}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function joinSentences(sentences: readonly string[]): string {
  return sentences
    .map((text, index) => (index < sentences.length - 1 && !/[.!?…:;,"”’'–—-]$/.test(text) ? `${text}.` : text))
    .join(" ")
    .slice(0, 20_000);
}

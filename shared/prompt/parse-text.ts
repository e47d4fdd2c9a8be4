/** Owns reading a free text back into the fields of a shot: the sentences that `compileShotText` writes are known again, the rest is action. */
import type { Camera, Shot } from "../project/model.ts";
import type { CameraAngle, CameraMove, ShotSize, Transition } from "../project/vocabulary.ts";
import { compileShotText } from "./compile.ts";
import { describeMove } from "./pacing.ts";
import { angleWords, moveWords, sizeWords, transitionWords } from "./vocabulary.ts";

/** The fields that say a shot in place of a free text. */
export type SaidFields = Pick<
  Shot,
  | "transition"
  | "slowMotion"
  | "camera"
  | "action"
  | "environment"
  | "lighting"
  | "mood"
  | "dialogue"
  | "ambience"
  | "music"
>;

/**
 * The fields that say what `text` says. Where those that the shot has already (`before`) say a part of it, they stay as they were typed.
 * What was compiled comes back whole: compiled again, it is the same text.
 */
export function parseShotText(text: string, before: SaidFields = {}): SaidFields {
  const said = text.trim();
  const kept = pickSaid(before);
  if (said === "" || compileShotText(kept) === said) return said === "" ? {} : kept;
  const known = parse(said, kept, true);
  const alone = [parse(said, {}, true), parse(said, {}, false), { action: said }];
  // What the shot says already counts for more than the order of the sentences, and no word may get lost.
  if (!sameData(known, alone[0]) && keepsWords(known, said)) return known;
  return (
    alone.find((fields) => compileShotText(fields) === said) ??
    alone.find((fields) => keepsWords(fields, said)) ?? { action: said }
  );
}

function keepsWords(fields: SaidFields, text: string): boolean {
  const words = (said: string) =>
    said
      .toLowerCase()
      .match(/[\p{L}\p{N}@]+/gu)
      ?.toSorted()
      .join(" ") ?? "";
  return words(compileShotText(fields)) === words(text);
}

function sameData(left: SaidFields, right: SaidFields | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function pickSaid(shot: SaidFields): SaidFields {
  const { transition, slowMotion, camera, action, environment, lighting, mood, dialogue, ambience, music } = shot;
  const fields = { transition, slowMotion, camera, action, environment, lighting, mood, dialogue, ambience, music };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as SaidFields;
}

const labels = { Lighting: "lighting", Mood: "mood", Ambience: "ambience", Music: "music" } as const;
/** Where a sentence begins that has a field of its own: a label, or somebody who speaks. */
const marker =
  /(?<=^|[.!?…"”:]\s+)(?:(Lighting|Mood|Ambience|Music): |([^.!?…"”:\n]{1,200}?) says(?: in ([^.!?…"”:\n]{1,40}))?: "([^"]*)"\.?(?=\s|$))/gu;

function parse(text: string, before: SaidFields, readsCamera: boolean): SaidFields {
  const transition = (Object.keys(transitionWords) as Transition[]).find(
    (each) => transitionWords[each] !== "" && text.startsWith(transitionWords[each]),
  );
  const rest = transition ? text.slice(transitionWords[transition].length).trimStart() : text;
  const marks = [...rest.matchAll(marker)];
  const head = rest.slice(0, marks[0]?.index ?? rest.length).trim();
  const { fields: seen, rest: told } = readsCamera ? readCamera(head, before) : { fields: {}, rest: head };
  const fields: SaidFields = { ...(transition ? { transition } : {}), ...seen };
  /** What stands behind a sentence that has a field, and belongs to none. */
  const left: string[] = [];
  for (const [index, mark] of marks.entries()) {
    const [all, label, speaker, language, line] = mark;
    const after = rest.slice(mark.index + all.length, marks[index + 1]?.index ?? rest.length).trim();
    if (label !== undefined) {
      const field = labels[label as keyof typeof labels];
      const { value, extra } = takeValue(after, before[field], label);
      if (fields[field] !== undefined) left.push(`${label}: ${after}`);
      else fields[field] = value;
      if (fields[field] === value && extra !== "") left.push(extra);
    } else {
      const words = line as string;
      const name = speaker === "A voice" ? "" : (speaker as string);
      fields.dialogue = [...(fields.dialogue ?? []), sameLine(before, name, words, language)];
      if (after !== "") left.push(after);
    }
  }
  return { ...fields, ...readAction(told, left.join(" "), before) };
}

/** Of what follows a label, what the field had already; without that, all of it. */
function takeValue(after: string, known: string | undefined, label: string): { value: string; extra: string } {
  const said = known === undefined ? "" : compileShotText({ [labels[label as keyof typeof labels]]: known });
  const before = said.slice(label.length + 2);
  if (before !== "" && isStart(after, before))
    return { value: known as string, extra: after.slice(before.length).trim() };
  return { value: unclosed(after), extra: "" };
}

function sameLine(before: SaidFields, speaker: string, line: string, language: string | undefined) {
  const known = before.dialogue?.find(
    (each) => each.speaker.trim().toLowerCase() === speaker.toLowerCase() && each.line.trim() === line,
  );
  return known ?? { speaker, line, ...(language === undefined ? {} : { language }) };
}

/** What happens, and where: an environment that the shot had and that stands at the end of `told` stays one. `more` is said after it. */
function readAction(told: string, more: string, { action, environment }: SaidFields): SaidFields {
  const place = compileShotText({ environment });
  const hasPlace = place !== "" && isEnd(told, place);
  const first = hasPlace ? told.slice(0, told.length - place.length).trim() : told;
  const happens = [first, more].filter(Boolean).join(" ");
  const isKnown = action !== undefined && compileShotText({ action }) === happens;
  return {
    ...(happens === "" ? {} : { action: isKnown ? action : unclosed(happens) }),
    ...(hasPlace ? { environment } : {}),
  };
}

const sizes = Object.entries(sizeWords) as [ShotSize, string][];
const angles = Object.entries(angleWords) as [CameraAngle, string][];
const moves = Object.entries(moveWords) as [CameraMove, string][];

/** The camera that the first sentence describes; none where it does not begin as one does. */
function readCamera(text: string, before: SaidFields): { fields: SaidFields; rest: string } {
  const known = { camera: before.camera, ...(before.slowMotion ? { slowMotion: true } : {}) };
  const said = compileShotText(known);
  if (said !== "" && isStart(text, said)) {
    return { fields: pickSaid(known), rest: text.slice(said.length).trim() };
  }
  const first = /^.*?[.!?…"”](?=\s|$)/su.exec(text)?.[0] ?? text;
  const fields = withKnownPacing(readCameraSentence(first.replace(/\.$/, "")), before.camera);
  return fields ? { fields, rest: text.slice(first.length).trim() } : { fields: {}, rest: text };
}

function readCameraSentence(sentence: string): SaidFields | null {
  const camera: Camera = {};
  const notes: string[] = [];
  let slowMotion = false;
  const clauses = sentence.split(", ");
  for (const [index, clause] of clauses.entries()) {
    const framing = index === 0 ? readFraming(clause) : null;
    const move = moves.find(([, words]) => sameWords(words, clause))?.[0];
    const lens = /^(.+) lens$/u.exec(clause)?.[1];
    if (framing) Object.assign(camera, framing);
    else if (move && camera.move === undefined && notes.length === 0) camera.move = move;
    else if (lens && camera.lens === undefined && notes.length === 0) camera.lens = lens;
    else if (notes.length === 0 && camera.lens === undefined && readPacing(clause, camera)) continue;
    else if (index === clauses.length - 1 && sameWords("slow motion", clause)) slowMotion = true;
    else notes.push(clause);
  }
  if (Object.keys(camera).length === 0 && !slowMotion) return null;
  if (notes.length > 0) camera.note = notes.join(", ");
  return {
    ...(Object.keys(camera).length > 0 ? { camera } : {}),
    ...(slowMotion ? { slowMotion } : {}),
  };
}

/** What each word of pacing stands for: a value in the middle of those that are said so. */
const pacings: readonly (readonly [RegExp, (camera: Camera) => Camera])[] = [
  [/^after a still beat$/i, (camera) => ({ ...camera, hold: { start: 10, end: camera.hold?.end ?? 0 } })],
  [/^after a long still beat$/i, (camera) => ({ ...camera, hold: { start: 25, end: camera.hold?.end ?? 0 } })],
  [/^coming to rest for a beat$/i, (camera) => ({ ...camera, hold: { start: camera.hold?.start ?? 0, end: 10 } })],
  [/^coming to rest for a long beat$/i, (camera) => ({ ...camera, hold: { start: camera.hold?.start ?? 0, end: 25 } })],
  [/^barely noticeable (?:movement|zoom|focus shift|shake)$/i, (camera) => ({ ...camera, strength: 25 })],
  [/^subtle (?:movement|zoom|focus shift|shake)$/i, (camera) => ({ ...camera, strength: 60 })],
  [/^pronounced (?:movement|zoom|focus shift|shake)$/i, (camera) => ({ ...camera, strength: 145 })],
  [/^very strong (?:movement|zoom|focus shift|shake)$/i, (camera) => ({ ...camera, strength: 180 })],
  [/^at an even speed$/i, (camera) => ({ ...camera, easing: 0 })],
  [/^easing in and out$/i, (camera) => ({ ...camera, easing: 70 })],
  [/^starting and stopping very softly$/i, (camera) => ({ ...camera, easing: 100 })],
];

function readPacing(clause: string, camera: Camera): boolean {
  const pacing = pacings.find(([pattern]) => pattern.test(clause));
  if (pacing) Object.assign(camera, pacing[1](camera));
  return pacing !== undefined;
}

/** The pacing that the shot had, where that is said in the same words. */
function withKnownPacing(fields: SaidFields | null, before: Camera | undefined): SaidFields | null {
  if (!fields?.camera || !before) return fields;
  const { strength: _strength, easing: _easing, hold: _hold, ...camera } = fields.camera;
  const { strength, easing, hold } = before;
  const pacing = Object.entries({ strength, easing, hold }).filter(([, value]) => value !== undefined);
  const known: Camera = { ...camera, ...Object.fromEntries(pacing) };
  return describeMove(known) === describeMove(fields.camera) ? { ...fields, camera: known } : fields;
}

function readFraming(clause: string): Pick<Camera, "size" | "angle"> | null {
  // Of two that begin alike, the longer one is meant.
  const size = sizes
    .filter(([, words]) => isStart(clause, words) && /^(?:$|\s)/u.test(clause.slice(words.length)))
    .toSorted(([, left], [, right]) => right.length - left.length)[0];
  const rest = clause.slice(size?.[1].length ?? 0).trim();
  const angle = angles.find(([, words]) => sameWords(words, rest))?.[0];
  if ((!size && !angle) || (rest !== "" && !angle)) return null;
  return { ...(size ? { size: size[0] } : {}), ...(angle ? { angle } : {}) };
}

function sameWords(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Whether `text` begins with `start`, whole words of it. */
function isStart(text: string, start: string): boolean {
  return sameWords(text.slice(0, start.length), start) && !/^[\p{L}\p{N}]/u.test(text.slice(start.length));
}

function isEnd(text: string, end: string): boolean {
  const from = text.length - end.length;
  return from >= 0 && text.endsWith(end) && (from === 0 || /\s/u.test(text[from - 1] as string));
}

/** Without the period that compiling puts there again. */
function unclosed(text: string): string {
  return /[^.!?…"”]\.$/u.test(text) ? text.slice(0, -1) : text;
}

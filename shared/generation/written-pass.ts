/** Owns a pass as a profile's model will read it: texts in the service's grammar, only what the profile takes, before any service's own field names. */
import type { ModelProfile } from "../models/profile.ts";
import type { Element, Pass, Shot } from "../project/model.ts";
import type { AspectRatio, ElementKind } from "../project/vocabulary.ts";
import { compilePictureText, compileShotText, negativePromptOf } from "../prompt/compile.ts";
import { namesCalledIn, referencesIn } from "../prompt/references.ts";
import { keyframesOf, startFrameOf } from "./keyframes.ts";
import { resolutionFor } from "./resolution.ts";
import {
  cleanText,
  joinInline,
  joinTimed,
  protectInline,
  protectTimed,
  replaceReferences,
  timedHeads,
} from "./written-text.ts";

/** An element that the pass calls. `images`: references to images, the frontal one first. */
export interface WrittenElement {
  readonly name: string;
  readonly kind: ElementKind;
  readonly description: string;
  readonly images: readonly string[];
  /** The element's own id in the request, of fixed width, such as `el01`. */
  readonly id: string;
}

export interface WrittenPass {
  readonly title: string;
  readonly durationMs: number;
  /** Each text as the service reads it, references in its grammar. */
  readonly shots: readonly { readonly durationMs: number; readonly text: string }[];
  /** All in one text: the only shot's own, the inline or timed grammar of several, or their texts joined. */
  readonly prompt: string;
  /** In the order in which they are first called. */
  readonly elements: readonly WrittenElement[];
  readonly startFrame: string | null;
  readonly endFrame: string | null;
  /** Between the two, in order, where the model takes any; absent: none. */
  readonly keyframes?: readonly string[] | undefined;
  readonly aspectRatio: AspectRatio;
  /** One that the profile makes. */
  readonly resolution: string;
  readonly audio: boolean;
  /** Null where the profile takes none or the pass wants none. */
  readonly negativePrompt: string | null;
  readonly guidance: number | null;
}

export type WritablePass = Omit<Pass, "id" | "shots"> & { readonly shots: readonly Omit<Shot, "id">[] };
export type WritableElement = Pick<Element, "name" | "kind" | "description" | "images">;

/** The part of a profile that decides how a pass is written. */
export type WritingProfile = Pick<ModelProfile, "limits" | "grammar"> & Partial<Pick<ModelProfile, "output">>;

interface OneText {
  readonly protect: (text: string) => string;
  readonly join: (shots: WrittenPass["shots"], pass: WritablePass) => string;
}

/** The grammars that have several shots in one text. */
const inOneText: Partial<Record<ModelProfile["grammar"]["shots"], OneText>> = {
  inline: { protect: protectInline, join: joinInline },
  timed: {
    protect: protectTimed,
    join: (shots, pass) => joinTimed(shots.map((shot, index) => ({ ...shot, cutsTo: cutsTo(pass.shots[index]) }))),
  },
};

function cutsTo(shot: Pick<Shot, "transition"> | undefined): boolean {
  return (shot?.transition ?? "cut") === "cut";
}

/** What the model reads before the words of each shot, such as `Cut to: Shot 2 (4–9 s): `; nothing where shots are told apart otherwise. */
export function headsOf(
  { grammar }: Pick<WritingProfile, "grammar">,
  { shots }: Pick<WritablePass, "shots">,
): string[] {
  if (grammar.shots !== "timed" || shots.length < 2) return shots.map(() => "");
  return timedHeads(shots.map((shot) => ({ durationMs: shot.durationMs, cutsTo: cutsTo(shot) })));
}

/** Writes a pass for a profile of films; what the profile lacks is left out (the preflight says so before). */
export function writePass(
  profile: WritingProfile,
  elements: readonly WritableElement[],
  pass: WritablePass,
): WrittenPass {
  const { limits } = profile;
  const called = calledElements(elements, [...namesCalledIn(pass)]).slice(0, limits.elementsMax);
  const grammar = pass.shots.length > 1 ? inOneText[profile.grammar.shots] : undefined;
  const shots = pass.shots.map((shot) => {
    const said = profile.grammar.references === "as-typed" ? shot : withSpeakersCalled(shot, called);
    const text = writeText(profile, called, compileShotText(said, pass.look));
    return { durationMs: shot.durationMs, text: grammar ? grammar.protect(text) : text };
  });
  return {
    title: titleOf(pass),
    durationMs: pass.shots.reduce((sum, shot) => sum + shot.durationMs, 0),
    shots,
    prompt: grammar ? grammar.join(shots, pass) : shots.map(({ text }) => text).join(" "),
    elements: called,
    ...writeParameters(profile, pass),
  };
}

/** What a profile of films takes of a pass besides its texts. */
export function writeParameters(
  profile: WritingProfile,
  pass: WritablePass,
): Pick<
  WrittenPass,
  "startFrame" | "endFrame" | "keyframes" | "aspectRatio" | "resolution" | "audio" | "negativePrompt" | "guidance"
> {
  const { limits } = profile;
  const keyframes = keyframesOf(limits, pass).sent.map(({ image }) => image);
  return {
    startFrame: limits.startFrame ? (startFrameOf(limits, pass) ?? null) : null,
    endFrame: limits.endFrame ? (pass.endFrame ?? null) : null,
    ...(keyframes.length === 0 ? {} : { keyframes }),
    aspectRatio: pass.aspectRatio,
    resolution: resolutionFor(profile, pass.resolution),
    audio: limits.audio && (limits.audioAlways || (pass.audio ?? false)),
    negativePrompt: limits.negativePrompt ? cleanText(negativePromptOf(pass)) || null : null,
    guidance: limits.guidance ? (pass.guidance ?? null) : null,
  };
}

/**
 * Writes what a profile of stills draws for the pass: `prompt`, or the picture of the first shot where it is null. Elements
 * become numbered input images, in the order of `elements` and of their `images`; a line for each says whom they show.
 */
export function writeStill(
  profile: WritingProfile,
  elements: readonly WritableElement[],
  pass: WritablePass,
  prompt: string | null,
): WrittenPass {
  const [first] = pass.shots;
  const picture = cleanText(prompt ?? (first ? compilePictureText(first, pass.look) : ""));
  const names = referencesIn(picture).map(({ name }) => name);
  const called = calledElements(elements, names).slice(0, profile.limits.elementsMax);
  const text = [
    ...introductions(called),
    replaceReferences(picture, (name) => (called.some((each) => each.name === name) ? plainName(name) : null)),
  ].join("\n");
  return {
    title: titleOf(pass),
    durationMs: 0,
    shots: [{ durationMs: 0, text }],
    prompt: text,
    elements: called,
    startFrame: null,
    endFrame: null,
    aspectRatio: pass.aspectRatio,
    resolution: resolutionFor(profile, pass.resolution),
    audio: false,
    negativePrompt: null,
    guidance: null,
  };
}

function titleOf(pass: WritablePass): string {
  return `${pass.scene} ${pass.name}`;
}

/** Those of `names` that there are, each once, in the order of the names. */
function calledElements(elements: readonly WritableElement[], names: readonly string[]): WrittenElement[] {
  const found = [...new Set(names)].flatMap((name) => elements.find((element) => element.name === name) ?? []);
  return found.map(({ name, kind, description, images }, index) => ({
    name,
    kind,
    description: description ?? "",
    images,
    id: `el${String(index + 1).padStart(2, "0")}`,
  }));
}

/** A speaker who is seen in the pass is the same as the element of that name: written as one, the service knows it too. */
function withSpeakersCalled(shot: Omit<Shot, "id">, called: readonly WrittenElement[]): Omit<Shot, "id"> {
  if (!shot.dialogue) return shot;
  const dialogue = shot.dialogue.map((spoken) => {
    const name = spoken.speaker.trim();
    return called.some((each) => each.name === name) ? { ...spoken, speaker: `@${name}` } : spoken;
  });
  return { ...shot, dialogue };
}

/** The text with its references as the profile writes them; whoever is not sent is named in plain words. */
function writeText(profile: WritingProfile, called: readonly WrittenElement[], compiled: string): string {
  const { references } = profile.grammar;
  if (references === "as-typed") return compiled;
  const seen = new Set<string>();
  // Every other @ or angle bracket might pass for a reference, and two braces for a place that the app itself fills in.
  const typed = cleanText(compiled)
    .replaceAll("<", "‹")
    .replaceAll(">", "›")
    .replace(/\{(?=\{)/g, "{ ");
  return replaceReferences(typed, (name) => {
    const index = called.findIndex((element) => element.name === name);
    if (index === -1) return null;
    const again = seen.has(name);
    seen.add(name);
    return tokenOf(references, called, index, again);
  });
}

function tokenOf(
  references: Exclude<ModelProfile["grammar"]["references"], "as-typed">,
  called: readonly WrittenElement[],
  index: number,
  again: boolean,
): string {
  const element = called[index] as WrittenElement;
  switch (references) {
    case "id":
      return `@${element.id}`;
    case "element-index":
      return `<<<element_${index + 1}>>>`;
    case "Element-index":
      return `@Element${index + 1}`;
    case "image-index":
    case "Image-index": {
      const before = imagesBefore(called, index);
      const images = element.images.map((_, at) => imageToken(references, before + at + 1));
      // Once a shot, all views; then the frontal one stands for the element.
      return (again ? images.slice(0, 1) : images).join(" ");
    }
  }
}

function imageToken(references: "image-index" | "Image-index", number: number): string {
  return references === "image-index" ? `<<<image_${number}>>>` : `@Image${number}`;
}

function imagesBefore(called: readonly WrittenElement[], index: number): number {
  return called.slice(0, index).reduce((sum, each) => sum + each.images.length, 0);
}

function introductions(called: readonly WrittenElement[]): string[] {
  return called.flatMap(({ name, description, images }, index) => {
    const first = imagesBefore(called, index) + 1;
    const last = first + images.length - 1;
    if (images.length === 0) return [];
    const which =
      last === first ? `image ${first} shows` : `images ${first} ${last - first > 1 ? "to" : "and"} ${last} show`;
    const what = cleanText(description).trim().replace(/\.$/, "");
    return [`Input ${which} ${plainName(name)}${what && `: ${what}`}.`];
  });
}

function plainName(name: string): string {
  return name.replaceAll("_", " ").trim() || name;
}

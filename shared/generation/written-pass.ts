/** Owns a pass as a profile's model will read it: texts in the service's grammar, only what the profile takes, before any service's own field names. */
import type { ModelProfile } from "../models/profile.ts";
import type { Element, Pass, Shot } from "../project/model.ts";
import type { AspectRatio, ElementKind } from "../project/vocabulary.ts";
import { compileShotText, negativePromptOf } from "../prompt/compile.ts";
import { referencesIn, referencesOf } from "../prompt/references.ts";

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
  /** All in one text: the only shot's own, the inline grammar of several, or their texts joined. */
  readonly prompt: string;
  /** In the order in which they are first called. */
  readonly elements: readonly WrittenElement[];
  readonly startFrame: string | null;
  readonly endFrame: string | null;
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

/** Writes a pass for a profile; what the profile lacks is left out (the preflight says so before). */
export function writePass(
  profile: ModelProfile,
  elements: readonly WritableElement[],
  pass: WritablePass,
): WrittenPass {
  const { limits } = profile;
  const called = calledElements(elements, pass).slice(0, limits.elementsMax);
  const shots = pass.shots.map((shot) => ({ durationMs: shot.durationMs, text: writeShotText(profile, called, shot) }));
  const resolution = limits.resolutions.includes(pass.resolution) ? pass.resolution : (limits.resolutions[0] ?? "");
  return {
    title: `${pass.scene} ${pass.name}`,
    durationMs: pass.shots.reduce((sum, shot) => sum + shot.durationMs, 0),
    shots,
    prompt: joinShots(profile, shots),
    elements: called,
    startFrame: limits.startFrame ? (pass.startFrame ?? null) : null,
    endFrame: limits.endFrame ? (pass.endFrame ?? null) : null,
    aspectRatio: pass.aspectRatio,
    resolution,
    audio: limits.audio ? (pass.audio ?? false) : false,
    negativePrompt: limits.negativePrompt ? negativePromptOf(pass) || null : null,
    guidance: limits.guidance ? (pass.guidance ?? null) : null,
  };
}

/** The elements that a pass calls, in the order in which it first does. */
function calledElements(elements: readonly WritableElement[], pass: WritablePass): WrittenElement[] {
  const names = new Set(pass.shots.flatMap((shot) => referencesOf(shot).map((reference) => reference.name)));
  const found = [...names].flatMap((name) => elements.find((element) => element.name === name) ?? []);
  return found.map(({ name, kind, description, images }, index) => ({
    name,
    kind,
    description: description ?? "",
    images,
    id: `el${String(index + 1).padStart(2, "0")}`,
  }));
}

function writeShotText(profile: ModelProfile, called: readonly WrittenElement[], shot: Omit<Shot, "id">): string {
  // Three angle brackets are a service's own mark of a reference; typed ones must not pass for one.
  let text = compileShotText(shot).replace(/<{3,}/g, "<<").replace(/>{3,}/g, ">>");
  if (profile.grammar.shots === "inline") {
    // Semicolons part the shots of the inline grammar.
    text = text.replace(/[;；]/g, ",").replace(/\s+/g, " ").trim();
  }
  return writeReferences(profile, called, text);
}

function writeReferences(profile: ModelProfile, called: readonly WrittenElement[], text: string): string {
  let written = "";
  let from = 0;
  const seen = new Set<string>();
  for (const { name, offset } of referencesIn(text)) {
    const index = called.findIndex((element) => element.name === name);
    if (index === -1) continue;
    written += text.slice(from, offset) + tokenOf(profile, called, index, seen.has(name));
    seen.add(name);
    from = offset + 1 + name.length;
  }
  return written + text.slice(from);
}

function tokenOf(profile: ModelProfile, called: readonly WrittenElement[], index: number, again: boolean): string {
  const element = called[index] as WrittenElement;
  switch (profile.grammar.references) {
    case "as-typed":
      return `@${element.name}`;
    case "id":
      return `@${element.id}`;
    case "element-index":
      return `<<<element_${index + 1}>>>`;
    case "Element-index":
      return `@Element${index + 1}`;
    case "image-index": {
      const before = called.slice(0, index).reduce((sum, each) => sum + each.images.length, 0);
      const images = element.images.map((_, at) => `<<<image_${before + at + 1}>>>`);
      // Once a shot, all views; then the frontal one stands for the element.
      return (again ? images.slice(0, 1) : images).join(" ");
    }
  }
}

function joinShots(
  profile: ModelProfile,
  shots: readonly { readonly durationMs: number; readonly text: string }[],
): string {
  const [only] = shots;
  if (only && shots.length === 1) return only.text;
  if (profile.grammar.shots !== "inline") return shots.map(({ text }) => text).join(" ");
  return shots.map(({ durationMs, text }, index) => `shot ${index + 1}, ${durationMs / 1000}, ${text};`).join(" ");
}

/** Owns what is asked of an image model for a picture from blocking: which images go in which order, and the words that say who stands where. */
import { momentOfPlace, type SeenMoment, seeMoment } from "../animatic/blocked-moment.ts";
import { figureColorOf } from "../animatic/shades.ts";
import { AppError } from "../errors/app-error.ts";
import type { ModelProfile } from "../models/profile.ts";
import type { BlockedMoment } from "../project/kept-blocking.ts";
import type { Element, Pass, Project } from "../project/model.ts";
import type { StillPlace } from "../project/still-place.ts";
import { isLiving } from "../project/vocabulary.ts";
import { referencesIn } from "../prompt/references.ts";
import { strangerIn } from "../stage/people.ts";
import {
  figuresInFrame,
  type InFrame,
  poseOf,
  poseWords,
  propsInFrame,
  type SeenFigure,
  type SeenProp,
} from "../stage/positions.ts";
import type { Viewpoint } from "../stage/scene.ts";
import { resolutionFor } from "./resolution.ts";
import type { WrittenPass } from "./written-pass.ts";
import { cleanText, replaceReferences } from "./written-text.ts";

/** An element of which images go along; `first`: the number of its first one, as the words call it. */
export interface SentElement {
  readonly element: Element;
  readonly images: readonly string[];
  readonly first: number;
}

/** A picture that is to be made from blocking. */
export interface BlockingRequest {
  readonly moment: BlockedMoment;
  readonly seen: SeenMoment;
  /** In the order in which their images go, after the blocked frame, which is image 1. */
  readonly sent: readonly SentElement[];
  /** What the model has no room for, such as `2 images of @Tom`. */
  readonly leftOut: readonly string[];
  /** What is asked for, with an `@` before the name of each element whose images go along and of nobody else. */
  readonly text: string;
  /** The pass as its model judges it: `text` is its one shot's prompt. */
  readonly judged: Pass;
}

/** The blocked frame is image 1. */
const framesSent = 1;

/** What keeps a model from making a picture of blocking; null where nothing does. */
export function blockingFault({
  label,
  limits,
}: Pick<ModelProfile, "label" | "limits">): { readonly message: string; readonly next: string } | null {
  if (Math.min(limits.elementsMax, limits.referenceImagesMax ?? framesSent) >= framesSent) return null;
  const next = "Choose an image model that accepts images, such as Nano Banana Pro.";
  return { message: `${label} accepts no images, so it can't start from blocking.`, next };
}

/**
 * The request for the picture of a place, in these words. The images of the figures come first, as these stand in the frame from left to
 * right, then those of the props that show an element, then of what else the words name, places last. Nobody's image is sent who is out of
 * frame. Each has one image before anybody has two. Throws not-found for a place that is gone, and generation.refused for an element and for
 * a model that accepts no images.
 */
export function blockingRequest(
  project: Project,
  place: StillPlace,
  profile: Pick<ModelProfile, "label" | "limits">,
  words: string,
): BlockingRequest {
  const fault = blockingFault(profile);
  if (fault) throw new AppError("generation.refused", fault.message, { next: fault.next });
  if (place.kind === "element") {
    const next = "Generate the image of an element from its own first image.";
    throw new AppError("generation.refused", "Only a frame can be made from blocking.", { next });
  }
  const moment = momentOfPlace(project, place);
  const seen = moment && seeMoment(project, moment);
  if (!moment || !seen) {
    const next = "Undo brings it back; or choose another place for the image.";
    throw new AppError("not-found", "What this image is for is no longer in the project.", { next });
  }
  const figures = figuresInFrame(seen.scene, seen.frame);
  const props = propsInFrame(seen.scene, seen.frame).map((each) => ({
    ...each,
    element: elementOfProp(project.elements, seen, each),
  }));
  const find = (name: string | null | undefined) => project.elements.find((each) => each.name === name);
  const named = referencesIn(cleanText(words)).flatMap(({ name }) => find(name) ?? []);
  const others = named.filter(({ kind }) => !isLiving(kind));
  const wanted = unique([
    ...figures.flatMap(({ figure }) => find(figure.element) ?? []),
    ...props.flatMap(({ element }) => element ?? []),
    ...others.filter(({ kind }) => kind !== "scene"),
    ...others.filter(({ kind }) => kind === "scene"),
  ]);
  const { sent, leftOut } = shareOut(wanted, profile.limits);
  const away = unique(named.filter(({ kind }) => isLiving(kind))).filter((element) => !wanted.includes(element));
  const text = [
    "Image 1 is the blocking of this shot: a plain 3D sketch with mannequins. Keep its composition, framing, perspective and horizon, and where everyone and everything in it is, how large, in which pose, and facing which way.",
    ...figures.map((each) => figureWords(each, figures.length === 1, find(each.figure.element), sent)),
    ...props.flatMap(({ element, ...each }) =>
      element ? [`Replace the ${each.prop.body} ${whereOf(each)} with ${nameAndImages(element, sent)}.`] : [],
    ),
    ...otherThings(props.filter(({ element }) => !element).map(({ prop }) => called(prop.name, sent))),
    ...wanted
      .filter((element) => others.includes(element) && !props.some((each) => each.element === element))
      .map((element) =>
        element.kind === "scene"
          ? `The place is ${nameAndImages(element, sent)}.`
          : `Also in the picture: ${nameAndImages(element, sent)}.`,
      ),
    ...(away.length > 0 ? [`Not in the picture: ${away.map(({ name }) => plainName(name)).join(", ")}.`] : []),
    cameraWords(seen.scene.view),
    ...(words.trim() === "" ? [] : [`The shot: ${called(cleanText(words), sent)}`]),
    "Where these words and image 1 differ in framing or position, follow image 1. Nothing of the sketch itself may remain: no mannequins, no floor grid, no flat shading, no labels and no text.",
  ].join("\n");
  const { look: _said, startFrame: _start, endFrame: _end, ...pass } = seen.pass;
  const judged = { ...pass, shots: [{ id: seen.shot.id, durationMs: seen.shot.durationMs, prompt: text }] };
  return { moment, seen, sent, leftOut, text, judged };
}

/** As its model reads it; `frameId`: the stored image of the blocked frame. */
export function writeBlocking(
  profile: Pick<ModelProfile, "limits" | "output">,
  { seen: { pass }, sent, text }: BlockingRequest,
  frameId: string,
): WrittenPass {
  const frame = { name: "Blocking", kind: "other", description: "", images: [frameId], id: "el01" } as const;
  const prompt = replaceReferences(text, plainName);
  return {
    title: `${pass.scene} ${pass.name}`,
    durationMs: 0,
    shots: [{ durationMs: 0, text: prompt }],
    prompt,
    elements: [
      frame,
      ...sent.map(({ element: { name, kind, description = "" }, images }, index) => ({
        ...{ name, kind, description, images },
        id: `el${String(index + 2).padStart(2, "0")}`,
      })),
    ],
    ...{ startFrame: null, endFrame: null, aspectRatio: pass.aspectRatio },
    resolution: resolutionFor(profile, pass.resolution),
    ...{ audio: false, negativePrompt: null, guidance: null },
  };
}

function unique(elements: readonly Element[]): Element[] {
  return [...new Set(elements)];
}

/** The element that a prop was put there to show by hand, or is called as where the words put it there. */
function elementOfProp(
  elements: readonly Element[],
  { pass }: SeenMoment,
  { prop: { id, name, byHand } }: SeenProp,
): Element | undefined {
  const shown = pass.stage?.props?.find((each) => each.id === id)?.element;
  return elements.find((each) => (byHand ? each.name === shown : plainName(each.name) === name));
}

/** The other props, each kind once and no more of them than one reads. */
function otherThings(names: readonly string[]): string[] {
  const things = [...new Set(names)].slice(0, 12);
  if (things.length === 0) return [];
  return [`The other shapes stand for real things that fit the shot: ${things.join(", ")}.`];
}

/** Each element's first image, then each one's second, while the model has room. */
function shareOut(
  elements: readonly Element[],
  limits: ModelProfile["limits"],
): Pick<BlockingRequest, "sent" | "leftOut"> {
  const pictured = elements.filter(({ images }) => images.length > 0);
  const chosen = pictured.slice(0, Math.max(0, limits.elementsMax - framesSent));
  let room = (limits.referenceImagesMax ?? Number.POSITIVE_INFINITY) - framesSent;
  const counts = chosen.map(() => 0);
  for (let round = 0; round < limits.imagesPerElement.max && room > 0; round++) {
    for (const [index, { images }] of chosen.entries()) {
      if (images.length <= round || room <= 0) continue;
      counts[index] = round + 1;
      room -= 1;
    }
  }
  let next = framesSent + 1;
  const sent = chosen.flatMap((element, index): SentElement[] => {
    const images = element.images.slice(0, counts[index]);
    const first = next;
    next += images.length;
    return images.length === 0 ? [] : [{ element, images, first }];
  });
  const leftOut = pictured.flatMap((element) => {
    const missing = element.images.length - (sent.find((each) => each.element === element)?.images.length ?? 0);
    return missing === 0 ? [] : [`${missing === 1 ? "1 image" : `${missing} images`} of @${element.name}`];
  });
  return { sent, leftOut };
}

function figureWords(
  seen: SeenFigure,
  isAlone: boolean,
  element: Element | undefined,
  sent: readonly SentElement[],
): string {
  const { figure, facing } = seen;
  const color = isAlone ? "" : `${colorWord(figureColorOf(figure.color))} `;
  const body = figure.kind === "animal" ? "animal" : "mannequin";
  const which = [`the ${color}${body}`, poseWords[poseOf(figure)], whereOf(seen)].filter(Boolean).join(" ");
  const stranger = figure.element === null ? strangerIn(figure.name) : null;
  const plain = stranger === null ? called(figure.name, sent) : `a ${stranger} who fits the shot`;
  return `Replace ${which}, ${facing}, with ${element ? nameAndImages(element, sent) : plain}.`;
}

function whereOf({ third, plane }: Pick<InFrame, "third" | "plane">): string {
  return `in the ${third} third, ${plane}`;
}

/** Such as `@Mara (images 2 and 3: woman of forty)`. */
function nameAndImages(element: Element, sent: readonly SentElement[]): string {
  const own = sent.find((each) => each.element === element);
  const what = replaceReferences(cleanText(element.description ?? ""), plainName).replace(/\.$/, "");
  const last = own ? own.first + own.images.length - 1 : 0;
  const span = own && (last - own.first > 1 ? `${own.first} to ${last}` : `${own.first} and ${last}`);
  const images = own && (last === own.first ? `image ${last}` : `images ${span}`);
  const about = [images, what].filter(Boolean).join(": ");
  return `${own ? "@" : ""}${own ? element.name : plainName(element.name)}${about && ` (${about})`}`;
}

/** The words with an `@` before nobody but those whose images go along. */
function called(words: string, sent: readonly SentElement[]): string {
  return replaceReferences(words, (name) =>
    sent.some(({ element }) => element.name === name) ? `@${name}` : plainName(name),
  );
}

function plainName(name: string): string {
  return name.replaceAll("_", " ").trim() || name;
}

/** The lens, how high the camera stands, and how it looks. */
function cameraWords({ lens, at, tilt, roll }: Viewpoint): string {
  const steep = Math.round(Math.abs(tilt));
  const look =
    tilt <= -70 ? "looking straight down" : steep < 3 ? "level" : `looking ${tilt < 0 ? "down" : "up"} by ${steep}°`;
  const lean = Math.abs(roll) >= 2 ? `, tilted ${Math.round(Math.abs(roll))}° to one side (Dutch angle)` : "";
  return `The camera: a ${Number(lens.toFixed(0))} mm lens on a full-frame sensor, ${Number(at[2].toFixed(1))} m above the floor, ${look}${lean}.`;
}

/** From the hue, so that a figure is called as it is seen. */
function colorWord(hex: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  if (most - least < 24) return "gray";
  const turn = most - least;
  const sixth = most === r ? (g - b) / turn : most === g ? (b - r) / turn + 2 : (r - g) / turn + 4;
  const hue = (sixth * 60 + 360) % 360;
  return hues.find(([to]) => hue < to)?.[1] ?? "red";
}

const hues: readonly (readonly [to: number, word: string])[] = [
  [16, "red"],
  [42, "orange"],
  [68, "yellow"],
  [160, "green"],
  [192, "teal"],
  [236, "blue"],
  [285, "purple"],
  [340, "pink"],
];

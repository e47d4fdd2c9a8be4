/** Owns what a profile asks of the texts of a pass and of the elements that they call, counted as the service will read them. */
import { writePass, writeStill } from "../generation/written-pass.ts";
import type { ModelProfile } from "../models/profile.ts";
import { isSeen, type LookReference, type Reference, referencesOf, referencesOfLook } from "../prompt/references.ts";
import { type CheckedElement, tooManyImages } from "./element-rules.ts";
import { type CheckedPass, checkAspectRatio } from "./pass-rules.ts";
import type { FixableProblem } from "./problem.ts";
import { nextStep, problem } from "./problem.ts";

type Call = (Reference | LookReference) & { readonly path: string };

/** Every name that the pass calls: known ones within what the profile takes, no unknown ones. */
export function checkReferences(
  profile: ModelProfile,
  elements: readonly CheckedElement[],
  pass: CheckedPass,
  path: string,
): FixableProblem[] {
  const inShots = pass.shots.flatMap((shot, index) => callsAt(`${path}.shots[${index}]`, referencesOf(shot)));
  const calls = [...inShots, ...callsOfLook(pass, path)];
  return [...checkUnknown(elements, calls), ...checkUsed(profile, elements, calls, pass, path)];
}

/** The rules of a profile of stills for the picture of the first shot. */
export function checkStill(
  profile: ModelProfile,
  elements: readonly CheckedElement[],
  pass: CheckedPass,
  path: string,
): FixableProblem[] {
  const [first] = pass.shots;
  const seen = first ? referencesOf(first).filter(isSeen) : [];
  const calls = [...callsAt(`${path}.shots[0]`, seen), ...callsOfLook(pass, path)];
  const still = { ...pass, shots: pass.shots.slice(0, 1) };
  return [
    ...checkUnknown(elements, calls),
    ...checkUsed(profile, elements, calls, still, path),
    ...checkEmpty(profile, [writeStill(profile, elements, still, null).prompt], path),
    ...checkAspectRatio(profile, pass, path),
  ];
}

function callsAt(path: string, references: readonly (Reference | LookReference)[]): Call[] {
  return references.map((reference) => ({ ...reference, path: `${path}.${reference.field}` }));
}

function callsOfLook({ look }: CheckedPass, path: string): Call[] {
  return callsAt(path, referencesOfLook(look));
}

function checkUnknown(elements: readonly CheckedElement[], calls: readonly Call[]): FixableProblem[] {
  const known = new Set(elements.map((element) => element.name));
  const byPath = new Map<string, Set<string>>();
  for (const { name, path } of calls) {
    if (!known.has(name)) byPath.set(path, (byPath.get(path) ?? new Set()).add(name));
  }
  return [...byPath].map(([path, names]) => {
    const [first = ""] = names;
    const called = [...names].map((name) => `@${name}`).join(", ");
    const message =
      names.size === 1 ? `${called} is not an element of this project.` : `${called} are not elements of this project.`;
    const meant = elements.find((element) => element.name.toLowerCase() === first.toLowerCase());
    const next = meant
      ? `Write @${meant.name}; names are case-sensitive.`
      : "Add an element with that name, or remove the @.";
    return problem("error", "prompt.unknown-element", path, message, next);
  });
}

function checkUsed(
  profile: ModelProfile,
  elements: readonly CheckedElement[],
  calls: readonly Call[],
  pass: CheckedPass,
  path: string,
): FixableProblem[] {
  const { label, limits } = profile;
  const names = new Set(calls.map(({ name }) => name));
  const used = elements.map((element, index) => ({ element, index })).filter(({ element }) => names.has(element.name));
  if (used.length === 0) return [];
  if (limits.elementsMax === 0) {
    const message = `${label} does not support elements.`;
    const next = "Remove the @ from the prompts, or choose a model that supports elements.";
    return [problem("error", "element.unsupported", `${path}.profile`, message, next)];
  }
  const problems = used.flatMap(({ element, index }) => checkImageCount(profile, element, index));
  const framed = pass.startFrame !== undefined || pass.endFrame !== undefined;
  // Where it is one or the other, that is said by itself, and elements are counted as without frames.
  const most = framed && !limits.framesOrElements ? limits.elementsMaxWithFrame : limits.elementsMax;
  const images = used.reduce((sum, { element }) => sum + element.images.length, 0);
  if (used.length > most) {
    const beside = most < limits.elementsMax ? " with a start or end frame" : "";
    const message = `The pass uses ${used.length} elements; ${label} allows at most ${most}${beside}.`;
    const next = nextStep(
      profile,
      "Remove the @ from the ones that matter least.",
      "elementsMax",
      "elementsMaxWithFrame",
    );
    problems.push(problem("error", "element.too-many", `${path}.shots`, message, next));
  } else if (limits.referenceImagesMax !== null && images > limits.referenceImagesMax) {
    const message = `The elements of the pass have ${images} images; ${label} allows at most ${limits.referenceImagesMax} in total.`;
    const next = nextStep(profile, "Use fewer images per element, or fewer elements.", "referenceImagesMax");
    problems.push(problem("error", "image.too-many", `${path}.shots`, message, next));
  }
  if (limits.elementsNeedStartFrame && pass.startFrame === undefined) {
    const message = `${label} accepts elements only with a start frame.`;
    const next = "Add a start frame, or choose a Kling o3 or Omni model.";
    problems.push(problem("error", "frame.required", `${path}.startFrame`, message, next));
  }
  return problems;
}

function checkImageCount(profile: ModelProfile, element: CheckedElement, index: number): FixableProblem[] {
  const { min, max } = profile.limits.imagesPerElement;
  const count = element.images.length;
  if (count > max) {
    const message = `@${element.name} has ${count} images; ${profile.label} allows at most ${max}.`;
    return [tooManyImages(element, index, max, message)];
  }
  if (count >= min) return [];
  const message = `@${element.name} has ${count === 1 ? "1 image" : `${count} images`}; ${profile.label} needs at least ${min}.`;
  const next = nextStep(profile, "Add a view from another angle.", "imagesPerElement");
  return [problem("error", "element.too-few-images", `elements[${index}].images`, message, next)];
}

/** Lengths in characters of the texts as written: references in the service's grammar, and what stands around the shots. */
export function checkTexts(
  profile: ModelProfile,
  elements: readonly CheckedElement[],
  pass: CheckedPass,
  path: string,
): FixableProblem[] {
  if (profile.provider === "animatic") return [];
  const { label, limits } = profile;
  const written = writePass(profile, elements, pass);
  const texts = written.shots.map(({ text }) => text);
  const problems = checkEmpty(profile, texts, path);
  const check = (text: string, most: number | null, place: string, what: string, limit: LengthLimit) => {
    const length = [...text].length;
    if (most === null || length <= most) return;
    const message = `${what} has ${length} characters as sent to ${label}; the limit is ${most}.`;
    const next = nextStep(profile, `Shorten it by ${length - most}.`, limit);
    problems.push(problem("error", "prompt.too-long", place, message, next));
  };
  texts.forEach((text, index) => {
    check(text, limits.shotPromptChars, `${path}.shots[${index}]`, "The shot prompt", "shotPromptChars");
  });
  check(written.prompt, limits.promptChars, `${path}.shots`, "The pass prompt", "promptChars");
  const negative = written.negativePrompt ?? "";
  const place = `${path}.negativePrompt`;
  check(negative, limits.negativePromptChars, place, "The negative prompt", "negativePromptChars");
  return problems;
}

type LengthLimit = "shotPromptChars" | "promptChars" | "negativePromptChars";

function checkEmpty({ label }: ModelProfile, texts: readonly string[], path: string): FixableProblem[] {
  return texts.flatMap((text, index) => {
    if (text.trim() !== "") return [];
    const message = `This shot has no prompt. ${label} needs one for every shot.`;
    return [problem("error", "prompt.empty", `${path}.shots[${index}]`, message, "Write what happens in the shot.")];
  });
}

/** Owns the rules that a plan must keep for its profiles, apart from image files; the same for a plan file and a live project. */
import { checkBudget } from "../budget/check.ts";
import type { ModelProfile } from "../models/profile.ts";
import { profileOf } from "../models/profiles.ts";
import { compileShotText, defaultNegativePrompt } from "../prompt/compile.ts";
import { lintPass } from "../prompt/lints.ts";
import { referencesOf } from "../prompt/references.ts";
import type { Problem } from "../rpc/contract.ts";
import type { Element, Pass, Shot } from "./model.ts";

type Named = Pick<Element, "name" | "images" | "description">;

/** What the plan file allows of an element, whatever the profile. */
const elementLimits = { nameChars: 20, descriptionChars: 100, imagesMax: 4 } as const;
type CheckedPass = Omit<Pass, "id" | "shots"> & { readonly shots: readonly Omit<Shot, "id">[] };

/** What is checked: a plan as read, or a project; only the fields that both have are looked at. */
export interface CheckedPlan {
  readonly elements: readonly Named[];
  readonly passes: readonly CheckedPass[];
}

/** All problems of a plan, errors first. `profileId` judges every pass as if it were made for that profile. */
export function checkPlan(plan: CheckedPlan, profileId?: string): Problem[] {
  const problems = [
    ...checkElementNames(plan.elements),
    ...checkElementSizes(plan.elements),
    ...plan.passes.flatMap((pass, index) => checkPass(plan, pass, `passes[${index}]`, profileId ?? pass.profile)),
  ];
  const unique = new Map(problems.map((problem) => [`${problem.code} ${problem.path}`, problem]));
  return errorsFirst([...unique.values()]);
}

/** Errors before advice, otherwise in the order that they have. */
export function errorsFirst(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((left, right) => rank(left) - rank(right));
}

function rank(problem: Problem): number {
  return problem.severity === "error" ? 0 : 1;
}

function error(code: string, path: string, message: string): Problem {
  return { code, severity: "error", path, message };
}

function checkElementNames(elements: readonly Named[]): Problem[] {
  return elements.flatMap(({ name }, index) => {
    const path = `elements[${index}].name`;
    const earlier = elements.slice(0, index);
    if (earlier.some((other) => other.name.toLowerCase() === name.toLowerCase())) {
      return [error("element.name-clash", path, `Another element is named ${name} already.`)];
    }
    const inside = elements.find((other) => other.name !== name && other.name.includes(name));
    if (!inside) return [];
    const message = `The name ${name} is part of the name ${inside.name}; services would mix up @${name} and @${inside.name}.`;
    return [error("element.name-inside-another", path, message)];
  });
}

function checkElementSizes(elements: readonly Named[]): Problem[] {
  const { nameChars, descriptionChars, imagesMax } = elementLimits;
  return elements.flatMap(({ name, description, images }, index) => {
    const place = `elements[${index}]`;
    const problems: Problem[] = [];
    if ([...name].length > nameChars) {
      problems.push(error("element.name-too-long", `${place}.name`, `${name} is longer than ${nameChars} characters.`));
    }
    const described = [...(description ?? "")].length;
    if (described > descriptionChars) {
      const message = `The description of @${name} has ${described} characters; at most ${descriptionChars} are sent.`;
      problems.push(error("element.description-too-long", `${place}.description`, message));
    }
    if (images.length > imagesMax) {
      const message = `@${name} has ${images.length} images; an element has at most ${imagesMax}.`;
      problems.push(error("element.too-many-images", `${place}.images`, message));
    }
    if (images.length === 0) {
      problems.push(error("element.too-few-images", `${place}.images`, `@${name} needs at least one image.`));
    }
    return problems;
  });
}

function checkPass(plan: CheckedPlan, pass: CheckedPass, path: string, profileId: string): Problem[] {
  const profile = profileOf(profileId);
  if (!profile) {
    return [error("profile.unknown", `${path}.profile`, `No model is known as ${profileId}; \`models\` lists them.`)];
  }
  const budget = checkBudget(
    pass.shots.map((shot) => shot.durationMs),
    profile.limits,
  ).map(({ code, shotIndex, message }) => {
    const place = shotIndex === null ? `${path}.shots` : `${path}.shots[${shotIndex}].durationMs`;
    return error(code, place, message);
  });
  return [
    ...budget,
    ...checkReferences(plan, pass, path, profile),
    ...checkFrames(pass, path, profile),
    ...checkTexts(pass, path, profile),
    ...checkChoices(pass, path, profile),
    ...lintPass(plan.elements, pass, path),
  ];
}

function checkReferences(plan: CheckedPlan, pass: CheckedPass, path: string, profile: ModelProfile): Problem[] {
  const { limits } = profile;
  const names = new Set<string>();
  const unknown = pass.shots.flatMap((shot, index) =>
    referencesOf(shot).flatMap(({ field, name }) => {
      names.add(name);
      if (plan.elements.some((element) => element.name === name)) return [];
      const message = `@${name} is not an element of this project.`;
      return [error("prompt.unknown-element", `${path}.shots[${index}].${field}`, message)];
    }),
  );
  const used = plan.elements
    .map((element, index) => ({ element, index }))
    .filter(({ element }) => names.has(element.name));
  const problems = used.flatMap(({ element, index }) => {
    const place = `elements[${index}]`;
    const count = element.images.length;
    const { min, max } = limits.imagesPerElement;
    return [
      ...(count > max
        ? [
            error(
              "element.too-many-images",
              `${place}.images`,
              `@${element.name} has ${count} images; ${profile.label} takes at most ${max}.`,
            ),
          ]
        : []),
      ...(count < min
        ? [
            error(
              "element.too-few-images",
              `${place}.images`,
              `@${element.name} has ${count} images; ${profile.label} needs at least ${min}.`,
            ),
          ]
        : []),
    ];
  });
  if (used.length > 0 && limits.elementsMax === 0) {
    problems.push(error("element.unsupported", `${path}.profile`, `${profile.label} takes no elements.`));
  } else if (used.length > limits.elementsMax) {
    const message = `The pass uses ${used.length} elements; ${profile.label} takes at most ${limits.elementsMax}.`;
    problems.push(error("element.too-many", `${path}.shots`, message));
  }
  if (used.length > 0 && limits.elementsNeedStartFrame && pass.startFrame === undefined) {
    const message = `${profile.label} takes elements only together with a start frame.`;
    problems.push(error("frame.required", `${path}.startFrame`, message));
  }
  return [...unknown, ...problems];
}

function checkFrames(pass: CheckedPass, path: string, { label, limits }: ModelProfile): Problem[] {
  const problems: Problem[] = [];
  if (pass.endFrame !== undefined && pass.shots.length > 1 && !limits.endFrameWithMultiShot) {
    const message = `${label} takes an end frame only for a pass of one shot.`;
    problems.push(error("frame.end-with-multi-shot", `${path}.endFrame`, message));
  }
  for (const key of ["startFrame", "endFrame"] as const) {
    if (pass[key] !== undefined && !limits[key]) problems.push(dropped(`${path}.${key}`, label));
  }
  return problems;
}

function checkTexts(pass: CheckedPass, path: string, { label, limits }: ModelProfile): Problem[] {
  const problems: Problem[] = [];
  const lengths = pass.shots.map((shot) => [...compileShotText(shot)].length);
  lengths.forEach((length, index) => {
    if (limits.shotPromptChars === null || length <= limits.shotPromptChars) return;
    const message = `The shot's prompt has ${length} characters; ${label} takes at most ${limits.shotPromptChars} a shot.`;
    problems.push(error("prompt.too-long", `${path}.shots[${index}]`, message));
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (limits.promptChars !== null && total > limits.promptChars) {
    const message = `The prompts have ${total} characters in all; ${label} takes at most ${limits.promptChars}.`;
    problems.push(error("prompt.too-long", `${path}.shots`, message));
  }
  const negative = [...(pass.negativePrompt ?? defaultNegativePrompt)].length;
  if (limits.negativePromptChars !== null && negative > limits.negativePromptChars) {
    const message = `The negative prompt has ${negative} characters; ${label} takes at most ${limits.negativePromptChars}.`;
    problems.push(error("prompt.too-long", `${path}.negativePrompt`, message));
  }
  return problems;
}

function checkChoices(pass: CheckedPass, path: string, { label, limits }: ModelProfile): Problem[] {
  const problems: Problem[] = [];
  if (!limits.aspectRatios.includes(pass.aspectRatio)) {
    const message = `${label} makes ${limits.aspectRatios.join(", ")}, not ${pass.aspectRatio}.`;
    problems.push(error("field.not-allowed", `${path}.aspectRatio`, message));
  }
  if (!limits.resolutions.includes(pass.resolution)) {
    const message = `${label} makes ${limits.resolutions.join(", ")}, not ${pass.resolution}.`;
    problems.push(error("field.not-allowed", `${path}.resolution`, message));
  }
  if (pass.guidance !== undefined && !limits.guidance) problems.push(dropped(`${path}.guidance`, label));
  if (pass.negativePrompt && !limits.negativePrompt) problems.push(dropped(`${path}.negativePrompt`, label));
  if (pass.audio && !limits.audio) problems.push(dropped(`${path}.audio`, label));
  return problems;
}

function dropped(path: string, label: string): Problem {
  return {
    code: "field.unsupported",
    severity: "advice",
    path,
    message: `${label} has no such field; it would be dropped.`,
  };
}

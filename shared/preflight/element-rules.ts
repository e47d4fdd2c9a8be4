/** Owns the rules that elements keep whatever model they are for: their names, descriptions and number of images. */

import type { Element } from "../project/model.ts";
import type { FixableProblem } from "./problem.ts";
import { fixBy, problem } from "./problem.ts";

export type CheckedElement = Omit<Element, "id"> & { readonly id?: string };

const limits = { nameChars: 20, descriptionChars: 100, imagesMax: 4 } as const;

/** `needsImages`: whether an element of this name has to have one. */
export function checkElements(
  elements: readonly CheckedElement[],
  needsImages: (name: string) => boolean,
): FixableProblem[] {
  return [...checkNames(elements), ...checkSizes(elements, needsImages)];
}

function checkNames(elements: readonly CheckedElement[]): FixableProblem[] {
  return elements.flatMap((element, index) => {
    const { name } = element;
    const path = `elements[${index}].name`;
    if (elements.slice(0, index).some((other) => other.name.toLowerCase() === name.toLowerCase())) {
      const message = `Another element is already named ${name}.`;
      return [
        problem("error", "element.name-clash", path, message, "Rename one of them.", renaming(element, elements)),
      ];
    }
    const inside = elements.find((other) => other.name !== name && other.name.includes(name));
    if (!inside) return [];
    const message = `The name ${name} is part of the name ${inside.name}; services would confuse @${name} with @${inside.name}.`;
    const fix = renaming(element, elements);
    return [problem("error", "element.name-inside-another", path, message, "Rename one of them.", fix)];
  });
}

function checkSizes(elements: readonly CheckedElement[], needsImages: (name: string) => boolean): FixableProblem[] {
  return elements.flatMap((element, index) => {
    const { name, description, images } = element;
    const place = `elements[${index}]`;
    const problems: FixableProblem[] = [];
    if ([...name].length > limits.nameChars) {
      const message = `The name ${name} is longer than ${limits.nameChars} characters.`;
      const fix = renaming(element, elements);
      problems.push(
        problem("error", "element.name-too-long", `${place}.name`, message, "Give it a shorter name.", fix),
      );
    }
    const described = [...(description ?? "")].length;
    if (described > limits.descriptionChars) {
      const message = `The description of @${name} has ${described} characters; the limit is ${limits.descriptionChars}.`;
      const next = `Shorten it by ${described - limits.descriptionChars}.`;
      problems.push(problem("error", "element.description-too-long", `${place}.description`, message, next));
    }
    if (images.length > limits.imagesMax) {
      const message = `@${name} has ${images.length} images; the limit is ${limits.imagesMax}.`;
      problems.push(tooManyImages(element, index, limits.imagesMax, message));
    }
    if (images.length === 0 && needsImages(name)) {
      const message = `@${name} needs at least one image.`;
      const next = "Add a frontal picture.";
      problems.push(problem("error", "element.too-few-images", `${place}.images`, message, next));
    }
    return problems;
  });
}

/** The element has more images than `most`; the fix keeps the first ones. */
export function tooManyImages(element: CheckedElement, index: number, most: number, message: string): FixableProblem {
  const kept = element.images.slice(0, most);
  const fix = fixBy(`Keep the first ${most} images`, element.id, (elementId) => ({
    type: "element.describe",
    elementId,
    fields: { images: kept },
  }));
  const next = "Remove the least useful ones.";
  return problem("error", "element.too-many-images", `elements[${index}].images`, message, next, fix);
}

function renaming(element: CheckedElement, elements: readonly CheckedElement[]) {
  const name = freeName(element, elements);
  if (name === null) return null;
  return fixBy(`Rename to @${name}`, element.id, (elementId) => ({
    type: "element.describe",
    elementId,
    fields: { name },
  }));
}

/** The name itself if it is free once cut to length, else with the first number that is; null when none under 100 is. */
function freeName(element: CheckedElement, elements: readonly CheckedElement[]): string | null {
  const others = elements.filter((other) => other !== element).map((other) => other.name);
  const suffixes = ["", ...Array.from({ length: 98 }, (_, index) => `_${index + 2}`)];
  for (const suffix of suffixes) {
    const name = `${[...element.name].slice(0, limits.nameChars - suffix.length).join("")}${suffix}`;
    const clashes = (other: string) => other.toLowerCase() === name.toLowerCase();
    if (!others.some((other) => clashes(other) || other.includes(name) || name.includes(other))) return name;
  }
  return null;
}

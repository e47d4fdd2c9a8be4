/** Owns what a pass has of elements against what its model takes: how many, and their images. */

import { startFrameOf } from "../generation/keyframes.ts";
import type { ModelProfile } from "../models/profile.ts";
import { animaticProfile, profileOf } from "../models/profiles.ts";
import type { Element, Pass } from "../project/model.ts";
import { callsElement } from "../prompt/where-used.ts";

export interface ElementBudget {
  /** The elements that the pass calls, in the project's order. */
  readonly used: readonly Element[];
  readonly most: number;
  /** Images of those elements. `mostImages`: null where elements are sent whole. */
  readonly images: number;
  readonly mostImages: number | null;
  /** Those of `used` that have too few or too many images for the model. */
  readonly unfit: readonly Element[];
  readonly isOver: boolean;
}

/** Of a pass whose model this version does not know: against the animatic, as edits are. */
export function elementBudget(elements: readonly Element[], pass: Pass): ElementBudget {
  const { limits }: ModelProfile = profileOf(pass.profile) ?? animaticProfile;
  const used = elements.filter(({ name }) => callsElement(pass, name));
  const framed = startFrameOf(limits, pass) !== undefined || pass.endFrame !== undefined;
  const most = framed ? limits.elementsMaxWithFrame : limits.elementsMax;
  const images = used.reduce((sum, element) => sum + element.images.length, 0);
  const mostImages = limits.referenceImagesMax;
  const { min, max } = limits.imagesPerElement;
  const unfit = used.filter((element) => element.images.length < min || element.images.length > max);
  const isOver = used.length > most || (mostImages !== null && images > mostImages);
  return { used, most, images, mostImages, unfit, isOver };
}

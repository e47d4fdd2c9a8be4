/**
 * Owns the pictures of a film that are looked at together: those that differ from the one before, as many as reach back and ahead of
 * the one in question, with how each follows from the one before it.
 */
import { exposureStepMax, type Match, matchPictures } from "./motion.ts";
import { type Picture, type PictureSize, planeDifference } from "./picture.ts";

/** How a picture follows from the one before it. The first of a film follows from nothing. */
export interface Step {
  readonly picture: Picture;
  /** Mean difference of luma at the same place, 0 to 255. */
  readonly difference: number;
  /** The same without the details. */
  readonly coarseDifference: number;
  /** The same of colour. */
  readonly colourDifference: number;
  readonly match: Match;
}

/** Steps of a film by number, from 0; those that nobody needs any more are given up. */
export interface PictureRun {
  readonly length: number;
  readonly size: PictureSize;
  /** The step, or the nearest one that is there. */
  at(index: number): Step;
  push(picture: Picture): void;
  forget(before: number): void;
}

const still: Match = {
  residual: 0,
  newness: 0,
  newShare: 0,
  blocks: new Float32Array(),
  stillBlocks: new Float32Array(),
};

export function createRun(size: PictureSize): PictureRun {
  const steps: Step[] = [];
  let first = 0;
  return {
    size,
    get length() {
      return first + steps.length;
    },
    at: (index) => steps[Math.min(steps.length - 1, Math.max(0, index - first))] as Step,
    push(picture) {
      const last = steps.at(-1)?.picture;
      if (!last) {
        steps.push({ picture, difference: 0, coarseDifference: 0, colourDifference: 0, match: still });
        return;
      }
      steps.push({
        picture,
        difference: planeDifference(last.luma, picture.luma),
        coarseDifference: planeDifference(last.coarse, picture.coarse),
        colourDifference: planeDifference(last.chroma, picture.chroma),
        match: matchPictures(last, picture, size, exposureStepMax),
      });
    },
    forget(before) {
      const count = Math.min(steps.length - 1, Math.max(0, before - first));
      steps.splice(0, count);
      first += count;
    },
  };
}

/** Owns the words for picking a still. */
import type { StillPlace } from "../../../shared/project/still-place.ts";

/** The words on the button that picks. */
export const pickWords: Readonly<Record<StillPlace["kind"], string>> = {
  startFrame: "Use as start frame",
  endFrame: "Use as end frame",
  shot: "Use as the shot’s frame",
  element: "Add to the element’s images",
};

/** What is said of the one that the plan uses. */
export const usedWords: Readonly<Record<StillPlace["kind"], string>> = {
  startFrame: "In use as the start frame.",
  endFrame: "In use as the end frame.",
  shot: "In use as the shot’s frame.",
  element: "One of the element’s images.",
};

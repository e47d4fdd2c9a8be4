/** Owns how closely bodies are seen. */

/** 0 far away, 1 as usual, 2 near enough to see a face. */
export type Detail = 0 | 1 | 2;

/** Of the cross sections of a shape as many as are seen: from afar its ends and every other one between. */
export function seenFrom<Section>(sections: readonly Section[], detail: Detail): readonly Section[] {
  const last = sections.length - 1;
  return detail === 0 ? sections.filter((_, index) => index === 0 || index === last || index % 2 === 1) : sections;
}

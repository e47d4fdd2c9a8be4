/** Owns how large props are where nobody says it. */
import type { PropBody } from "../project/vocabulary.ts";

/** Width, depth, height in meters. */
export const usualSizes: Readonly<Record<PropBody, readonly [number, number, number]>> = {
  box: [0.5, 0.5, 0.5],
  table: [1.6, 0.8, 0.75],
  chair: [0.45, 0.5, 0.9],
  door: [0.9, 0.12, 2.05],
  wall: [4, 0.15, 2.6],
  window: [1.4, 0.12, 1.2],
  car: [1.8, 4.4, 1.45],
  tree: [3, 3, 5],
  stairs: [1.2, 2.6, 1.8],
};

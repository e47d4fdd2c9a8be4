/** Owns what props are built of, by their bodies. */
import type { SceneProp } from "../scene.ts";
import { box, type Part } from "./body.ts";

/** In the prop's own space. */
export function propParts({ size: [width, depth, height] }: Pick<SceneProp, "body" | "size">): readonly Part[] {
  return [box([-width / 2, -depth / 2, 0], [width / 2, depth / 2, height])];
}

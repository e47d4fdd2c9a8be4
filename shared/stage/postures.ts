/** Owns where the eyes of a figure are in each pose, for aiming at them. */
import { eyesIn } from "./bodies/skeleton.ts";
import type { Stance } from "./scene.ts";
import { type Point, toward } from "./vectors.ts";

/** The point between the eyes of a figure that is `height` meters tall: as its skeleton has them, which for one who lies is not above where it is. Their height is the same without `facing`. */
export function eyesOf(
  { at, facing = 0, pose }: Pick<Stance, "at" | "pose"> & { readonly facing?: number },
  height: number,
): Point {
  const [right, ahead, up] = eyesIn({ pose, stride: 0 }, height);
  return [...toward(toward(at, facing, ahead), facing + 90, right), up];
}

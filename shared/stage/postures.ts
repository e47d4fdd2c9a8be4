/** Owns where the eyes and the hands of a figure are in each pose, for aiming at them. */
import type { BlockingPose } from "../project/vocabulary.ts";
import { pointIn } from "./bodies/shape.ts";
import { eyesIn, proportionsOf, skeletonOf } from "./bodies/skeleton.ts";
import type { Cast, Stance } from "./scene.ts";
import { type Point, toward } from "./vectors.ts";

/** Of an animal, in its heights to the shoulders: how high its eyes are, also when it lies, and how far ahead of its middle. */
const animalEyes = { above: 1.15, lying: 0.45, ahead: 0.75 } as const;

/** Of a step, where the head is half way between its highest and its lowest. */
export const midStride = 1 / 8;

type Kept = Map<BlockingPose, Map<number, Point>>;
const known: Readonly<Record<"eyes" | "left" | "right", Kept>> = { eyes: new Map(), left: new Map(), right: new Map() };
/** Heights are typed and dragged: what is kept must not grow with them. */
const knownMax = 100;

/**
 * The point between the eyes of a figure: as its skeleton has them, which for one who lies is not above where it is. `height` and `kind`
 * are those of its cast. Their height is the same without `facing`.
 */
export function eyesOf(
  { at, facing = 0, pose }: Pick<Stance, "at" | "pose"> & { readonly facing?: number },
  height: number,
  kind: Cast["kind"],
): Point {
  const [right, ahead, up] = eyesInOwnSpace(pose, height, kind);
  return [...toward(toward(at, facing, ahead), facing + 90, right), up];
}

function eyesInOwnSpace(pose: BlockingPose, height: number, kind: Cast["kind"]): Point {
  if (kind === "animal")
    return [0, animalEyes.ahead * height, animalEyes[pose === "lying" ? "lying" : "above"] * height];
  return kept(known.eyes, pose, height, () => eyesIn({ pose, stride: midStride }, height));
}

/** The point between the hands of a figure; between the forefeet of an animal. */
export function handsOf(stance: Stance, height: number, kind: Cast["kind"]): Point {
  const [one, other] = [handOf(stance, -1, height, kind), handOf(stance, 1, height, kind)];
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2];
}

/** One hand of a figure: -1 the left one, 1 the right one. */
export function handOf({ at, facing, pose }: Stance, side: 1 | -1, height: number, kind: Cast["kind"]): Point {
  if (kind === "animal") return [...toward(at, facing, 0.6 * height), 0.1];
  const [right, ahead, up] = kept(side === 1 ? known.right : known.left, pose, height, () => {
    const proportions = proportionsOf(height);
    const { left, right } = skeletonOf({ pose, stride: 0 }, proportions);
    return pointIn((side === 1 ? right : left).hand, [0, 0, -0.05 * proportions.unit]);
  });
  return [...toward(toward(at, facing, ahead), facing + 90, right), up];
}

function kept(all: Kept, pose: BlockingPose, height: number, find: () => Point): Point {
  let heights = all.get(pose);
  if (!heights || heights.size >= knownMax) {
    heights = new Map();
    all.set(pose, heights);
  }
  const found = heights.get(height) ?? find();
  heights.set(height, found);
  return found;
}

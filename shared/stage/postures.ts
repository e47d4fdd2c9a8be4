/** Owns where the eyes and the hands of a figure are in each pose, for aiming at them. */
import type { BlockingPose } from "../project/vocabulary.ts";
import { pointIn } from "./bodies/shape.ts";
import { eyesIn, proportionsOf, skeletonOf } from "./bodies/skeleton.ts";
import type { Cast, Stance } from "./scene.ts";
import { type Point, toward } from "./vectors.ts";

/** Of an animal, in its heights to the shoulders: how high its eyes are, also when it lies, and how far ahead of its middle. */
const animalEyes = { above: 1.15, lying: 0.45, ahead: 0.75 } as const;

const known = { eyes: new Map<BlockingPose, Map<number, Point>>(), hands: new Map<BlockingPose, Map<number, Point>>() };
/** Heights are typed and dragged: what is kept must not grow with them. */
const knownMax = 100;

/**
 * The point between the eyes of a figure: as its skeleton has them, which for one who lies is not above where it is. `height` and `kind`
 * are those of its cast. Their height is the same without `facing`.
 */
export function eyesOf(
  { at, facing = 0, pose }: Pick<Stance, "at" | "pose"> & { readonly facing?: number },
  height: number,
  kind: Cast["kind"] = "person",
): Point {
  const [right, ahead, up] = eyesInOwnSpace(pose, height, kind);
  return [...toward(toward(at, facing, ahead), facing + 90, right), up];
}

function eyesInOwnSpace(pose: BlockingPose, height: number, kind: Cast["kind"]): Point {
  if (kind === "animal")
    return [0, animalEyes.ahead * height, animalEyes[pose === "lying" ? "lying" : "above"] * height];
  return kept(known.eyes, pose, height, () => eyesIn({ pose, stride: 0 }, height));
}

/** The point between the hands of a figure; between the forefeet of an animal. */
export function handsOf({ at, facing, pose }: Stance, height: number, kind: Cast["kind"] = "person"): Point {
  if (kind === "animal") return [...toward(at, facing, 0.6 * height), 0.1];
  const [, ahead, up] = kept(known.hands, pose, height, () => {
    const proportions = proportionsOf(height);
    const { left, right } = skeletonOf({ pose, stride: 0 }, proportions);
    const [one, other] = [left, right].map(({ hand }) => pointIn(hand, [0, 0, -0.05 * proportions.unit])) as [
      Point,
      Point,
    ];
    return [0, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2];
  });
  return [...toward(at, facing, ahead), up];
}

function kept(
  all: Map<BlockingPose, Map<number, Point>>,
  pose: BlockingPose,
  height: number,
  find: () => Point,
): Point {
  let heights = all.get(pose);
  if (!heights || heights.size >= knownMax) {
    heights = new Map();
    all.set(pose, heights);
  }
  const found = heights.get(height) ?? find();
  heights.set(height, found);
  return found;
}

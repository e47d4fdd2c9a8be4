/** Owns where the eyes of a figure are in each pose, for aiming at them. */
import type { BlockingPose } from "../project/vocabulary.ts";
import type { Stance } from "./scene.ts";
import { eyeShare } from "./sizes.ts";
import type { Point } from "./vectors.ts";

/** Heights of the figure that its eyes are above the floor. */
const eyesAt: Readonly<Record<BlockingPose, number>> = {
  standing: eyeShare,
  walking: eyeShare - 0.01,
  running: eyeShare - 0.04,
  sitting: 0.68,
  kneeling: 0.7,
  lying: 0.1,
  pointing: eyeShare,
  holding: eyeShare,
  "back-turned": eyeShare,
};

/** The point between the eyes of a figure that is `height` meters tall. */
export function eyesOf({ at, pose }: Pick<Stance, "at" | "pose">, height: number): Point {
  return [at[0], at[1], eyesAt[pose] * height];
}

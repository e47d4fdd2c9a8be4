/** Owns two shots of Mara and Tom, who face each other, for tests of what lies between them. */
import type { Camera, Shot } from "../../../shared/project/model.ts";
import type { Blocking, Spot } from "../../../shared/project/stage.ts";
import { blockPass } from "../../../shared/stage/block-pass.ts";
import type { BlockedShot } from "../../../shared/stage/scene.ts";
import { buildElement, buildPass, buildShot } from "../../support/builders.ts";

/** A shot for each place of a camera that looks at Mara, who stands at the left (-1, 0) and Tom at the right (1, 0). */
export function twoHander(cameras: readonly Spot[], figures: Blocking["figures"] = {}): readonly BlockedShot[] {
  const camera: Camera = { size: "MS", lens: "50mm" };
  const shots = cameras.map(
    (at, index): Shot =>
      buildShot(`${index + 1}`, {
        action: "@Mara talks to @Tom",
        camera,
        blocking: { camera: { at, height: 1.6, target: { figure: "Mara" } }, ...(index === 0 ? { figures } : {}) },
      }),
  );
  const stage = {
    figures: [
      { id: "Mara", at: [-1, 0], facing: 90 },
      { id: "Tom", at: [1, 0], facing: -90 },
    ] satisfies { id: string; at: Spot; facing: number }[],
  };
  return blockPass(buildPass("a", shots, { stage }), [buildElement("Mara"), buildElement("Tom")], 16 / 9);
}

/** Owns a blocked shot at one moment as an open shutter sees it. */
import type { CameraTake } from "../camera/moment.ts";
import type { SizePx } from "../camera/placement.ts";
import type { BlockedShot } from "../stage/scene.ts";
import { sceneAt } from "../stage/scene-at.ts";
import { drawScene } from "./draw-scene.ts";
import type { Surface } from "./surface.ts";

const smearSteps = 9;

/** Fills the frame; `alpha` is that of all of it. A fast turn is drawn several times along its way; the steps average out evenly. */
export function drawMoment(
  surface: Surface,
  blocked: BlockedShot,
  take: CameraTake,
  progress: number,
  { frame, alpha }: { readonly frame: SizePx; readonly alpha: number },
): void {
  const scene = sceneAt(blocked, take, progress);
  const { view } = scene;
  const steps = Math.abs(view.smear) > 0.1 ? smearSteps : 1;
  for (let step = 0; step < steps; step++) {
    const along = steps === 1 ? 0 : view.smear * (step / (steps - 1) - 0.5);
    drawScene(
      surface,
      { ...scene, view: { ...view, bearing: view.bearing + along } },
      { frame, alpha: alpha / (step + 1) },
    );
  }
}

/** Owns a blocked shot at one moment as an open shutter sees it, with the sketch that was drawn on it. */
import type { CameraTake } from "../camera/moment.ts";
import type { SizePx } from "../camera/placement.ts";
import type { Sketch } from "../project/sketch.ts";
import type { BlockedShot } from "../stage/scene.ts";
import { sceneAt } from "../stage/scene-at.ts";
import { drawScene } from "./draw-scene.ts";
import { drawSketchUnderCamera } from "./draw-sketch.ts";
import { fromRestOfStage } from "./from-rest.ts";
import type { Surface } from "./surface.ts";

const smearSteps = 9;

/** Fills the frame; `alpha` is that of all of it. A sketch stays on what it was drawn on. A fast turn is drawn several times along its way; the steps average out evenly. */
export function drawMoment(
  surface: Surface,
  blocked: BlockedShot,
  take: CameraTake,
  progress: number,
  { frame, alpha, sketch }: { readonly frame: SizePx; readonly alpha: number; readonly sketch?: Sketch | undefined },
): void {
  const scene = sceneAt(blocked, take, progress);
  const { view } = scene;
  const steps = Math.abs(view.smear) > 0.1 ? smearSteps : 1;
  for (let step = 0; step < steps; step++) {
    const along = steps === 1 ? 0 : view.smear * (step / (steps - 1) - 0.5);
    const seen = { ...view, bearing: view.bearing + along };
    drawScene(surface, { ...scene, view: seen }, { frame, alpha: alpha / (step + 1) });
    const moved = sketch ? fromRestOfStage(blocked, frame, seen) : null;
    if (!sketch || !moved) continue;
    surface.globalAlpha = alpha / (step + 1);
    drawSketchUnderCamera(surface, sketch, frame, moved);
  }
}

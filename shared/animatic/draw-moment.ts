/** Owns a blocked shot at one moment as an open shutter sees it, with the sketch that was drawn on it. */
import type { CameraTake } from "../camera/moment.ts";
import type { SizePx } from "../camera/placement.ts";
import type { Sketch } from "../project/sketch.ts";
import { fieldOfView } from "../stage/optics.ts";
import type { BlockedShot, MovingView } from "../stage/scene.ts";
import { sceneAt } from "../stage/scene-at.ts";
import { drawScene } from "./draw-scene.ts";
import { drawSketchUnderCamera } from "./draw-sketch.ts";
import { fromRestOfStage } from "./from-rest.ts";
import type { LayerSource, Surface } from "./surface.ts";

/** What lies between two steps of a fast turn, as a share of the frame's width, and how many steps are enough. */
const smear = { step: 0.016, stepsMax: 9 } as const;

/**
 * Fills the frame; `alpha` is that of all of it. A sketch stays on what it was drawn on. A fast turn is drawn several times along its
 * way; the steps average out evenly.
 */
export function drawMoment(
  surface: Surface,
  blocked: BlockedShot,
  take: CameraTake,
  progress: number,
  {
    frame,
    alpha,
    sketch,
    layer,
  }: {
    readonly frame: SizePx;
    readonly alpha: number;
    readonly sketch?: Sketch | undefined;
    readonly layer?: LayerSource | undefined;
  },
): void {
  const scene = sceneAt(blocked, take, progress);
  const { view } = scene;
  const draw = (on: Surface, seen: MovingView, opacity: number) => {
    drawScene(on, { ...scene, view: seen }, { frame, alpha: opacity });
    const moved = sketch ? fromRestOfStage(blocked, frame, seen) : null;
    if (!sketch || !moved) return;
    on.globalAlpha = opacity;
    drawSketchUnderCamera(on, sketch, frame, moved);
  };
  const steps = smearSteps(view, frame);
  for (let step = 0; step < steps; step++) {
    const along = steps === 1 ? 0 : view.smear * (step / (steps - 1) - 0.5);
    const seen = { ...view, bearing: view.bearing + along };
    // So that each step has its equal share in the end, and what lies below the rest.
    const opacity = alpha / (steps - alpha * (steps - 1 - step));
    const apart = opacity === 1 ? null : layer?.(frame);
    if (apart) {
      draw(apart.surface, seen, 1);
      surface.globalAlpha = opacity;
      surface.drawImage(apart.image, 0, 0, frame.widthPx, frame.heightPx);
    } else draw(surface, seen, opacity);
  }
}

function smearSteps({ smear: turn, lens }: MovingView, { widthPx, heightPx }: SizePx): number {
  if (Math.abs(turn) < 0.1) return 1;
  const across = Math.abs(turn) / fieldOfView(lens, widthPx / heightPx).across;
  return Math.min(smear.stepsMax, Math.ceil(across / smear.step) + 1);
}

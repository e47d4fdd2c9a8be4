/** Owns painting a template's animatic by time, over all of its passes. */
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { frameAt, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Project } from "../../../shared/project/model.ts";
import { rateOf, secondsOfFrames, timebaseOf } from "../../../shared/time/rate.ts";
import { layer } from "../media/layer.ts";

export interface TemplateFrames {
  readonly durationMs: number;
  readonly shots: number;
  /** Fills the canvas with what is seen so long after the start; after the end it begins again. */
  paint(surface: CanvasRenderingContext2D, atMs: number): void;
}

export function templateFrames(project: Project): TemplateFrames {
  const rate = rateOf(project.rate);
  const plans = project.passes.map((pass) => planFrames(project, pass));
  const frames = plans.reduce((sum, plan) => sum + plan.frameCount, 0);
  return {
    durationMs: Math.round(secondsOfFrames(frames, rate) * 1000),
    shots: plans.reduce((sum, plan) => sum + plan.shots.length, 0),
    paint(surface, atMs) {
      let frame = Math.floor((atMs * timebaseOf(rate)) / 1000) % frames;
      const plan = plans.find(({ frameCount }) => {
        if (frame < frameCount) return true;
        frame -= frameCount;
        return false;
      });
      if (!plan) return;
      const size = { widthPx: surface.canvas.width, heightPx: surface.canvas.height };
      // Its words would be too small to read.
      const options = { frame: size, burnIn: false, matte: null, captions: false, layer };
      drawFrame(surface, frameAt(plan, frame), () => "pending", options);
    },
  };
}

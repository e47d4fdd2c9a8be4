/** Owns painting single frames of a pass's animatic onto any canvas, for rooms that show the animatic beside something else. */
import { frameAt } from "../../../shared/animatic/plan-frames.ts";
import { planOf } from "../state/planned-frame.ts";
import { shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { createAnimaticPictures } from "./animatic-picture.ts";

export interface AnimaticPainter {
  /** Fills the canvas with a frame of the pass, as far as its pictures are there. */
  paint(surface: CanvasRenderingContext2D, passId: string, frame: number): void;
  close(): void;
}

/** `onChange` hears of each picture that has come. */
export function createAnimaticPainter(onChange: () => void): AnimaticPainter {
  const pictures = createAnimaticPictures(onChange);
  return {
    paint(surface, passId, frame) {
      const state = editor.get();
      const project = shownProject(state);
      const pass = project?.passes.find(({ id }) => id === passId);
      if (!project || !pass) return;
      const { width: widthPx, height: heightPx } = surface.canvas;
      const options = { frame: { widthPx, heightPx }, burnIn: false, matte: null };
      pictures.draw(surface, frameAt(planOf(project, pass), frame), options, state);
    },
    close: () => pictures.close(),
  };
}

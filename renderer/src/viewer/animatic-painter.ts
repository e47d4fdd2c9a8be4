/** Owns painting single frames of a pass's animatic onto any canvas, for rooms that show the animatic beside something else. */
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { frameAt } from "../../../shared/animatic/plan-frames.ts";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import { mediaOf, shownProject } from "../state/selectors.ts";
import { editor } from "../state/use-editor.ts";
import { planOf } from "./frame-plan.ts";
import { createPictureCache } from "./pictures.ts";

export interface AnimaticPainter {
  /** Fills the canvas with a frame of the pass, as far as its pictures are there. */
  paint(surface: CanvasRenderingContext2D, passId: string, frame: number): void;
  close(): void;
}

/** `onChange` hears of each picture that has come. */
export function createAnimaticPainter(onChange: () => void): AnimaticPainter {
  const pictures = createPictureCache(onChange);
  return {
    paint(surface, passId, frame) {
      const state = editor.get();
      const project = shownProject(state);
      const pass = project?.passes.find(({ id }) => id === passId);
      if (!project || !pass) return;
      const media = mediaOf(state.view?.media ?? []);
      const { width: widthPx, height: heightPx } = surface.canvas;
      drawFrame(
        surface,
        frameAt(planOf(project, pass), frame),
        (shot) => {
          const id = shot.mediaId ?? "";
          if (media.get(id)?.missing) return "missing";
          return pictures.get({ url: mediaUrl(project.id, id, "proxy"), soft: shot.take.move === "rack-focus" });
        },
        { frame: { widthPx, heightPx }, burnIn: false, matte: null },
      );
    },
    close: () => pictures.clear(),
  };
}

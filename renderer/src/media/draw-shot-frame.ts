/** Owns drawing one small frame of a shot's animatic as the viewer draws it, but of this shot alone: no transition covers it, and its words are on the card. */
import { drawFrame } from "../../../shared/animatic/draw-frame.ts";
import { ratioOf } from "../../../shared/animatic/frame-size.ts";
import { type AnimaticPlan, planFrames } from "../../../shared/animatic/plan-frames.ts";
import type { Element, Pass, Project, Shot } from "../../../shared/project/model.ts";
import { mediaUrl } from "../../../shared/rpc/contract.ts";
import { markOfBlocking } from "../state/blocking-mark.ts";
import { markOfSketch } from "../state/sketch-mark.ts";
import type { Pictures } from "./fetched-files.ts";
import { layer } from "./layer.ts";
import { outOfFocus } from "./out-of-focus.ts";
import type { WantedFrames } from "./shot-frames.ts";

const plans = new WeakMap<Pass, { elements: readonly Element[]; rateName: string; plan: AnimaticPlan }>();

/** The animatic of a pass without the rest of the programme, kept while neither pass nor elements change. */
function planOf(project: Project, pass: Pass): AnimaticPlan {
  const { elements, rate: rateName } = project;
  const known = plans.get(pass);
  if (known?.elements === elements && known.rateName === rateName) return known.plan;
  const plan = planFrames({ ...project, passes: [pass] }, pass);
  plans.set(pass, { elements, rateName, plan });
  return plan;
}

/** What it takes to draw frames of `shot`, `heightPx` device pixels high; null when the shot is not in the pass. */
export function framesOf(
  project: Project,
  framePictures: Pictures,
  pass: Pass,
  shot: Shot,
  heightPx: number,
): Pick<WantedFrames<ImageBitmap>, "mark" | "draw"> | null {
  const { rate, shots } = planOf(project, pass);
  const planned = shots.find((each) => each.shot.id === shot.id);
  if (!planned) return null;
  const { mediaId, framing, blocked, take, startFrame } = planned;
  const frame = { widthPx: Math.max(1, Math.round(heightPx * ratioOf(pass.aspectRatio))), heightPx };
  return {
    mark: JSON.stringify([
      frame,
      take,
      mediaId,
      framing,
      blocked && markOfBlocking(blocked),
      markOfSketch(shot.sketch),
    ]),
    draw(progress) {
      const image = mediaId === null ? null : framePictures.get(mediaUrl(project.id, mediaId, "proxy"));
      if (typeof image === "string") return null;
      const canvas = new OffscreenCanvas(frame.widthPx, frame.heightPx);
      const surface = canvas.getContext("2d", { alpha: false });
      if (!surface) return null;
      surface.imageSmoothingQuality = "high";
      const soft = image && take.move === "rack-focus" ? { soft: outOfFocus(image) } : {};
      const picture = image ? { image, widthPx: image.width, heightPx: image.height, ...soft } : "pending";
      const current = { shot: planned, progress };
      const still = { frame: startFrame, timecodeFrame: 0, rate, current, transition: null };
      drawFrame(surface, still, () => picture, { frame, burnIn: false, matte: null, captions: false, layer });
      return canvas.transferToImageBitmap();
    },
  };
}

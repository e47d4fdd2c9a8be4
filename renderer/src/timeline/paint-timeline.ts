/** Owns the order in which the timeline is painted. */
import type { Pass } from "../../../shared/project/model.ts";
import { passAtFrame, totalFrames } from "../state/programme-layout.ts";
import { paintMarks } from "./paint-marks.ts";
import { paintPassHeader, paintPassOverview } from "./paint-passes.ts";
import { paintRuler, paintScrollbar } from "./paint-ruler.ts";
import { paintShots } from "./paint-shots.ts";
import { type Brushes, type Context, flushTexts, type Scene } from "./scene.ts";
import { frameAtX, xOfFrame } from "./time-scale.ts";

/** Passes narrower than this on average share one strip instead of a header each. */
const headerFromPx = 44;

/** Paints everything; the playhead is an element of the page, which moves without any painting. */
export function paintTimeline(context: Context, scene: Scene, brushes: Brushes): void {
  const { scale, lanes, layout } = scene;
  const { palette } = brushes;
  context.fillStyle = palette.background;
  context.fillRect(0, 0, scale.widthPx, lanes.heightPx);
  const startX = Math.max(0, xOfFrame(scale, 0));
  const endX = Math.min(scale.widthPx, xOfFrame(scale, totalFrames(layout)));
  context.fillStyle = palette.track;
  context.fillRect(startX, lanes.shots.top, Math.max(0, endX - startX), lanes.shots.height);
  context.textBaseline = "alphabetic";
  paintHeaders(context, scene, brushes);
  paintShots(context, scene, brushes);
  flushTexts(context);
  paintRuler(context, scene, brushes);
  paintMarks(context, scene, brushes);
  paintScrollbar(context, scene, brushes);
}

function paintHeaders(context: Context, scene: Scene, brushes: Brushes): void {
  const { layout, scale } = scene;
  const count = layout.passes.length;
  if (count === 0) return;
  if ((totalFrames(layout) * scale.pxPerFrame) / count < headerFromPx) {
    paintPassOverview(context, scene, brushes);
    return;
  }
  const last = passAtFrame(layout, frameAtX(scale, scale.widthPx));
  for (let index = passAtFrame(layout, frameAtX(scale, 0)); index <= last; index += 1) {
    const passX = xOfFrame(scale, layout.passStarts[index] as number);
    const passEndX = xOfFrame(scale, layout.passStarts[index + 1] as number);
    paintPassHeader(context, scene, brushes, layout.passes[index] as Pass, passX, passEndX);
  }
}

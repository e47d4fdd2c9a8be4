/** Owns the order in which the timeline is painted. */
import type { Pass } from "../../../shared/project/model.ts";
import { passAtFrame } from "../state/programme-layout.ts";
import { paintKeyframes } from "./paint-keyframes.ts";
import { paintMarks } from "./paint-marks.ts";
import { paintPassHeader, paintPassOverview } from "./paint-passes.ts";
import { paintReasonOfWall, paintRoom, paintWallOfPass } from "./paint-room.ts";
import { paintRuler, paintScrollbar } from "./paint-ruler.ts";
import { paintShots } from "./paint-shots.ts";
import { paintSoundLane } from "./paint-sound.ts";
import { type Brushes, type Context, flushTexts, type Scene } from "./scene.ts";
import { frameAtX, xOfFrame } from "./time-scale.ts";

/** Passes narrower than this on average share one strip instead of a header each. */
const headerFromPx = 44;

/** Paints everything; the playhead is an element of the page, which moves without any painting. */
export function paintTimeline(context: Context, scene: Scene, brushes: Brushes): void {
  const { scale, lanes, span } = scene;
  const { palette } = brushes;
  brushes.frames.wantNothing();
  context.fillStyle = palette.background;
  context.fillRect(0, 0, scale.widthPx, lanes.heightPx);
  const startX = Math.max(0, xOfFrame(scale, span.startFrame));
  const endX = Math.min(scale.widthPx, xOfFrame(scale, span.endFrame));
  context.fillStyle = palette.track;
  context.fillRect(startX, lanes.shots.top, Math.max(0, endX - startX), lanes.shots.height);
  context.textBaseline = "alphabetic";
  paintHeaders(context, scene, brushes);
  paintRoom(context, scene, brushes);
  paintShots(context, scene, brushes);
  paintSoundLane(context, scene, brushes);
  flushTexts(context);
  paintRuler(context, scene, brushes);
  paintKeyframes(context, scene, brushes);
  paintWallOfPass(context, scene, brushes);
  paintMarks(context, scene, brushes);
  paintReasonOfWall(context, scene, brushes);
  paintScrollbar(context, scene, brushes);
}

function paintHeaders(context: Context, scene: Scene, brushes: Brushes): void {
  const { layout, scale, open, span } = scene;
  const header = (pass: Pass, startFrame: number, endFrame: number) =>
    paintPassHeader(context, scene, brushes, pass, xOfFrame(scale, startFrame), xOfFrame(scale, endFrame));
  if (open) {
    header(open.pass, span.startFrame, span.endFrame);
    return;
  }
  const count = layout.passes.length;
  if (count === 0) return;
  if ((span.endFrame * scale.pxPerFrame) / count < headerFromPx) {
    paintPassOverview(context, scene, brushes);
    return;
  }
  const last = passAtFrame(layout, frameAtX(scale, scale.widthPx));
  for (let index = passAtFrame(layout, frameAtX(scale, 0)); index <= last; index += 1) {
    header(layout.passes[index] as Pass, layout.passStarts[index] as number, layout.passStarts[index + 1] as number);
  }
}

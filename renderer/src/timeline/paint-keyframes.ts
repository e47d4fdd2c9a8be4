/** Owns the marks on the ruler where the model of the open pass will put its keyframes. */
import { isFarFromShot, keyframesOf } from "../../../shared/generation/keyframes.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { totalMs } from "../../../shared/project/layout.ts";
import { frameAtMs } from "../../../shared/time/rate.ts";
import { type Brushes, type Context, type Scene, snap } from "./scene.ts";
import { xOfFrame } from "./time-scale.ts";

const halfPx = 5;

/** A diamond each, in the color of a warning where its shot begins far from there. */
export function paintKeyframes(context: Context, { open, layout, scale, lanes }: Scene, brushes: Brushes): void {
  if (!open) return;
  const { palette } = brushes;
  const y = lanes.header.top - halfPx - 2;
  for (const keyframe of keyframesOf(limitsOf(open.pass.profile), open.pass).sent) {
    const x = snap(xOfFrame(scale, open.startFrame + frameAtMs(keyframe.fallsAtMs, layout.rate)), brushes);
    if (x < -halfPx || x > scale.widthPx + halfPx) continue;
    context.fillStyle = isFarFromShot(keyframe, totalMs(open.pass)) ? palette.warning : palette.text;
    context.strokeStyle = palette.background;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x, y - halfPx);
    context.lineTo(x + halfPx, y);
    context.lineTo(x, y + halfPx);
    context.lineTo(x - halfPx, y);
    context.closePath();
    context.stroke();
    context.fill();
  }
}

/** Owns how the ruler and the scroll bar are painted. */
import { parseTimecode } from "../../../shared/time/timecode.ts";
import { rulerHeightPx, scrollThumb } from "./lanes.ts";
import { rulerTicks } from "./ruler-ticks.ts";
import { type Brushes, type Context, fontOf, hairline, type Scene, snap } from "./scene.ts";
import { frameAtX, xOfFrame } from "./time-scale.ts";

/** Room of one label: eleven figures and air. */
const labelGapPx = 92;
const limitLabelPx = 16;

/** The programme's start as a frame; zero when it is no timecode of the project's rate. */
export function timecodeStartOf(start: string, rate: Parameters<typeof parseTimecode>[1]): number {
  return parseTimecode(start, rate) ?? 0;
}

export function paintRuler(context: Context, scene: Scene, brushes: Brushes): void {
  const { scale, layout, open, span } = scene;
  const { palette } = brushes;
  context.fillStyle = palette.ruler;
  context.fillRect(0, 0, scale.widthPx, rulerHeightPx);
  const ticks = rulerTicks({
    rate: layout.rate,
    startFrame: scene.timecodeStart,
    pxPerFrame: scale.pxPerFrame,
    fromFrame: frameAtX(scale, -labelGapPx),
    toFrame: Math.min(frameAtX(scale, scale.widthPx), open ? span.endFrame : Number.POSITIVE_INFINITY),
    labelGapPx,
    // The open pass has the ruler to itself, too.
  }).filter(({ frame }) => frame >= span.startFrame);
  const line = hairline(brushes);
  context.fillStyle = palette.lineStrong;
  for (const { frame, label } of ticks) {
    const height = label === null ? 4 : 9;
    context.fillRect(snap(xOfFrame(scale, frame), brushes), rulerHeightPx - height, line, height);
  }
  context.font = fontOf(brushes, 10.5, 400);
  context.fillStyle = palette.textMuted;
  // The open pass's limit is written at its end.
  const labelsEndX = open ? xOfFrame(scale, open.limitFrame) - limitLabelPx : Number.POSITIVE_INFINITY;
  for (const { frame, label } of ticks) {
    const x = xOfFrame(scale, frame);
    if (label !== null && (x + labelGapPx < labelsEndX || x > labelsEndX + limitLabelPx)) {
      context.fillText(label, snap(x + 4, brushes), 11);
    }
  }
  context.fillStyle = palette.line;
  context.fillRect(0, snap(rulerHeightPx, brushes) - line, scale.widthPx, line);
}

export function paintScrollbar(context: Context, scene: Scene, brushes: Brushes): void {
  const { lanes, scale, span, hover } = scene;
  const thumb = scrollThumb(scale, span);
  if (!thumb) return;
  context.fillStyle = hover.kind === "scrollbar" ? brushes.palette.lineStrong : brushes.palette.line;
  context.beginPath();
  context.roundRect(thumb.x, lanes.scrollbar.top + 4, thumb.widthPx, 6, 3);
  context.fill();
}

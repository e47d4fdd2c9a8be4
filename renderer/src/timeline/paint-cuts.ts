/** Owns how the cuts of takes are marked on the plan: where in each shot's film its cut really falls, beside where it was planned. */
import { endFrameOf, startFrameOf } from "../state/programme-layout.ts";
import { type CutMark, cutMarkOf } from "./cut-mark.ts";
import { pictureBox } from "./paint-shots.ts";
import { type Brushes, type Context, cutShotAt, flushTexts, fontOf, type Scene, snap, writeText } from "./scene.ts";
import { xOfFrame } from "./time-scale.ts";

const dashes = { solid: [], dashed: [5, 4], dotted: [1.5, 4] } as const;
/** Shots narrower than this on both sides of a cut leave no room to tell two lines apart. */
const markFromPx = 28;
const labelFromPx = 64;

/** Marks the cuts of the takes that show the open pass. */
export function paintCuts(context: Context, scene: Scene, brushes: Brushes): void {
  const { open, layout, scale } = scene;
  if (!open) return;
  for (const shotIndex of open.pass.shots.keys()) {
    const place = { passIndex: open.index, shotIndex };
    const mark = cutMarkOf(cutShotAt(scene, place), layout.rate);
    const frame = startFrameOf(layout, place);
    const widthPx = (endFrameOf(layout, place) - frame) * scale.pxPerFrame;
    const x = xOfFrame(scale, frame);
    if (!mark || widthPx < markFromPx || x < -widthPx || x > scale.widthPx + widthPx) continue;
    paintMark(context, scene, brushes, mark, frame, widthPx >= labelFromPx);
  }
  flushTexts(context);
}

function paintMark(
  context: Context,
  { scale, lanes }: Scene,
  brushes: Brushes,
  mark: CutMark,
  plannedFrame: number,
  saysMore: boolean,
): void {
  const { palette } = brushes;
  const { top, height } = lanes.shots;
  const xOf = (offset: number) => snap(xOfFrame(scale, plannedFrame + offset), brushes);
  const x = xOf(mark.offset);
  if (mark.to > mark.from) {
    context.globalAlpha = 0.3;
    context.fillStyle = palette.text;
    // Over the picture alone: what is written above and below stays readable.
    const { x: from, ...band } = pictureBox({
      ...{ x: xOf(mark.from), widthPx: Math.max(1, xOf(mark.to) - xOf(mark.from)) },
      ...{ y: top, heightPx: height },
    });
    context.fillRect(from, band.y, band.widthPx, band.heightPx);
    context.globalAlpha = 1;
  }
  // A dark line under it, as what it crosses may be of any color.
  context.globalAlpha = 0.7;
  context.fillStyle = palette.background;
  context.fillRect(x - 2, top, 4, height);
  context.globalAlpha = 1;
  context.strokeStyle = mark.isOwn ? palette.accent : palette.text;
  context.lineWidth = 2;
  context.setLineDash(dashes[mark.stroke]);
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, top + height);
  context.stroke();
  context.setLineDash(dashes.solid);
  if (mark.label === "" || !saysMore) return;
  const font = fontOf(brushes, 10.5, 600);
  const textPx = brushes.text.width(context, font, mark.label);
  const y = snap(top + height / 2 - 8, brushes);
  // On the other side of the line is the badge of the take.
  const left = x - textPx - 13;
  context.fillStyle = mark.isOwn ? palette.accentFill : palette.background;
  context.beginPath();
  context.roundRect(left, y, textPx + 10, 16, 3);
  context.fill();
  writeText(context, brushes, mark.label, { x: left + 5, y: y + 12, widthPx: textPx + 20, font, colour: palette.text });
}

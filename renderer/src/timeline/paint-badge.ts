/** Owns the badge of a shot's take: its number, and by a sign each whether it is circled, rejected, stale, offline or not ready. */
import type { Take } from "../../../shared/takes/take.ts";
import type { Box } from "./paint-shots.ts";
import { type Brushes, type Context, fontOf, snap, writeText } from "./scene.ts";
import { standingWord, type TakeStanding } from "./take-look.ts";

const heightPx = 16;
const paddingPx = 5;
const signPx = 7;
/** A narrower box says its take by a sign alone, or by nothing when all is well. */
const numberFromPx = 30;
const wordGapPx = 6;

/** Paints the badge at the lower left of the picture, or what of it has room; beside the mark of a cut that lies `markPx` into the box. */
export function paintBadge(
  context: Context,
  brushes: Brushes,
  take: Take,
  standing: TakeStanding,
  box: Box,
  markPx: number,
): void {
  const { palette } = brushes;
  if (box.heightPx < heightPx) return;
  // A shot that begins left of the view keeps its badge in view.
  const left = Math.max(box.x, Math.min(0, box.x + box.widthPx - 80));
  const room = box.x + box.widthPx - left;
  const signs = signsOf(standing, brushes);
  const font = fontOf(brushes, 10.5, 600);
  const label = room >= numberFromPx ? `T${take.number}` : "";
  const word = standingWord(standing);
  const wordFont = fontOf(brushes, 10.5, 500);
  const widthOf = (text: string, ofFont: string) => (text ? brushes.text.width(context, ofFont, text) : 0);
  const labelPx = widthOf(label, font);
  const signsPx = signs.length * (signPx + 3);
  const shortPx = labelPx + (label && signs.length ? 2 : 0) + signsPx + paddingPx * 2;
  const wordPx = word ? wordGapPx + widthOf(word, wordFont) : 0;
  const saysWord = label !== "" && shortPx + wordPx + 8 <= room;
  const widthPx = shortPx + (saysWord ? wordPx : 0);
  if ((!label && signs.length === 0) || widthPx > room) return;
  const besideMark = markPx > 0 && markPx < widthPx ? markPx + 4 : 3;
  const x = snap(left + Math.min(besideMark, (room - widthPx) / 2), brushes);
  const y = snap(box.y + box.heightPx - heightPx - 4, brushes);
  context.fillStyle = palette.background;
  context.beginPath();
  context.roundRect(x, y, widthPx, heightPx, 3);
  context.fill();
  let penX = x + paddingPx;
  if (label)
    penX += writeText(context, brushes, label, { x: penX, y: y + 12, widthPx: 80, font, colour: palette.text }) + 2;
  for (const { colour, shape } of signs) {
    context.fillStyle = colour;
    paintSign(context, shape, penX + 2 + signPx / 2, y + heightPx / 2);
    penX += signPx + 3;
  }
  if (!saysWord) return;
  const colour = signs[0]?.colour ?? palette.textMuted;
  writeText(context, brushes, word, { x: penX + wordGapPx - 2, y: y + 12, widthPx: 200, font: wordFont, colour });
}

type Shape = "dot" | "triangle" | "cross" | "bar";

interface Sign {
  readonly shape: Shape;
  readonly colour: string;
}

/** What is wrong first; each differs in shape, too. */
function signsOf({ isOffline, isRejected, isStale, isCircled, hasFailed }: TakeStanding, { palette }: Brushes): Sign[] {
  return [
    ...(isOffline || hasFailed ? [{ shape: "bar", colour: palette.danger } as const] : []),
    ...(isRejected ? [{ shape: "cross", colour: palette.danger } as const] : []),
    ...(isStale ? [{ shape: "triangle", colour: palette.warning } as const] : []),
    ...(isCircled ? [{ shape: "dot", colour: palette.accent } as const] : []),
  ];
}

function paintSign(context: Context, shape: Shape, x: number, y: number): void {
  const half = signPx / 2;
  context.beginPath();
  if (shape === "dot") context.arc(x, y, half, 0, Math.PI * 2);
  else if (shape === "triangle") {
    context.moveTo(x, y - half);
    context.lineTo(x + half, y + half);
    context.lineTo(x - half, y + half);
  } else if (shape === "bar") context.rect(x - 1.25, y - half, 2.5, signPx);
  else {
    for (const slope of [1, -1]) {
      context.moveTo(x - half, y - half * slope);
      context.lineTo(x - half + 2, y - half * slope);
      context.lineTo(x + half, y + half * slope);
      context.lineTo(x + half - 2, y + half * slope);
      context.closePath();
    }
  }
  context.fill();
}

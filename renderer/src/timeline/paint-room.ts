/** Owns how the room left in the open pass and the wall at its limit are painted. */
import { formatSeconds } from "../../../shared/budget/wall.ts";
import { limitsOf } from "../../../shared/models/profiles.ts";
import { isStoppedByLimit, roomOf } from "./open-pass.ts";
import { paintPill } from "./paint-pill.ts";
import { type Brushes, type Context, flushTexts, fontOf, type Scene, snap, writeText } from "./scene.ts";
import { xOfFrame } from "./time-scale.ts";

const hatchPx = 9;
const textPxMin = 44;

/** Hatches what is free, with its seconds in it, and says what a click or a drop does there. */
export function paintRoom(context: Context, scene: Scene, brushes: Brushes): void {
  const { open, scale, lanes, hover } = scene;
  const room = open && roomOf(open.pass);
  if (!open || !room) return;
  const { palette } = brushes;
  const left = snap(xOfFrame(scale, open.endFrame), brushes) + 1;
  const right = snap(xOfFrame(scale, open.limitFrame), brushes);
  const { top, height } = lanes.shots;
  const hovered = hover.kind === "room";
  if (hovered) {
    context.fillStyle = scene.heldFiles > 0 ? palette.accentQuiet : palette.pass;
    context.fillRect(left, top, right - left, height);
  }
  hatch(context, { left, right, top, height }, hovered ? palette.lineStrong : palette.line);
  const visibleLeft = Math.max(left, 0);
  const visibleRight = Math.min(right, scale.widthPx);
  const widthPx = visibleRight - visibleLeft - 16;
  if (widthPx < textPxMin) return;
  const middle = top + height / 2;
  const title = `${formatSeconds(room.freeMs)} left`;
  const hint = scene.heldFiles > 0 && hovered ? "Drop images to add a shot for each" : room.hint;
  const lines = [
    { text: title, font: fontOf(brushes, 13, 600), colour: palette.text },
    { text: hint, font: fontOf(brushes, 11.5, 400), colour: palette.textMuted },
  ].filter(({ text, font }) => brushes.text.width(context, font, text) <= widthPx);
  const startY = middle - (lines.length - 1) * 9 + 4;
  for (const [index, { text, font, colour }] of lines.entries()) {
    const textPx = brushes.text.width(context, font, text);
    const x = (visibleLeft + visibleRight - textPx) / 2;
    const y = startY + index * 18;
    // The hatch would run through the letters.
    context.fillStyle = hovered ? (scene.heldFiles > 0 ? palette.accentQuiet : palette.pass) : palette.track;
    context.fillRect(x - 5, y - 13, textPx + 10, 18);
    writeText(context, brushes, text, { x, y, widthPx: textPx + 20, font, colour });
  }
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
}

/** Diagonal lines that end where the area does, so that nothing needs clipping. */
function hatch(context: Context, { left, right, top, height }: Area, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  const bottom = top + height;
  // The lattice counts from the right, where the wall stands still while the shots grow.
  for (let x = right; x > left - height; x -= hatchPx) {
    const startX = Math.max(left, x);
    const endX = Math.min(right, x + height);
    if (endX <= startX) continue;
    context.moveTo(startX, bottom - (startX - x));
    context.lineTo(endX, bottom - (endX - x));
  }
  context.stroke();
}

/** The limit as a wall: quiet while there is room, lit while something runs into it. */
export function paintWallOfPass(context: Context, scene: Scene, brushes: Brushes): void {
  const { open, scale, lanes, blocked } = scene;
  if (!open) return;
  const { palette } = brushes;
  const { top, height } = lanes.shots;
  const x = snap(xOfFrame(scale, open.limitFrame), brushes);
  const lit = isStoppedByLimit(open, blocked?.wall);
  const over = open.endFrame > open.limitFrame;
  const colour = lit || over ? palette.danger : open.endFrame === open.limitFrame ? palette.warning : palette.textFaint;
  if (lit) {
    context.fillStyle = palette.dangerQuiet;
    context.fillRect(x, lanes.header.top, 12, top + height - lanes.header.top);
  }
  context.fillStyle = colour;
  const widthPx = lit ? 4 : 2;
  context.fillRect(x, lanes.header.top, widthPx, top + height - lanes.header.top);
  if (lit) hatch(context, { left: x + widthPx, right: x + 12, top, height }, palette.danger);
  const limit = formatSeconds(limitsOf(open.pass.profile).totalMs.max);
  const font = fontOf(brushes, 10.5, 600);
  const textPx = brushes.text.width(context, font, limit);
  if (x > scale.widthPx) return;
  const labelX = Math.min(x - textPx / 2, scale.widthPx - textPx - 3);
  writeText(context, brushes, limit, { x: labelX, y: 15, widthPx: textPx + 20, font, colour });
  flushTexts(context);
}

/** Why the wall stands, beside it and over everything, while something runs into it. */
export function paintReasonOfWall(context: Context, scene: Scene, brushes: Brushes): void {
  const { open, scale, lanes, blocked } = scene;
  if (!open || !blocked || !isStoppedByLimit(open, blocked.wall)) return;
  const { message } = blocked.wall;
  const halfPx = brushes.text.width(context, fontOf(brushes, 11.5, 600), message) / 2 + 8;
  const x = xOfFrame(scale, open.limitFrame) - halfPx - 8;
  paintPill(context, scene, brushes, message, x, lanes.shots.top + lanes.shots.height / 2 - 11, "refused");
}

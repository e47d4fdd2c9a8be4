/** Owns the small label that is painted over everything: what an edge in hand does, or why it stops. */
import { type Brushes, type Context, flushTexts, fontOf, type Scene, snap, writeText } from "./scene.ts";

/** A small label over everything, kept inside the view. */
export function paintPill(
  context: Context,
  scene: Scene,
  brushes: Brushes,
  text: string,
  x: number,
  y: number,
  state: "live" | "still" | "refused",
): void {
  const { palette } = brushes;
  const font = fontOf(brushes, 11.5, 600);
  const widthPx = brushes.text.width(context, font, text) + 16;
  const left = snap(Math.min(scene.scale.widthPx - widthPx - 4, Math.max(4, x - widthPx / 2)), brushes);
  context.fillStyle = state === "refused" ? palette.danger : state === "live" ? palette.accentFill : palette.lineStrong;
  context.beginPath();
  context.roundRect(left, y, widthPx, 22, 4);
  context.fill();
  const colour = state === "refused" ? palette.background : palette.textOnAccent;
  writeText(context, brushes, text, { x: left + 8, y: y + 15, widthPx: 600, font, colour });
  flushTexts(context);
}

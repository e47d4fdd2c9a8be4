/** Owns the words under a shot that has no picture yet: which shot, its camera and what happens, on a shade that lets them be read. */
import type { SizePx } from "../camera/placement.ts";
import { spokenHeight } from "./draw-burn-in.ts";
import type { PlannedShot } from "./plan-frames.ts";
import type { Surface } from "./surface.ts";
import { fitLine, setFont, wrapText } from "./text.ts";

export interface CaptionOptions {
  readonly frame: SizePx;
  /** Leaves room for the burn-in, which then says number and camera. */
  readonly burnIn: boolean;
}

const colors = { text: "#f4f5f6", quiet: "#b3b8be", accent: "#d9b878" } as const;

/** The words stand still to be read while the figure moves. */
export function drawCaption(
  surface: Surface,
  { card }: Pick<PlannedShot, "card">,
  { frame, burnIn }: CaptionOptions,
): void {
  const { widthPx, heightPx } = frame;
  const unit = Math.min(widthPx, heightPx) / 100;
  const left = (burnIn ? 4 : 5) * unit;
  const width = Math.min(widthPx - 2 * left, 150 * unit);
  const size = 4.4 * unit;
  const lineHeight = 1.34 * size;
  const bottom = heightPx - (burnIn ? (card.dialogue.length > 0 ? 13.8 + spokenHeight(frame) : 13) : 5) * unit;
  setFont(surface, size, 500);
  const text = card.text || "No picture or prompt yet";
  const lines = linesOf(surface, text, width, widthPx < heightPx ? 6 : 3);
  const top = bottom - lines.length * lineHeight;
  const headTop = burnIn ? top : top - 6 * unit;
  shade(surface, frame, headTop - 9 * unit, bottom);
  surface.textBaseline = "top";
  surface.textAlign = "left";
  setFont(surface, size, 500);
  surface.fillStyle = card.text ? colors.text : colors.quiet;
  for (const [index, line] of lines.entries()) {
    surface.fillText(line, left, top + index * lineHeight + 0.14 * size);
  }
  if (burnIn) return;
  setFont(surface, 3.3 * unit, 600);
  surface.fillStyle = colors.quiet;
  surface.fillText(card.label, left, headTop);
  const after = surface.measureText(card.label).width + 3 * unit;
  setFont(surface, 3.3 * unit, 500);
  surface.fillStyle = colors.accent;
  surface.fillText(fitLine(surface, card.camera, width - after), left + after, headTop);
}

function shade(surface: Surface, { widthPx, heightPx }: SizePx, top: number, bottom: number): void {
  const gradient = surface.createLinearGradient(0, top, 0, bottom);
  gradient.addColorStop(0, "rgba(14, 15, 16, 0)");
  gradient.addColorStop(0.4, "rgba(14, 15, 16, 0.6)");
  gradient.addColorStop(1, "rgba(14, 15, 16, 0.82)");
  surface.fillStyle = gradient;
  surface.fillRect(0, top, widthPx, heightPx - top);
}

/** The last text that was wrapped: a caption is drawn for many frames on end. Its width changes when a font arrives. */
let wrapped: { key: string; lines: string[] } | null = null;

function linesOf(surface: Surface, text: string, widthPx: number, linesMax: number): string[] {
  const key = JSON.stringify([surface.font, widthPx, linesMax, text, surface.measureText(text).width]);
  if (wrapped?.key !== key) wrapped = { key, lines: wrapText(surface, text, widthPx, linesMax) };
  return wrapped.lines;
}

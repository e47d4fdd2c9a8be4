/** Owns the card that stands in for a picture that is missing or still being read: the shot's number, text and camera, set like a slate. */
import { cameraTransformAt, planCamera, type SizePx } from "../camera/placement.ts";
import { spokenHeight } from "./draw-burn-in.ts";
import type { PlannedShot } from "./plan-frames.ts";
import type { Surface } from "./surface.ts";
import { type FontWeight, fitLine, setFont, wrapText } from "./text.ts";

export interface SlateOptions {
  readonly frame: SizePx;
  /** Leaves room for the burn-in, which then says number and camera. */
  readonly burnIn: boolean;
  /** `missing`: there is a picture, but its file cannot be read. `pending`: it is being read. */
  readonly state: "missing" | "pending";
}

const tones = {
  missing: { ground: "#4a1a1c", line: "#632629", quiet: "#e0a3a3", text: "#fff1f0", accent: "#ff8f88" },
  pending: { ground: "#1a1b1d", line: "#2a2c2f", quiet: "#8d9299", text: "#eceef0", accent: "#c9a35b" },
} as const;

export function drawSlate(surface: Surface, shot: PlannedShot, progress: number, options: SlateOptions): void {
  const tone = tones[options.state];
  surface.fillStyle = tone.ground;
  surface.fillRect(0, 0, options.frame.widthPx, options.frame.heightPx);
  drawGrid(surface, shot, progress, options.frame, tone.line);
  if (options.state !== "pending") drawCard(surface, shot, options, tone);
}

/** The text stands still to be read; the ground moves, so that the camera's move is felt. */
function drawGrid(surface: Surface, shot: PlannedShot, progress: number, frame: SizePx, color: string): void {
  const { widthPx, heightPx } = frame;
  const at = cameraTransformAt(planCamera(shot.take, frame, frame), progress);
  const cell = Math.min(widthPx, heightPx) / 6;
  surface.save();
  surface.transform(at.a, at.b, at.c, at.d, at.e, at.f);
  surface.strokeStyle = color;
  surface.lineWidth = Math.max(1, Math.min(widthPx, heightPx) / 480);
  surface.beginPath();
  for (let x = (widthPx / 2) % cell; x < widthPx; x += cell) {
    surface.moveTo(x, 0);
    surface.lineTo(x, heightPx);
  }
  for (let y = (heightPx / 2) % cell; y < heightPx; y += cell) {
    surface.moveTo(0, y);
    surface.lineTo(widthPx, y);
  }
  surface.stroke();
  surface.restore();
}

function drawCard(
  surface: Surface,
  shot: PlannedShot,
  options: SlateOptions,
  tone: (typeof tones)[keyof typeof tones],
): void {
  const { frame, burnIn } = options;
  const unit = Math.min(frame.widthPx, frame.heightPx) / 100;
  const left = 8 * unit;
  const width = frame.widthPx - 2 * left;
  const small = 3.4 * unit;
  let top = (burnIn ? 16 : 9) * unit;
  let bottom = frame.heightPx - (burnIn ? (shot.card.dialogue.length > 0 ? 12.8 + spokenHeight(frame) : 15) : 9) * unit;
  const set = (text: string, y: number, sizePx: number, weight: FontWeight, color: string, x = left) => {
    setFont(surface, sizePx, weight);
    surface.fillStyle = color;
    surface.fillText(fitLine(surface, text, width), x, y);
  };
  surface.textBaseline = "top";
  surface.textAlign = "right";
  set(`${Number((shot.shot.durationMs / 1000).toFixed(2))} s`, top, small, 500, tone.quiet, frame.widthPx - left);
  surface.textAlign = "left";
  set(shot.card.scene, top, small, 500, tone.quiet);
  set(shot.card.label, top + 5.2 * unit, 9.5 * unit, 600, tone.text, left - 0.5 * unit);
  top += 18.2 * unit;
  set("Picture offline: the file is missing or can't be read", top, small, 600, tone.accent);
  top += 6.5 * unit;
  if (!burnIn && shot.card.camera) {
    set(shot.card.camera, bottom - 3.6 * unit, small, 500, tone.accent);
    surface.fillStyle = tone.line;
    surface.fillRect(left, bottom - 7 * unit, width, Math.max(1, 0.25 * unit));
    bottom -= 10 * unit;
  }
  const size = 5 * unit;
  const lineHeight = size * 1.32;
  const linesMax = Math.max(1, Math.floor((bottom - top) / lineHeight));
  setFont(surface, size, 400);
  const lines = linesOf(surface, shot.card.text, Math.min(width, 150 * unit), linesMax);
  for (const [index, line] of lines.entries()) set(line, top + index * lineHeight, size, 400, tone.text);
}

/** The last text that was wrapped: a slate is drawn for many frames on end. Its width changes when a font arrives. */
let wrapped: { key: string; lines: string[] } | null = null;

function linesOf(surface: Surface, text: string, widthPx: number, linesMax: number): string[] {
  const key = JSON.stringify([surface.font, widthPx, linesMax, text, surface.measureText(text).width]);
  if (wrapped?.key !== key) wrapped = { key, lines: wrapText(surface, text, widthPx, linesMax) };
  return wrapped.lines;
}

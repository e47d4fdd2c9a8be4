/** Owns the card that stands in for a shot without a picture: its number, its text and its camera, set like a slate. */
import { cameraTransformAt, planCamera, type SizePx } from "../camera/placement.ts";
import type { PlannedShot } from "./plan-frames.ts";
import type { Surface } from "./surface.ts";
import { fitLine, setFont, wrapText } from "./text.ts";

export interface SlateOptions {
  readonly frame: SizePx;
  /** Leaves room for the burn-in, which then says number and camera. */
  readonly burnIn: boolean;
  /** `missing`: there is a picture, but its file cannot be read. `pending`: it is being read. */
  readonly state: "none" | "missing" | "pending";
}

const tones = {
  none: { ground: "#1a1b1d", line: "#2a2c2f", quiet: "#8d9299", text: "#eceef0", accent: "#c9a35b" },
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
  surface.lineWidth = Math.min(widthPx, heightPx) / 480;
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
  { frame, burnIn, state }: SlateOptions,
  tone: (typeof tones)["none" | "missing"],
): void {
  const unit = Math.min(frame.widthPx, frame.heightPx) / 100;
  const left = 8 * unit;
  const right = frame.widthPx - left;
  const width = right - left;
  let top = (burnIn ? 16 : 9) * unit;
  let bottom = frame.heightPx - (burnIn ? (shot.card.dialogue.length > 0 ? 24 : 15) : 9) * unit;
  const seconds = `${Number((shot.shot.durationMs / 1000).toFixed(2))} s`;
  surface.textBaseline = "top";
  surface.textAlign = "right";
  setFont(surface, 3.4 * unit, 500);
  surface.fillStyle = tone.quiet;
  surface.fillText(seconds, right, top);
  const secondsWidth = surface.measureText(seconds).width;
  surface.textAlign = "left";
  surface.fillText(fitLine(surface, shot.card.scene, width - secondsWidth - 4 * unit), left, top);
  top += 5.2 * unit;
  setFont(surface, 9.5 * unit, 600);
  surface.fillStyle = tone.text;
  surface.fillText(shot.card.label, left - 0.6 * unit, top);
  top += 13 * unit;
  if (state === "missing") {
    setFont(surface, 3.4 * unit, 600);
    surface.fillStyle = tone.accent;
    surface.fillText(fitLine(surface, "Picture offline: its file is missing or cannot be read", width), left, top);
    top += 6.5 * unit;
  }
  if (!burnIn && shot.card.camera) {
    setFont(surface, 3.4 * unit, 500);
    surface.fillStyle = tone.accent;
    surface.fillText(fitLine(surface, shot.card.camera, width), left, bottom - 3.6 * unit);
    bottom -= 7 * unit;
    surface.fillStyle = tone.line;
    surface.fillRect(left, bottom, width, Math.max(1, 0.25 * unit));
    bottom -= 3 * unit;
  }
  const size = 5 * unit;
  const lineHeight = size * 1.32;
  setFont(surface, size, 400);
  surface.fillStyle = shot.card.text ? tone.text : tone.quiet;
  const linesMax = Math.max(1, Math.floor((bottom - top) / lineHeight));
  const lines = wrapText(
    surface,
    shot.card.text || "No picture and no text yet",
    Math.min(width, 150 * unit),
    linesMax,
  );
  for (const [index, line] of lines.entries()) surface.fillText(line, left, top + index * lineHeight);
}

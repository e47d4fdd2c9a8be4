/** Owns the burn-in: shot and timecode above, camera and spoken line below, each on a plate that any picture lets read. */
import type { SizePx } from "../camera/placement.ts";
import { formatTimecode } from "../time/timecode.ts";
import type { PlannedFrame } from "./plan-frames.ts";
import type { Surface } from "./surface.ts";
import { fitLine, setFont, wrapText } from "./text.ts";

const plate = "rgba(10, 10, 11, 0.66)";
const ink = "#ffffff";

export function drawBurnIn(surface: Surface, planned: PlannedFrame, { widthPx, heightPx }: SizePx): void {
  const unit = Math.min(widthPx, heightPx) / 100;
  const margin = 4 * unit;
  const { card } = planned.current.shot;
  setFont(surface, 3.5 * unit, 600);
  const timecode = formatTimecode(planned.timecodeFrame, planned.rate);
  const timecodeWidth = drawTimecode(surface, timecode, widthPx - margin, margin, unit);
  const room = widthPx - 2 * margin - timecodeWidth - 6 * unit;
  drawPlate(surface, fitLine(surface, `${card.scene}  ${card.label}`, room), {
    x: margin,
    y: margin,
    align: "left",
    unit,
  });
  setFont(surface, 2.8 * unit, 500);
  const lower = heightPx - margin - plateHeight(unit);
  if (card.camera) {
    const text = fitLine(surface, card.camera, widthPx - 2 * margin - 4 * unit);
    drawPlate(surface, text, { x: margin, y: lower, align: "left", unit });
  }
  const line = spokenLine(planned);
  if (!line) return;
  setFont(surface, 4.2 * unit, 500);
  const lines = wrapText(surface, line, Math.min(widthPx - 2 * margin - 4 * unit, 130 * unit), 2);
  lines.forEach((text, index) => {
    const y = lower - (lines.length - index) * 6.6 * unit - 0.8 * unit;
    drawPlate(surface, text, { x: widthPx / 2, y, align: "center", unit, height: 6.6 * unit });
  });
}

/** Several lines of one shot share its time evenly. */
function spokenLine({ current, frame }: PlannedFrame): string {
  const { card, startFrame, endFrame } = current.shot;
  const index = Math.floor(((frame - startFrame) / (endFrame - startFrame)) * card.dialogue.length);
  return card.dialogue[index] ?? "";
}

function plateHeight(unit: number): number {
  return 5.4 * unit;
}

interface PlatePlace {
  readonly x: number;
  readonly y: number;
  readonly align: "left" | "center";
  readonly unit: number;
  readonly height?: number;
}

function drawPlate(
  surface: Surface,
  text: string,
  { x, y, align, unit, height = plateHeight(unit) }: PlatePlace,
): void {
  const width = surface.measureText(text).width + 3 * unit;
  const left = align === "left" ? x : x - width / 2;
  fillPlate(surface, left, y, width, height, unit);
  surface.textAlign = "left";
  surface.fillText(text, left + 1.5 * unit, y + height / 2);
}

function fillPlate(surface: Surface, x: number, y: number, width: number, height: number, unit: number): void {
  surface.fillStyle = plate;
  surface.beginPath();
  surface.roundRect(x, y, width, height, 0.7 * unit);
  surface.fill();
  surface.fillStyle = ink;
  surface.textBaseline = "middle";
}

/** Digits stand in cells of one width, so that the label does not tremble as it counts. Returns the plate's width. */
function drawTimecode(surface: Surface, timecode: string, right: number, top: number, unit: number): number {
  const digit = surface.measureText("0").width;
  const widths = [...timecode].map((character) => (/\d/.test(character) ? digit : digit * 0.55));
  const width = widths.reduce((sum, cell) => sum + cell, 0) + 3 * unit;
  fillPlate(surface, right - width, top, width, plateHeight(unit), unit);
  surface.textAlign = "center";
  let x = right - width + 1.5 * unit;
  [...timecode].forEach((character, index) => {
    const cell = widths[index]!;
    surface.fillText(character, x + cell / 2, top + plateHeight(unit) / 2);
    x += cell;
  });
  return width;
}

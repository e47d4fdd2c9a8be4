/** Owns the burn-in: shot and timecode above, camera and spoken line below, each on a plate that any picture lets read. */
import type { SizePx } from "../camera/placement.ts";
import { formatTimecode } from "../time/timecode.ts";
import type { PlannedFrame } from "./plan-frames.ts";
import type { Surface } from "./surface.ts";
import { fitLine, setFont, wrapText } from "./text.ts";

const plate = "rgba(10, 10, 11, 0.66)";
const ink = "#ffffff";
/** Sizes in hundredths of the frame's shorter side. A head that is too wide for a narrow frame is smaller, down to its least. */
const headSize = { usual: 3.5, least: 2 } as const;
const captionLine = 6.6;

/** Sizes follow the frame's shorter side, of which `unit` is a hundredth. */
interface Room {
  readonly unit: number;
  readonly margin: number;
  readonly widthPx: number;
  readonly plateHeight: number;
}

export function drawBurnIn(surface: Surface, planned: PlannedFrame, frame: SizePx): void {
  const unit = Math.min(frame.widthPx, frame.heightPx) / 100;
  const room = { unit, margin: 4 * unit, widthPx: frame.widthPx, plateHeight: 5.4 * unit };
  const lower = frame.heightPx - room.margin - room.plateHeight;
  drawHead(surface, planned, room);
  drawCamera(surface, planned.current.shot.card.camera, lower, room);
  drawCaption(surface, planned, frame, lower, room);
}

function drawHead(surface: Surface, planned: PlannedFrame, room: Room): void {
  const { card } = planned.current.shot;
  setFont(surface, headSize.usual * room.unit, 600);
  const used = drawTimecode(surface, formatTimecode(planned.timecodeFrame, planned.rate), room);
  const widthMax = room.widthPx - 2 * room.margin - used - 6 * room.unit;
  const head = `${card.scene}  ${card.label}`;
  // A little less: letters do not shrink quite evenly.
  const shrunk = (0.98 * headSize.usual * widthMax) / Math.max(1, surface.measureText(head).width);
  setFont(surface, Math.max(headSize.least, Math.min(headSize.usual, shrunk)) * room.unit, 600);
  const text = fitLine(surface, head, widthMax);
  drawPlate(surface, text, { left: room.margin, top: room.margin, height: room.plateHeight }, room);
}

function drawCamera(surface: Surface, camera: string, top: number, room: Room): void {
  if (!camera) return;
  setFont(surface, 2.8 * room.unit, 500);
  const text = fitLine(surface, camera, room.widthPx - 2 * room.margin - 4 * room.unit);
  drawPlate(surface, text, { left: room.margin, top, height: room.plateHeight }, room);
}

function drawCaption(surface: Surface, planned: PlannedFrame, frame: SizePx, lower: number, room: Room): void {
  const { unit } = room;
  const spoken = spokenLine(planned);
  if (!spoken) return;
  setFont(surface, 4.2 * unit, 500);
  const widthMax = Math.min(room.widthPx - 2 * room.margin - 4 * unit, 130 * unit);
  const lines = wrapText(surface, spoken, widthMax, spokenLinesMax(frame));
  for (const [index, text] of lines.entries()) {
    const left = (room.widthPx - surface.measureText(text).width) / 2 - 1.5 * unit;
    const top = lower - unit - (lines.length - index) * captionLineHeight(unit);
    drawPlate(surface, text, { left, top, height: captionLineHeight(unit) }, room);
  }
}

/** Several lines of one shot share its time evenly. */
function spokenLine({ current, frame }: PlannedFrame): string {
  const { card, startFrame, endFrame } = current.shot;
  const index = Math.floor(((frame - startFrame) / (endFrame - startFrame)) * card.dialogue.length);
  return card.dialogue[index] ?? "";
}

function captionLineHeight(unit: number): number {
  return captionLine * unit;
}

/** In a frame that is no wider than high a spoken line may take three lines, else two. */
function spokenLinesMax({ widthPx, heightPx }: SizePx): number {
  return widthPx <= heightPx ? 3 : 2;
}

/** What the spoken lines take above the camera's plate, in hundredths of the frame's shorter side. */
export function spokenHeight(frame: SizePx): number {
  return captionLine * spokenLinesMax(frame);
}

interface PlatePlace {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

function drawPlate(surface: Surface, text: string, { left, top, height }: PlatePlace, { unit }: Room): void {
  fillPlate(surface, left, top, surface.measureText(text).width + 3 * unit, height, unit);
  surface.textAlign = "left";
  surface.fillText(text, left + 1.5 * unit, top + height / 2);
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
function drawTimecode(surface: Surface, timecode: string, { unit, margin, widthPx, plateHeight }: Room): number {
  const digit = surface.measureText("0").width;
  const cells = [...timecode].map((character) => (/\d/.test(character) ? digit : digit * 0.55));
  const width = cells.reduce((sum, cell) => sum + cell, 0) + 3 * unit;
  fillPlate(surface, widthPx - margin - width, margin, width, plateHeight, unit);
  surface.textAlign = "center";
  let x = widthPx - margin - width + 1.5 * unit;
  for (const [index, character] of [...timecode].entries()) {
    const cell = cells[index]!;
    surface.fillText(character, x + cell / 2, margin + plateHeight / 2);
    x += cell;
  }
  return width;
}

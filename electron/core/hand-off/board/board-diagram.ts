/** Owns drawing an overhead diagram on a board's page, in vectors. */
import { figureColors } from "../../../../shared/animatic/shades.ts";
import { type DiagramMark, type DiagramShot, diagram, type Ink } from "../../../../shared/stage/diagram.ts";
import type { Place } from "../../../../shared/stage/diagram-fit.ts";
import type { Box } from "./board-pdf-layout.ts";
import type { BoardSetting } from "./board-setting.ts";

const camera = "#1d4f7c";
const quiet = "#8b949d";

interface Manner {
  readonly fill?: string;
  readonly line: string;
  /** In text sizes. */
  readonly lineWidth: number;
  readonly dash?: number;
}

const manners: Readonly<Record<Ink, Manner>> = {
  prop: { fill: "#e9ebee", line: "#8b949d", lineWidth: 0.07 },
  wall: { fill: "#b9bec4", line: "#7d848c", lineWidth: 0.07 },
  cone: { fill: camera, line: camera, lineWidth: 0.05 },
  move: { line: camera, lineWidth: 0.16 },
  walk: { line: "#5c4a1e", lineWidth: 0.12, dash: 0.4 },
  figure: { line: "#16181b", lineWidth: 0.09 },
  camera: { fill: camera, line: camera, lineWidth: 0.1 },
  quiet: { fill: "#c9ced3", line: quiet, lineWidth: 0.1 },
  scale: { line: "#62686f", lineWidth: 0.09 },
};
const textColors: Partial<Readonly<Record<Ink, string>>> = {
  camera: "#ffffff",
  quiet: "#40464d",
  scale: "#62686f",
  prop: "#62686f",
};
const coneOpacity = 0.09;

/** Fills `box` with the stage as `diagram` lays it out; what reaches over its edges is cut off. `textPt` is the size of its names. */
export function drawDiagram(
  document: PDFKit.PDFDocument,
  setting: BoardSetting,
  { x, y, width, height }: Box,
  shots: readonly DiagramShot[],
  textPt: number,
  about?: number,
): void {
  document.save();
  document.rect(x, y, width, height).fill("#fafbfb");
  document.rect(x, y, width, height).clip();
  for (const mark of diagram(shots, { width, height, textSize: textPt }, about)) {
    if (mark.kind === "text") drawText(setting, mark, x, y);
    else drawShape(document, mark, textPt, ([right, down]) => [x + right, y + down]);
  }
  document.restore();
  document.rect(x, y, width, height).lineWidth(0.5).strokeColor("#b9bdc2").stroke();
}

function drawShape(
  document: PDFKit.PDFDocument,
  mark: Exclude<DiagramMark, { kind: "text" }>,
  textPt: number,
  on: (place: Place) => Place,
): void {
  const { fill, line, lineWidth, dash } = manners[mark.ink];
  const points = mark.points.map(on);
  document
    .lineWidth(lineWidth * textPt)
    .lineJoin("round")
    .strokeColor(line);
  if (mark.kind === "area") {
    const color = mark.color === undefined ? fill : figureColors[mark.color % figureColors.length];
    document.polygon(...points.map(([right, down]) => [right, down]));
    if (mark.ink === "cone") document.fillOpacity(coneOpacity).strokeOpacity(0.5).fillAndStroke(color, line);
    else document.fillAndStroke(color ?? "#ffffff", line);
    document.fillOpacity(1).strokeOpacity(1);
    return;
  }
  if (dash) document.dash(dash * textPt, { space: 0.6 * dash * textPt });
  for (const [index, [right, down]] of points.entries()) {
    if (index === 0) document.moveTo(right, down);
    else document.lineTo(right, down);
  }
  document.stroke().undash();
  if (mark.arrow) drawArrow(document, points, textPt, line);
}

/** Along the end of the line, as far back as the arrow is long: the last points of a move lie close together. */
function drawArrow(document: PDFKit.PDFDocument, points: readonly Place[], textPt: number, color: string): void {
  const [x, y] = points.at(-1) as Place;
  const long = 0.75 * textPt;
  const [fromX, fromY] = points.findLast(([px, py]) => Math.hypot(px - x, py - y) >= long) ?? (points[0] as Place);
  const turn = Math.atan2(y - fromY, x - fromX);
  const barb = (side: number): [number, number] => [
    x - long * Math.cos(turn + side * 0.42),
    y - long * Math.sin(turn + side * 0.42),
  ];
  document.polygon([x, y], barb(1), barb(-1)).fill(color);
}

function drawText(
  setting: BoardSetting,
  { ink, text, at: [right, down], width, size }: DiagramMark & { kind: "text" },
  x: number,
  y: number,
): void {
  const style = {
    sizePt: size,
    weight: ink === "scale" || ink === "prop" ? 400 : 600,
    color: textColors[ink] ?? "#16181b",
  } as const;
  // A name is smaller rather than over its neighbor.
  const tooWide = Math.max(1, setting.of(text, style).widthOf(text) / width);
  const set = setting.of(text, { ...style, sizePt: size / tooWide });
  set.draw(text, x + right - set.widthOf(text) / 2, y + down + (0.36 * size) / tooWide);
}

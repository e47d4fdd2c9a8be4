/** Owns drawing a shot's sketch: marks that lie on its picture and move with it. */
import type { SizePx } from "../camera/placement.ts";
import type { Mark, Sketch } from "../project/sketch.ts";
import type { Matrix } from "./from-rest.ts";
import type { Surface } from "./surface.ts";
import { fitLine, setFont } from "./text.ts";

type Point = readonly [x: number, y: number];

/** Marks are measured in ten-thousandths of the frame. */
const whole = 10_000;
const lineHeight = 1.3;

/** Draws the layers that are not hidden, from the back to the front, in a frame whose camera rests. The surface's state is left as it was found. */
export function drawSketch(surface: Surface, sketch: Sketch, frame: SizePx): void {
  for (const { hidden, marks } of sketch.layers) if (!hidden) for (const mark of marks) drawMark(surface, mark, frame);
}

/** Draws a sketch as a moving camera sees it. `moved`: from where the resting one sees a point to where it does. */
export function drawSketchUnderCamera(surface: Surface, sketch: Sketch, frame: SizePx, moved: Matrix): void {
  surface.save();
  surface.transform(moved.a, moved.b, moved.c, moved.d, moved.e, moved.f);
  drawSketch(surface, sketch, frame);
  surface.restore();
}

/** Draws one mark in a frame whose camera rests. */
export function drawMark(surface: Surface, mark: Mark, frame: SizePx): void {
  const lineWidth = (mark.thickness * frame.heightPx) / whole;
  surface.save();
  surface.strokeStyle = mark.color;
  surface.fillStyle = mark.color;
  surface.lineWidth = lineWidth;
  surface.lineCap = "round";
  surface.lineJoin = "round";
  switch (mark.kind) {
    case "pencil":
      drawPencil(
        surface,
        mark.points.map((point) => placed(point, frame)),
        lineWidth,
      );
      break;
    case "arrow":
      drawArrow(surface, mark, frame, lineWidth);
      break;
    case "box":
      drawBox(surface, mark, frame);
      break;
    case "text":
      drawText(surface, mark, frame, lineWidth);
      break;
  }
  surface.restore();
}

function placed([x, y]: Point, { widthPx, heightPx }: SizePx): Point {
  return [(x * widthPx) / whole, (y * heightPx) / whole];
}

function middle(one: Point, other: Point): Point {
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
}

/** A curve through the middles between its points, which takes the shake of the hand out of it. */
function drawPencil(surface: Surface, points: readonly Point[], lineWidth: number): void {
  const [first, ...others] = points as [Point, ...Point[]];
  if (others.every(([x, y]) => x === first[0] && y === first[1])) {
    surface.beginPath();
    surface.roundRect(first[0] - lineWidth / 2, first[1] - lineWidth / 2, lineWidth, lineWidth, lineWidth / 2);
    surface.fill();
    return;
  }
  surface.beginPath();
  surface.moveTo(...first);
  for (const [index, point] of others.entries()) {
    const next = others[index + 1];
    if (next) surface.quadraticCurveTo(...point, ...middle(point, next));
    else surface.lineTo(...point);
  }
  surface.stroke();
}

/** The head's length and half its width, as multiples of the line's width, and the share of the way that a head takes at most. */
const head = { length: 5.4, halfWidth: 2.5, shareMax: 0.5 } as const;

function drawArrow(surface: Surface, mark: Extract<Mark, { kind: "arrow" }>, frame: SizePx, lineWidth: number): void {
  const from = placed(mark.from, frame);
  const to = placed(mark.to, frame);
  const control = bendOf(from, to, mark.by ? placed(mark.by, frame) : middle(from, to));
  const length = Math.min(lineWidth * head.length, Math.hypot(to[0] - from[0], to[1] - from[1]) * head.shareMax);
  if (length === 0) return;
  const neckAt = lastShareBeyond(from, control, to, length);
  const neck = onCurve(from, control, to, neckAt);
  surface.beginPath();
  surface.moveTo(...from);
  // The first part of the curve has its bend where the way to the whole one's bend has come as far.
  surface.quadraticCurveTo(...between(from, control, neckAt), ...neck);
  surface.stroke();
  const [alongX, alongY] = [(to[0] - neck[0]) / length, (to[1] - neck[1]) / length];
  const half = (length * head.halfWidth) / head.length;
  surface.beginPath();
  surface.moveTo(...to);
  surface.lineTo(neck[0] - alongY * half, neck[1] + alongX * half);
  surface.lineTo(neck[0] + alongY * half, neck[1] - alongX * half);
  surface.closePath();
  surface.fill();
}

/** Where a curve has its control point that is half way at `by`. */
function bendOf(from: Point, to: Point, by: Point): Point {
  const [x, y] = middle(from, to);
  return [2 * by[0] - x, 2 * by[1] - y];
}

function between(one: Point, other: Point, share: number): Point {
  return [one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share];
}

function onCurve(from: Point, control: Point, to: Point, share: number): Point {
  return between(between(from, control, share), between(control, to, share), share);
}

/** The last share of the curve that is still `distance` away from its end. */
function lastShareBeyond(from: Point, control: Point, to: Point, distance: number): number {
  let [near, far] = [1, 0];
  for (let step = 0; step < 20; step++) {
    const share = (near + far) / 2;
    const [x, y] = onCurve(from, control, to, share);
    if (Math.hypot(to[0] - x, to[1] - y) < distance) near = share;
    else far = share;
  }
  return far;
}

/** Of the frame's height: the smallest and the largest letters of a label, which else grow with its box. */
const labelHeight = { min: 0.028, max: 0.05, shareOfBox: 0.3 } as const;

function drawBox(surface: Surface, mark: Extract<Mark, { kind: "box" }>, frame: SizePx): void {
  const [fromX, fromY] = placed(mark.from, frame);
  const [toX, toY] = placed(mark.to, frame);
  const [left, top] = [Math.min(fromX, toX), Math.min(fromY, toY)];
  const [width, height] = [Math.abs(toX - fromX), Math.abs(toY - fromY)];
  surface.beginPath();
  surface.rect(left, top, width, height);
  surface.stroke();
  if (!mark.label) return;
  const { min, max, shareOfBox } = labelHeight;
  const size = Math.min(max * frame.heightPx, Math.max(min * frame.heightPx, height * shareOfBox));
  setFont(surface, size, 600);
  surface.textAlign = "center";
  surface.textBaseline = "middle";
  surface.fillText(fitLine(surface, mark.label, Math.max(width, size) * 0.92), left + width / 2, top + height / 2);
}

function drawText(surface: Surface, mark: Extract<Mark, { kind: "text" }>, frame: SizePx, size: number): void {
  const [x, y] = placed(mark.at, frame);
  setFont(surface, size, 500);
  surface.textAlign = "left";
  surface.textBaseline = "top";
  for (const [index, line] of mark.text.split(/\r?\n/).entries()) {
    surface.fillText(line, x, y + index * size * lineHeight);
  }
}

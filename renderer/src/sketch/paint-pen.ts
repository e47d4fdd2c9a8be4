/** Owns what is painted over a sketch while it is drawn: the cursor of the keys, and what is selected. */
import type { SizePx } from "../../../shared/camera/placement.ts";
import type { Mark } from "../../../shared/project/sketch.ts";
import type { Corners } from "./ground.ts";
import { boundsOf, handlesOf, type Point } from "./marks.ts";

const accent = "#5aa2f0";
const whole = 10_000;

function placed([x, y]: Readonly<Point>, { widthPx, heightPx }: SizePx): Point {
  return [(x * widthPx) / whole, (y * heightPx) / whole];
}

/** A cross that any ground lets see. */
export function paintCursor(surface: CanvasRenderingContext2D, cursor: Point, size: SizePx): void {
  const [x, y] = placed(cursor, size);
  const arm = 11 * window.devicePixelRatio;
  for (const [color, width] of [
    ["#000000", 4],
    ["#ffffff", 1.6],
  ] as const) {
    surface.strokeStyle = color;
    surface.lineWidth = width * window.devicePixelRatio;
    surface.beginPath();
    surface.moveTo(x - arm, y);
    surface.lineTo(x + arm, y);
    surface.moveTo(x, y - arm);
    surface.lineTo(x, y + arm);
    surface.stroke();
  }
}

export function paintSelection(surface: CanvasRenderingContext2D, mark: Mark, size: SizePx, ratio: number): void {
  const { left, top, right, bottom } = boundsOf(mark, ratio);
  const [fromX, fromY] = placed([left, top], size);
  const [toX, toY] = placed([right, bottom], size);
  const density = window.devicePixelRatio;
  const margin = 7 * density;
  surface.strokeStyle = accent;
  surface.lineWidth = 1.5 * density;
  surface.setLineDash([5 * density, 4 * density]);
  surface.strokeRect(fromX - margin, fromY - margin, toX - fromX + 2 * margin, toY - fromY + 2 * margin);
  surface.setLineDash([]);
  for (const [, point] of handlesOf(mark)) {
    const [x, y] = placed(point, size);
    surface.beginPath();
    surface.arc(x, y, 5 * density, 0, 2 * Math.PI);
    surface.fillStyle = "#ffffff";
    surface.fill();
    surface.stroke();
  }
}

/** Outlines what the camera sees at the beginning of its move, and dashed at the end. */
export function paintMove(
  surface: CanvasRenderingContext2D,
  { start, end }: { readonly start: Corners; readonly end: Corners },
): void {
  const density = window.devicePixelRatio;
  for (const [name, corners, dash] of [
    ["Start", start, []],
    ["End", end, [6 * density, 5 * density]],
  ] as const) {
    surface.beginPath();
    for (const [x, y] of corners) surface.lineTo(x, y);
    surface.closePath();
    surface.setLineDash([...dash]);
    outline(surface, () => surface.stroke(), density);
    surface.setLineDash([]);
    const [x, y] = corners[name === "Start" ? 0 : 3] ?? [0, 0];
    surface.font = `500 ${12 * density}px ${getComputedStyle(surface.canvas).fontFamily}`;
    surface.textBaseline = name === "Start" ? "top" : "bottom";
    const inside = (at: number, side: number) => Math.min(side - 40 * density, Math.max(0, at)) + 8 * density;
    const down = name === "Start" ? Math.max(0, y) + 8 * density : Math.min(surface.canvas.height, y) - 8 * density;
    const left = inside(x, surface.canvas.width);
    // On a plate: letters with an outline in two colors are hard to read on white.
    const plate = surface.measureText(name).width + 8 * density;
    const high = 18 * density;
    surface.fillStyle = "rgb(0 0 0 / 70%)";
    surface.fillRect(
      left - 4 * density,
      name === "Start" ? down - 3 * density : down - high + 3 * density,
      plate,
      high,
    );
    surface.fillStyle = accent;
    surface.fillText(name, left, down);
  }
}

/** Strokes in the accent over black, so that any ground lets see it. */
function outline(surface: CanvasRenderingContext2D, stroke: () => void, density: number): void {
  for (const [color, width] of [
    ["rgb(0 0 0 / 55%)", 3],
    [accent, 1.25],
  ] as const) {
    surface.strokeStyle = color;
    surface.lineWidth = width * density;
    stroke();
  }
}

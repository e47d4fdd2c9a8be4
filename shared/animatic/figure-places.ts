/** Owns the plain places that a neutral figure stands in: a room, open land, a surface. Each is drawn beyond the frame, as a layer that moves less needs it. */
import type { SizePx } from "../camera/placement.ts";
import { ellipse, fillShape } from "./figure-shapes.ts";
import type { Surface } from "./surface.ts";

/** How far beyond each side of the frame, as a share of it. */
const beyond = 0.6;
/** What lies below covers what lies above by so much, so that no seam shows between two pixels. */
const overlap = 0.02;

function fade(surface: Surface, from: number, to: number, colors: readonly string[]) {
  const gradient = surface.createLinearGradient(0, from, 0, to);
  for (const [index, color] of colors.entries()) gradient.addColorStop(index / (colors.length - 1), color);
  return gradient;
}

function band(
  surface: Surface,
  { widthPx, heightPx }: SizePx,
  top: number,
  bottom: number,
  colors: readonly string[],
): void {
  surface.fillStyle = fade(surface, top * heightPx, bottom * heightPx, colors);
  surface.fillRect(-beyond * widthPx, top * heightPx, (1 + 2 * beyond) * widthPx, (bottom - top) * heightPx);
}

/** `view`: how many heads high the frame is at the wall. `floor`: where the wall ends, as a share of the frame's height. */
export function drawRoom(surface: Surface, frame: SizePx, { view, floor }: { view: number; floor: number }): void {
  band(surface, frame, -beyond, 1 + beyond, ["#34373b", "#3a3e42", "#2c2f32"]);
  const unit = frame.heightPx / view;
  const ground = floor * frame.heightPx;
  surface.save();
  surface.transform(unit, 0, 0, unit, frame.widthPx / 2, Math.min(ground, 1.5 * frame.heightPx));
  // A window to the left and a door to the right, so that there is something to pass by.
  drawWindow(surface, -5.1);
  drawWindow(surface, -11.4);
  drawDoor(surface, 3.1);
  drawFrame(surface, 8.2);
  surface.restore();
  if (floor >= 1 + beyond) return;
  band(surface, frame, floor, Math.max(1 + beyond, floor + 0.1), ["#303337", "#232629"]);
  surface.fillStyle = "#484c51";
  surface.fillRect(-beyond * frame.widthPx, ground - 0.1 * unit, (1 + 2 * beyond) * frame.widthPx, 0.1 * unit);
}

function drawWindow(surface: Surface, left: number): void {
  for (const [x, y] of [
    [left, -6.6],
    [left + 1.62, -6.6],
    [left, -4.72],
    [left + 1.62, -4.72],
  ] as const) {
    fillShape(surface, "#565b61", (on) => on.rect(x, y, 1.5, 1.76));
  }
  fillShape(surface, "#4b5055", (on) => on.rect(left - 0.14, -2.86, 3.4, 0.16));
}

function drawDoor(surface: Surface, left: number): void {
  fillShape(surface, "#43474c", (on) => on.rect(left, -6.9, 2.9, 6.9));
  fillShape(surface, "#2a2d30", (on) => on.rect(left + 0.2, -6.7, 2.5, 6.7));
  fillShape(surface, "#33363a", (on) => on.rect(left + 0.2, -6.7, 1.1, 6.7));
}

function drawFrame(surface: Surface, left: number): void {
  fillShape(surface, "#474b50", (on) => on.rect(left, -6.3, 2.2, 1.7));
  fillShape(surface, "#34373b", (on) => on.rect(left + 0.18, -6.12, 1.84, 1.34));
}

/** `horizon`: its place as a share of the frame's height. */
export function drawLandscape(surface: Surface, frame: SizePx, horizon: number): void {
  const { widthPx, heightPx } = frame;
  const y = horizon * heightPx;
  band(surface, frame, -beyond, horizon + overlap, ["#2b2e32", "#3a3e43", "#5d6268"]);
  fillShape(surface, "#6d7379", (on) =>
    ellipse(on, 0.27 * widthPx, y - 0.17 * heightPx, 0.055 * heightPx, 0.055 * heightPx),
  );
  const far = [0.02, 0.11, 0.06, 0.15, 0.07, 0.12, 0.03, 0.09];
  const near = [0.05, 0.02, 0.06, 0.03, 0.01, 0.05, 0.07, 0.02];
  ridge(surface, frame, y, far, "#4d5258");
  ridge(surface, frame, y, near, "#3f4348");
  band(surface, frame, horizon, 1 + beyond, ["#3a3d41", "#2a2d30", "#232528"]);
  fillShape(surface, "#474b50", (on) => {
    on.moveTo(0.56 * widthPx, y);
    on.bezierCurveTo(
      0.6 * widthPx,
      y + 0.1 * heightPx,
      0.3 * widthPx,
      y + 0.14 * heightPx,
      0.2 * widthPx,
      (1 + beyond) * heightPx,
    );
    on.lineTo(0.9 * widthPx, (1 + beyond) * heightPx);
    on.bezierCurveTo(0.72 * widthPx, y + 0.3 * heightPx, 0.64 * widthPx, y + 0.1 * heightPx, 0.572 * widthPx, y);
    on.closePath();
  });
}

/** Hills along the horizon, whose heights are shares of the frame's. */
function ridge(
  surface: Surface,
  { widthPx, heightPx }: SizePx,
  y: number,
  heights: readonly number[],
  color: string,
): void {
  const left = -beyond * widthPx;
  const step = ((1 + 2 * beyond) * widthPx) / (heights.length - 1);
  fillShape(surface, color, (on) => {
    on.moveTo(left, y + 1);
    on.lineTo(left, y - heights[0]! * heightPx);
    for (let index = 1; index < heights.length; index++) {
      const [x, before] = [left + index * step, left + (index - 0.5) * step];
      const [from, to] = [y - heights[index - 1]! * heightPx, y - heights[index]! * heightPx];
      on.bezierCurveTo(before, from, before, to, x, to);
    }
    on.lineTo(left + step * (heights.length - 1), y + 1);
    on.closePath();
  });
}

/** A surface seen from above, or whose far edge lies at `edge` of the frame's height. */
export function drawTable(surface: Surface, frame: SizePx, edge: number): void {
  const { widthPx, heightPx } = frame;
  const cell = 0.22 * heightPx;
  if (edge === 0) {
    band(surface, frame, -beyond, 1 + beyond, ["#2f3235", "#34373b", "#2b2e31"]);
    surface.strokeStyle = "#3d4145";
    surface.lineWidth = Math.max(1, heightPx / 360);
    surface.beginPath();
    for (let y = -beyond * heightPx; y < (1 + beyond) * heightPx; y += cell) {
      surface.moveTo(-beyond * widthPx, y);
      surface.lineTo((1 + beyond) * widthPx, y);
    }
    for (
      let x = ((widthPx / 2) % cell) - Math.ceil((beyond * widthPx) / cell) * cell;
      x < (1 + beyond) * widthPx;
      x += cell
    ) {
      surface.moveTo(x, -beyond * heightPx);
      surface.lineTo(x, (1 + beyond) * heightPx);
    }
    surface.stroke();
    return;
  }
  band(surface, frame, -beyond, edge + overlap, ["#2c2f32", "#383b40"]);
  fillShape(surface, "#43474c", (on) => on.rect(0.08 * widthPx, -0.1 * heightPx, 0.2 * widthPx, 0.56 * heightPx));
  fillShape(surface, "#40444a", (on) => on.rect(0.74 * widthPx, 0.08 * heightPx, 0.12 * widthPx, 0.2 * heightPx));
  band(surface, frame, edge, 1 + beyond, ["#54585e", "#3a3e42", "#2f3235"]);
}

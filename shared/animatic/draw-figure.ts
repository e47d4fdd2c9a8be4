/**
 * Owns the scene that stands in for a shot without a picture: a neutral figure before a plain place, as near as the size says, under the
 * moving camera. What is further away moves less.
 */
import { cameraTransformAt, planCamera, type SizePx } from "../camera/placement.ts";
import type { CameraTake } from "../camera/pose.ts";
import type { ShotSize } from "../project/vocabulary.ts";
import type { Figure } from "./figure.ts";
import { drawLandscape, drawRoom, drawTable } from "./figure-places.ts";
import { drawBack, drawFromAbove, drawFront, drawObject, drawProfile } from "./figure-shapes.ts";
import type { Surface } from "./surface.ts";

/** How many heads high the frame is, and how far down in it the eyes are. */
interface View {
  readonly heads: number;
  readonly eyes: number;
}

const views: Record<ShotSize, View> = {
  ECU: { heads: 1.1, eyes: 0.44 },
  CU: { heads: 1.95, eyes: 0.37 },
  MCU: { heads: 2.8, eyes: 0.33 },
  MS: { heads: 4.1, eyes: 0.29 },
  MLS: { heads: 5.9, eyes: 0.23 },
  LS: { heads: 9.2, eyes: 0.17 },
  WS: { heads: 14, eyes: 0.36 },
  EWS: { heads: 40, eyes: 0.58 },
  OTS: { heads: 3.3, eyes: 0.34 },
  POV: { heads: 20, eyes: 0.4 },
  "two-shot": { heads: 4.2, eyes: 0.31 },
  insert: { heads: 2.6, eyes: 0.5 },
};

const smearSteps = 9;

/** Heads that must have room beside each other. */
const widthMin: Partial<Record<Figure["kind"], number>> = { two: 4.7, "over-shoulder": 3, object: 2.4 };

/** How far each layer moves with the camera, of the move. */
const depths = { place: 0.62, figure: 1, near: 1.45 } as const;

/** Radians that a Dutch angle tilts by, and the enlargement that hides the corners. */
const dutch = { turn: -0.12, scale: 1.2 } as const;

/** Out of focus is the mean of so many figures within a circle: steps of a turn, and two rings of them around the first. */
const softSteps = 7;
const softRadius = 0.15;

/** Fills the frame; `alpha` is that of all of it. */
export function drawFigure(
  surface: Surface,
  figure: Figure,
  take: CameraTake,
  progress: number,
  { frame, alpha }: { readonly frame: SizePx; readonly alpha: number },
): void {
  const view = viewOf(figure, frame);
  const layer = (depth: number, draw: (blur: number) => void) => {
    const deep = { ...take, strength: (take.strength ?? 100) * depth };
    const at = cameraTransformAt(planCamera(deep, frame, frame), progress);
    const steps = Math.abs(at.smearPx) > 1 ? smearSteps : 1;
    for (let step = 0; step < steps; step++) {
      const along = steps === 1 ? 0 : at.smearPx * (step / (steps - 1) - 0.5);
      surface.save();
      surface.globalAlpha = alpha / (step + 1);
      surface.transform(at.a, at.b, at.c, at.d, at.e + along, at.f);
      if (figure.angle === "dutch") tilt(surface, frame);
      draw(at.blur);
      surface.restore();
    }
  };
  layer(depths.place, () => drawPlace(surface, figure, view, frame));
  if (!(figure.kind === "landscape" && figure.size === "POV")) {
    layer(depths.figure, (blur) =>
      drawSoftly(surface, blur, view, frame, () => drawSubject(surface, figure, view, frame)),
    );
  }
  if (figure.kind === "over-shoulder" && figure.angle !== "overhead") {
    layer(depths.near, () => {
      inHeads(surface, view, frame, { x: -0.34 * view.heads, y: 0.06 * view.heads, scale: 1.75 });
      drawBack(surface);
    });
  }
}

/** Draws once, or out of focus as often as that takes; what lies under all of it stays covered. */
function drawSoftly(surface: Surface, blur: number, { heads }: View, { heightPx }: SizePx, draw: () => void): void {
  const radius = softRadius * blur * Math.min(1, heads / 3) * (heightPx / heads);
  draw();
  if (radius < 0.5) return;
  const alpha = surface.globalAlpha;
  for (let step = 0; step < 2 * softSteps; step++) {
    const [turn, reach] = [(step * 2 * Math.PI) / softSteps + step, step % 2 === 0 ? radius : radius / 2];
    surface.save();
    surface.globalAlpha = alpha / (step + 2);
    surface.translate(reach * Math.cos(turn), reach * Math.sin(turn));
    draw();
    surface.restore();
  }
}

function viewOf({ kind, size, angle }: Figure, { widthPx, heightPx }: SizePx): View {
  const { heads, eyes } = views[kind === "two" && size === "MS" ? "two-shot" : size];
  const needed = ((widthMin[kind] ?? 0) * heightPx) / widthPx;
  // From below, heads are high in the frame; from above, low.
  const lift = angle === "low" ? -0.06 : angle === "high" ? 0.07 : 0;
  return { heads: Math.max(heads, needed), eyes: angle === "overhead" ? 0.5 : eyes + lift };
}

function tilt(surface: Surface, { widthPx, heightPx }: SizePx): void {
  const [cos, sin] = [dutch.scale * Math.cos(dutch.turn), dutch.scale * Math.sin(dutch.turn)];
  const [x, y] = [widthPx / 2, heightPx / 2];
  surface.transform(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y);
}

function drawPlace(surface: Surface, figure: Figure, view: View, frame: SizePx): void {
  const { kind, size, angle } = figure;
  if (angle === "overhead") drawTable(surface, frame, 0);
  else if (kind === "object") drawTable(surface, frame, 0.44);
  else if (kind === "landscape" || size === "WS" || size === "EWS")
    drawLandscape(surface, frame, horizonOf(figure, view));
  else drawRoom(surface, frame, { view: 5 + 0.62 * view.heads, floor: floorOf(figure, view) });
}

/** Where the horizon lies, as a share of the frame's height: at the camera's own height. */
function horizonOf({ angle }: Figure, { eyes }: View): number {
  return angle === "low"
    ? Math.min(0.86, eyes + 0.24)
    : angle === "high"
      ? 0.26
      : Math.max(0.42, Math.min(0.62, eyes + 0.04));
}

/** Where the floor meets the wall, as a share of the frame's height; beyond 1 it is not seen. */
function floorOf({ angle }: Figure, { heads, eyes }: View): number {
  const feet = eyes + 7 / heads;
  return feet - (angle === "high" ? 2.6 : angle === "low" ? 0.4 : 1.3) / heads;
}

/** From here on a unit is a head, and the eyes of who stands in the middle are at (0, 0.5). */
function inHeads(
  surface: Surface,
  { heads, eyes }: View,
  { widthPx, heightPx }: SizePx,
  { x = 0, y = 0, scale = 1 }: { x?: number; y?: number; scale?: number } = {},
): void {
  const unit = heightPx / heads;
  surface.transform(
    unit * scale,
    0,
    0,
    unit * scale,
    widthPx / 2 + x * unit,
    heightPx * eyes - 0.5 * unit * scale + y * unit,
  );
}

function drawSubject(surface: Surface, figure: Figure, view: View, frame: SizePx): void {
  const place = (x: number, mirrored: boolean, draw: () => void, scale = 1) => {
    surface.save();
    inHeads(surface, view, frame, { x, scale });
    if (mirrored) surface.transform(-1, 0, 0, 1, 0, 0);
    draw();
    surface.restore();
  };
  if (figure.angle === "overhead" && figure.kind !== "object") {
    const apart = figure.kind === "two" || figure.kind === "over-shoulder" ? [-1.25, 1.25] : [0];
    for (const x of apart) place(x, x > 0, () => drawFromAbove(surface));
  } else if (figure.kind === "two") {
    place(-1.2, false, () => drawProfile(surface));
    place(1.2, true, () => drawProfile(surface), 0.97);
  } else if (figure.kind === "object") place(0, false, () => drawObject(surface));
  else if (figure.kind === "over-shoulder") place(0.16 * view.heads, false, () => drawFront(surface));
  else if (figure.kind === "profile") place(0, figure.facing === "left", () => drawProfile(surface));
  else if (figure.kind === "landscape") place(0.11 * view.heads, false, () => drawFront(surface), 0.8);
  else place(0, false, () => drawFront(surface));
}

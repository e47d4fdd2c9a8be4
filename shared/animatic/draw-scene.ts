/** Owns painting a stage through its camera: floor, horizon, and everything on it from far to near, in flat shaded faces. */
import type { SizePx } from "../camera/placement.ts";
import { type Part, placed } from "../stage/bodies/body.ts";
import { mannequin } from "../stage/bodies/mannequin.ts";
import { propParts } from "../stage/bodies/props.ts";
import { clipNear, type Projection, projectionOf, type Seen } from "../stage/project-view.ts";
import type { Scene } from "../stage/scene.ts";
import { cross, dot, lengthOf, minus, type Point, radians } from "../stage/vectors.ts";
import type { Surface } from "./surface.ts";

/** The colors that tell figures apart. */
export const figureColors = [
  "#d2884b",
  "#5b8fc9",
  "#7fae5a",
  "#b56bb0",
  "#c9b04a",
  "#5fb3a8",
  "#c9605b",
  "#8f86d6",
] as const;
const propColor = "#8a8d92";

interface Painted {
  readonly part: Part;
  readonly color: string;
  readonly depth: number;
}

/** Fills the frame; `alpha` is that of all of it. */
export function drawScene(
  surface: Surface,
  scene: Scene,
  { frame, alpha }: { readonly frame: SizePx; readonly alpha: number },
): void {
  const projection = projectionOf(scene.view, frame);
  surface.save();
  surface.globalAlpha = alpha;
  drawGround(surface, scene, projection, frame);
  const parts = [
    ...scene.figures.flatMap((figure) =>
      mannequin(figure).map(
        (part) =>
          [placed(part, figure.at, figure.facing), figureColors[figure.color % figureColors.length] as string] as const,
      ),
    ),
    ...scene.props.flatMap((prop) =>
      propParts(prop).map((part) => [placed(part, prop.at, prop.facing), propColor] as const),
    ),
  ].map(([part, color]): Painted => ({ part, color, depth: depthOf(part, projection) }));
  parts.sort((a, b) => b.depth - a.depth);
  for (const each of parts) drawPart(surface, each, scene, projection);
  surface.restore();
}

function depthOf({ points }: Part, projection: Projection): number {
  return points.reduce((sum, point) => sum + projection.see(point).depth, 0) / points.length;
}

function drawGround(
  surface: Surface,
  { isOutside }: Scene,
  projection: Projection,
  { widthPx, heightPx }: SizePx,
): void {
  surface.fillStyle = isOutside ? "#5d6670" : "#4a4c50";
  surface.fillRect(0, 0, widthPx, heightPx);
  const floor: Seen[] = [
    [-400, -400, 0],
    [400, -400, 0],
    [400, 400, 0],
    [-400, 400, 0],
  ].map(([x, y, z]) =>
    projection.see([(x as number) + projection.eye[0], (y as number) + projection.eye[1], z as number]),
  );
  fillPolygon(surface, floor, "#383a3d", projection);
}

function drawPart(surface: Surface, { part, color }: Painted, { light }: Scene, projection: Projection): void {
  const [b, e] = [radians(light.bearing), radians(light.elevation)];
  const toLight: Point = [Math.sin(b) * Math.cos(e), Math.cos(b) * Math.cos(e), Math.sin(e)];
  for (const { corners, tint } of part.faces) {
    const [p, q, r] = corners.map((corner) => part.points[corner] as Point) as [Point, Point, Point];
    const normal = cross(minus(q, p), minus(r, p));
    if (dot(normal, minus(projection.eye, p)) <= 0) continue;
    const lit = Math.max(0, dot(normal, toLight) / lengthOf(normal));
    fillPolygon(
      surface,
      corners.map((corner) => projection.see(part.points[corner] as Point)),
      shaded(tint === "front" ? "#f2e6d0" : color, 0.45 + 0.6 * lit),
      projection,
    );
  }
}

function shaded(color: string, by: number): string {
  const channel = (at: number) => Math.min(255, Math.round(Number.parseInt(color.slice(at, at + 2), 16) * by));
  return `rgb(${channel(1)},${channel(3)},${channel(5)})`;
}

function fillPolygon(surface: Surface, polygon: readonly Seen[], color: string, projection: Projection): void {
  const clipped = clipNear(polygon);
  if (clipped.length < 3) return;
  surface.fillStyle = color;
  surface.beginPath();
  for (const [index, seen] of clipped.entries()) {
    const [x, y] = projection.place(seen);
    if (index === 0) surface.moveTo(x, y);
    else surface.lineTo(x, y);
  }
  surface.closePath();
  surface.fill();
}

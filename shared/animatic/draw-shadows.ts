/** Owns the shadows on the floor: dark where a body stands on it, and a weak one away from the key light. */
import type { Part } from "../stage/bodies/shape.ts";
import type { Projection } from "../stage/project-view.ts";
import type { Point } from "../stage/vectors.ts";
import { tracePolygon } from "./paint-part.ts";
import type { Surface } from "./surface.ts";

/** Parts that are smaller than this cast none, in meters. */
const smallest = 0.06;
/** How near to the floor a part must be to stand on it, and how far its contact shadow reaches around it. */
const contact = { height: 0.12, around: 0.05 } as const;
const castColor = "rgba(0,0,0,0.2)";
const contactColor = "rgba(0,0,0,0.3)";
/** Meters: a low light would throw shadows without end. */
const longest = 6;

type Spot2 = readonly [x: number, y: number];

/** All shadows of a kind are one path, so that they do not darken each other. */
export function drawShadows(
  surface: Surface,
  bodies: readonly { readonly parts: readonly Part[] }[],
  light: Point,
  projection: Projection,
): void {
  const flat = Math.hypot(light[0], light[1]);
  const long = flat === 0 ? 0 : Math.min(flat / Math.max(0.05, light[2]), longest) / flat;
  const parts = bodies.flatMap((body) => body.parts).filter(isLarge);
  const outlines = parts.map(cornersOf);
  surface.fillStyle = castColor;
  surface.beginPath();
  for (const corners of outlines) {
    const fallen = corners.map(
      ([x, y, z]): Spot2 => [x - Math.max(0, z) * long * light[0], y - Math.max(0, z) * long * light[1]],
    );
    traceFloor(surface, around(fallen), projection);
  }
  surface.fill();
  surface.fillStyle = contactColor;
  surface.beginPath();
  for (const corners of outlines) {
    if (Math.min(...corners.map(([, , z]) => z)) > contact.height) continue;
    traceFloor(surface, grown(around(corners.map(([x, y]): Spot2 => [x, y]))), projection);
  }
  surface.fill();
}

function isLarge({ shape: { low, high } }: Part): boolean {
  return Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]) > smallest;
}

/** The corners of the box around a part. */
function cornersOf({ shape: { low, high }, placing }: Part): readonly Point[] {
  return [low[0], high[0]].flatMap((x) =>
    [low[1], high[1]].flatMap((y) =>
      [low[2], high[2]].map((z): Point => {
        const at = (row: number) =>
          placing[row]! * x + placing[3 + row]! * y + placing[6 + row]! * z + placing[9 + row]!;
        return [at(0), at(1), at(2)];
      }),
    ),
  );
}

function traceFloor(surface: Surface, outline: readonly Spot2[], projection: Projection): void {
  tracePolygon(
    surface,
    outline.map(([x, y]) => projection.see([x, y, 0])),
    projection,
  );
}

/** The points' convex outline, all the same way around. */
function around(points: readonly Spot2[]): readonly Spot2[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (spots: readonly Spot2[]) => {
    const kept: Spot2[] = [];
    for (const spot of spots) {
      while (kept.length >= 2 && turnOf(kept.at(-2)!, kept.at(-1)!, spot) <= 0) kept.pop();
      kept.push(spot);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turnOf(a: Spot2, b: Spot2, c: Spot2): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function grown(outline: readonly Spot2[]): readonly Spot2[] {
  const x = outline.reduce((sum, spot) => sum + spot[0], 0) / outline.length;
  const y = outline.reduce((sum, spot) => sum + spot[1], 0) / outline.length;
  return outline.map((spot): Spot2 => {
    const away = Math.hypot(spot[0] - x, spot[1] - y) || 1;
    return [spot[0] + ((spot[0] - x) / away) * contact.around, spot[1] + ((spot[1] - y) / away) * contact.around];
  });
}

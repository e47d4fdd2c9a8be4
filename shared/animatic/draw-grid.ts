/** Owns the grid on the floor of a stage. */
import { nearest, type Projection } from "../stage/project-view.ts";
import type { Scene } from "../stage/scene.ts";
import type { Surface } from "./surface.ts";

/** How visible the grid is in each of its rings around the camera, as shares of how far it reaches. */
const rings = [
  { from: 0, to: 0.4, alpha: 1 },
  { from: 0.4, to: 0.7, alpha: 0.6 },
  { from: 0.7, to: 1, alpha: 0.25 },
] as const;
/** Lines nearer to each other than this share of the frame's height would flicker. */
const closest = 1 / 90;

/** Lines of a meter, and stronger ones of five, that fade before they would flicker. */
export function drawGrid(surface: Surface, scene: Scene, projection: Projection): void {
  const { eye, scale, middle } = projection;
  for (const [meters, alpha, reachMax] of [
    [1, 0.08, 40],
    [5, 0.16, 150],
  ] as const) {
    const far = (meters * scale * eye[2]) / (closest * 2 * middle[1]) - eye[2] ** 2;
    if (far <= 0) continue;
    const reach = Math.min(reachMax, Math.sqrt(far));
    surface.lineWidth = middle[1] / 360;
    for (const ring of rings) {
      surface.strokeStyle = `rgba(255,255,255,${(alpha * ring.alpha).toFixed(4)})`;
      surface.beginPath();
      traceRing(surface, scene, projection, { meters, from: ring.from * reach, to: ring.to * reach });
      surface.stroke();
    }
  }
}

interface GridRing {
  readonly meters: number;
  readonly from: number;
  readonly to: number;
}

function traceRing(surface: Surface, { floor }: Scene, projection: Projection, { meters, from, to }: GridRing): void {
  const { eye } = projection;
  for (const across of [0, 1] as const) {
    const [own, along] = [eye[across]!, eye[1 - across]!];
    const limits = floor ? [floor.width / 2, floor.depth / 2] : [Infinity, Infinity];
    const [ownMax, alongMax] = [limits[across]!, limits[1 - across]!];
    for (let line = Math.ceil((own - to) / meters); line * meters <= own + to; line++) {
      // Each fifth line is one of the stronger ones.
      if (meters === 1 && line % 5 === 0) continue;
      const at = line * meters;
      if (Math.abs(at) > ownMax) continue;
      const isBeside = Math.abs(at - own) >= from || from === 0;
      const stretches = isBeside
        ? [[-to, to]]
        : [
            [-to, -from],
            [from, to],
          ];
      for (const [start, end] of stretches as [number, number][]) {
        const [a, b] = [Math.max(-alongMax, along + start), Math.min(alongMax, along + end)];
        if (a < b) traceLine(surface, projection, across === 0 ? [at, a, at, b] : [a, at, b, at]);
      }
    }
  }
}

/** A line on the floor, as far as it is ahead. */
function traceLine(
  surface: Surface,
  projection: Projection,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  let [one, other] = [projection.see([x0, y0, 0]), projection.see([x1, y1, 0])];
  if (one.depth < nearest && other.depth < nearest) return;
  if (one.depth > other.depth) [one, other] = [other, one];
  if (one.depth < nearest) {
    const share = (nearest - one.depth) / (other.depth - one.depth);
    one = { x: one.x + (other.x - one.x) * share, y: one.y + (other.y - one.y) * share, depth: nearest };
  }
  const { middle } = projection;
  const [px0, py0] = projection.place(one);
  const [px1, py1] = projection.place(other);
  if ((px0 < 0 && px1 < 0) || (py0 < 0 && py1 < 0)) return;
  if ((px0 > 2 * middle[0] && px1 > 2 * middle[0]) || (py0 > 2 * middle[1] && py1 > 2 * middle[1])) return;
  surface.moveTo(px0, py0);
  surface.lineTo(px1, py1);
}

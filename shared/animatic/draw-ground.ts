/** Owns what lies behind all that is on a stage: the sky or the tone of a room, the floor up to its horizon, and the grid on it. */
import { nearest, type Projection } from "../stage/project-view.ts";
import type { Scene } from "../stage/scene.ts";
import { tracePolygon } from "./paint-part.ts";
import type { Surface } from "./surface.ts";

interface Tones {
  readonly above: string;
  readonly horizon: readonly [number, number, number];
  readonly floor: readonly [number, number, number];
}

const outside: Tones = { above: "rgb(62,72,84)", horizon: [126, 135, 143], floor: [58, 61, 64] };
const inside: Tones = { above: "rgb(60,61,65)", horizon: [84, 85, 89], floor: [56, 57, 60] };
/** What is beyond a floor that ends. */
const beyond: Tones["floor"] = [38, 39, 41];
/** Meters in which the floor takes on the color of the horizon. */
const hazeMeters = 26;
/** How much of it: the horizon stays a line. */
const hazeMost = 0.82;
const hazeAt = [4, 8, 14, 22, 35, 60, 120, 300, 1000];

/** Fills the frame. */
export function drawGround(surface: Surface, scene: Scene, projection: Projection): void {
  const tones = scene.isOutside ? outside : inside;
  const { eye, axes, scale, middle } = projection;
  const [width, height] = [2 * middle[0], 2 * middle[1]];
  // How far down from the horizon a place in the frame is: u = (x, y) · (acrossShare, downShare) + offset.
  const flat = Math.hypot(axes[2]!, axes[5]!);
  if (flat < 0.02) {
    surface.fillStyle = axes[8]! < 0 ? colorOf(tones.floor) : tones.above;
    surface.fillRect(0, 0, width, height);
  } else {
    const [acrossShare, downShare] = [-axes[2]! / flat, -axes[5]! / flat];
    const offset = (-axes[8]! * scale) / flat;
    const below = (x: number, y: number) => acrossShare * (x - middle[0]) + downShare * (y - middle[1]) + offset;
    const corners = [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ] as const;
    const depths = corners.map(([x, y]) => below(x, y));
    const [highest, lowest] = [Math.min(...depths), Math.max(...depths)];
    const gradient = (from: number, to: number) => {
      const at = (depth: number) =>
        [middle[0] + acrossShare * (depth - offset), middle[1] + downShare * (depth - offset)] as const;
      return surface.createLinearGradient(...at(from), ...at(to));
    };
    if (highest < 0) {
      const sky = gradient(-0.55 * scale, 0);
      sky.addColorStop(0, tones.above);
      sky.addColorStop(1, colorOf(tones.horizon));
      surface.fillStyle = sky;
      surface.fillRect(0, 0, width, height);
    }
    if (lowest > 0) {
      const floor = gradient(0, lowest);
      const tilt = Math.asin(Math.max(-1, Math.min(1, axes[8]!)));
      const ground = scene.floor ? beyond : tones.floor;
      floor.addColorStop(0, hazed(ground, tones.horizon, Number.POSITIVE_INFINITY));
      for (const meters of hazeAt.toReversed()) {
        const angle = Math.atan2(eye[2], meters) + tilt;
        if (Math.abs(angle) >= Math.PI / 2 - 0.01) continue;
        const share = (scale * Math.tan(angle) + offset) / lowest;
        if (share > 0 && share < 1) floor.addColorStop(share, hazed(ground, tones.horizon, meters));
      }
      const last = Math.atan(lowest / scale - offset / scale) - tilt;
      floor.addColorStop(1, hazed(ground, tones.horizon, last > 0 ? eye[2] / Math.tan(last) : 0));
      surface.fillStyle = floor;
      if (highest >= 0) surface.fillRect(0, 0, width, height);
      else fillBelow(surface, corners, depths);
    }
  }
  if (scene.floor) {
    const [x, y] = [scene.floor.width / 2, scene.floor.depth / 2];
    surface.fillStyle = colorOf(tones.floor);
    surface.beginPath();
    const polygon = (
      [
        [-x, -y],
        [x, -y],
        [x, y],
        [-x, y],
      ] as const
    ).map(([px, py]) => projection.see([px, py, 0]));
    tracePolygon(surface, polygon, projection);
    surface.fill();
  }
  drawGrid(surface, scene, projection);
}

function colorOf([red, green, blue]: readonly [number, number, number]): string {
  return `rgb(${Math.round(red)},${Math.round(green)},${Math.round(blue)})`;
}

function hazed(color: Tones["floor"], haze: Tones["horizon"], meters: number): string {
  const share = meters <= 0 ? 0 : hazeMost * Math.exp(-hazeMeters / meters);
  const at = (channel: 0 | 1 | 2) => color[channel] + (haze[channel] - color[channel]) * share;
  return colorOf([at(0), at(1), at(2)]);
}

/** The part of the frame that lies below the horizon. */
function fillBelow(surface: Surface, corners: readonly (readonly [number, number])[], depths: readonly number[]): void {
  surface.beginPath();
  let isFirst = true;
  const go = (x: number, y: number) => {
    if (isFirst) surface.moveTo(x, y);
    else surface.lineTo(x, y);
    isFirst = false;
  };
  for (const [index, [x, y]] of corners.entries()) {
    const next = (index + 1) % corners.length;
    const [here, there] = [depths[index]!, depths[next]!];
    if (here >= 0) go(x, y);
    if (here >= 0 === there >= 0) continue;
    const share = here / (here - there);
    go(x + (corners[next]![0] - x) * share, y + (corners[next]![1] - y) * share);
  }
  surface.closePath();
  surface.fill();
}

/** How visible the grid is in each of its rings around the camera, as shares of how far it reaches. */
const rings = [
  { from: 0, to: 0.35, alpha: 1 },
  { from: 0.35, to: 0.6, alpha: 0.7 },
  { from: 0.6, to: 0.8, alpha: 0.42 },
  { from: 0.8, to: 1, alpha: 0.18 },
] as const;
/** Lines nearer to each other than this share of the frame's height would flicker. */
const closest = 1 / 130;

function drawGrid(surface: Surface, scene: Scene, projection: Projection): void {
  const { eye, scale, middle } = projection;
  for (const [meters, alpha, reachMax] of [
    [1, 0.075, 40],
    [5, 0.13, 150],
  ] as const) {
    const far = (meters * scale * eye[2]) / (closest * 2 * middle[1]) - eye[2] ** 2;
    if (far <= 0) continue;
    const reach = Math.min(reachMax, Math.sqrt(far));
    surface.lineWidth = (middle[1] / 360) * (meters === 1 ? 1 : 1.25);
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

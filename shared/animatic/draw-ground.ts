/** Owns what lies behind all that is on a stage: the sky or the tone of a room, and the floor up to its horizon. */
import type { Projection } from "../stage/project-view.ts";
import type { Scene } from "../stage/scene.ts";
import { drawGrid } from "./draw-grid.ts";
import { tracePolygon } from "./paint-part.ts";
import type { Surface } from "./surface.ts";

type Rgb = readonly [number, number, number];

interface Tones {
  readonly above: Rgb;
  readonly horizon: Rgb;
  readonly floor: Rgb;
}

const outside: Tones = { above: [62, 72, 84], horizon: [126, 135, 143], floor: [58, 61, 64] };
const inside: Tones = { above: [60, 61, 65], horizon: [84, 85, 89], floor: [56, 57, 60] };
/** What is beyond a floor that ends. */
const beyond: Rgb = [38, 39, 41];
/** Meters in which the floor takes on the color of the horizon, and how much of it at most: the horizon stays a line. */
const haze = { meters: 26, most: 0.82 } as const;
/** How high above the horizon the sky is as dark as it gets, as a share of a picture at one meter's distance. */
const skyHeight = 0.55;

/** Fills the frame. */
export function drawGround(surface: Surface, scene: Scene, projection: Projection): void {
  const tones = scene.isOutside ? outside : inside;
  const ground = scene.floor ? beyond : tones.floor;
  const { eye, axes, scale, middle } = projection;
  const flat = Math.hypot(axes[2]!, axes[5]!);
  if (flat < 0.02) fillAll(surface, projection, axes[8]! < 0 ? ground : tones.above);
  else {
    const horizon: Horizon = {
      across: -axes[2]! / flat,
      down: -axes[5]! / flat,
      offset: (-axes[8]! * scale) / flat,
      corners: [
        [0, 0],
        [2 * middle[0], 0],
        [2 * middle[0], 2 * middle[1]],
        [0, 2 * middle[1]],
      ],
      middle,
    };
    // The floor is drawn over the last of the sky.
    fillBands(surface, horizon, tones.above, tones.horizon, (share) => skyHeight * scale * (share - 1), 1);
    const hazed = mixed(ground, tones.horizon, haze.most);
    const hazeHeight = (eye[2] * scale) / haze.meters;
    fillBands(surface, horizon, hazed, ground, (share) => -hazeHeight * Math.log(1 - share), 0);
  }
  if (scene.floor) {
    const [x, y] = [scene.floor.width / 2, scene.floor.depth / 2];
    const corners = [
      [-x, -y],
      [x, -y],
      [x, y],
      [-x, y],
    ] as const;
    surface.fillStyle = colorOf(tones.floor);
    surface.beginPath();
    tracePolygon(
      surface,
      corners.map(([right, up]) => projection.see([right, up, 0])),
      projection,
    );
    surface.fill();
  }
  drawGrid(surface, scene, projection);
}

/** How far below the horizon a place in the frame is, in pixels: its way from the middle along `across` and `down`, and `offset`. */
interface Horizon {
  readonly across: number;
  readonly down: number;
  readonly offset: number;
  readonly middle: readonly [number, number];
  readonly corners: readonly Place[];
}

type Place = readonly [x: number, y: number];

/**
 * Goes over from one color to the other in bands, each so near to the next that none is seen: canvases blend two colors alike, but not
 * every two programs do, and many stops cost more than many bands. `depthAt`: how far below the horizon which share of the way is reached;
 * the first and the last color go on without end. `overlap` in pixels.
 */
function fillBands(
  surface: Surface,
  horizon: Horizon,
  from: Rgb,
  to: Rgb,
  depthAt: (share: number) => number,
  overlap: number,
): void {
  const steps = Math.ceil(Math.max(...from.map((channel, at) => Math.abs(channel - to[at]!))) / 1.4);
  const isSky = depthAt(0) < 0;
  for (let step = 0; step <= steps; step++) {
    const start = step === 0 && isSky ? -1e6 : depthAt(Math.max(0, step - 0.5) / steps);
    const end = step < steps ? depthAt((step + 0.5) / steps) + 1 : isSky ? overlap : 1e6;
    fillBand(surface, horizon, mixed(from, to, step / steps), start, end);
  }
}

function fillBand(surface: Surface, horizon: Horizon, color: Rgb, from: number, to: number): void {
  const { across, down, offset, middle, corners } = horizon;
  const depthOf = ([x, y]: Place) => across * (x - middle[0]) + down * (y - middle[1]) + offset;
  const below = clipped(corners, (place) => depthOf(place) - from);
  const band = below.length < 3 ? below : clipped(below, (place) => to - depthOf(place));
  if (band.length < 3) return;
  surface.fillStyle = colorOf(color);
  surface.beginPath();
  for (const [index, [x, y]] of band.entries()) {
    if (index === 0) surface.moveTo(x, y);
    else surface.lineTo(x, y);
  }
  surface.closePath();
  surface.fill();
}

/** What of a polygon is on the side where `heightOf`, which grows evenly, is not below 0. */
function clipped(polygon: readonly Place[], heightOf: (place: Place) => number): readonly Place[] {
  const heights = polygon.map(heightOf);
  if (heights.every((height) => height >= 0)) return polygon;
  return polygon.flatMap((here, index) => {
    const next = (index + 1) % polygon.length;
    const there = polygon[next]!;
    const [height, nextHeight] = [heights[index]!, heights[next]!];
    const kept: Place[] = height >= 0 ? [here] : [];
    if (height >= 0 === nextHeight >= 0) return kept;
    const share = height / (height - nextHeight);
    return [...kept, [here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share]];
  });
}

function fillAll(surface: Surface, { middle }: Projection, color: Rgb): void {
  surface.fillStyle = colorOf(color);
  surface.fillRect(0, 0, 2 * middle[0], 2 * middle[1]);
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (channel: 0 | 1 | 2) => from[channel] + (to[channel] - from[channel]) * share;
  return [at(0), at(1), at(2)];
}

function colorOf([red, green, blue]: Rgb): string {
  return `rgb(${Math.round(red)},${Math.round(green)},${Math.round(blue)})`;
}

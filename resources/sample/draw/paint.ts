/** Owns the hand of the painter: turns a render into brush strokes, broad first and fine where the picture has detail. */
import { createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import type { Render } from "./scene.ts";
import { clamp, createRandom, mix, noise, smoothStep } from "./solids.ts";

/** Planes of display colour, 0 to 255, three numbers a pixel. */
export interface Plane {
  widthPx: number;
  heightPx: number;
  color: Float32Array;
}

/** Film-like curve from linear light to display, deep blacks and a little more colour than life. */
export function develop(render: Render, exposure: number): Plane {
  const color = new Float32Array(render.color.length);
  for (let i = 0; i < color.length; i++) {
    const v = Math.max(0, render.color[i]!) * exposure;
    const toned = (v * (2.51 * v + 0.03)) / (v * (2.43 * v + 0.59) + 0.14);
    color[i] = clamp(toned, 0, 1) ** (1 / 2.2);
  }
  for (let i = 0; i < color.length; i += 3) {
    const grey = color[i]! * 0.3 + color[i + 1]! * 0.59 + color[i + 2]! * 0.11;
    for (let c = 0; c < 3; c++) {
      const rich = clamp(mix(grey, color[i + c]!, 1.14), 0, 1);
      color[i + c] = 255 * mix(rich, smoothStep(0, 1, rich), 0.45);
    }
  }
  return { widthPx: render.widthPx, heightPx: render.heightPx, color };
}

/** Blurs by three box passes; `radiusPx` below one half leaves the plane as it is. */
function blur(plane: Plane, radiusPx: number): Plane {
  const { widthPx, heightPx } = plane;
  const radius = Math.round(radiusPx);
  if (radius < 1) return plane;
  let from = plane.color;
  const smear = (
    source: Float32Array,
    length: number,
    lines: number,
    stride: number,
    lineStride: number,
  ): Float32Array => {
    const target = new Float32Array(source.length);
    const span = radius * 2 + 1;
    for (let line = 0; line < lines; line++) {
      for (let c = 0; c < 3; c++) {
        const at = (index: number) => source[line * lineStride + clamp(index, 0, length - 1) * stride + c]!;
        let sum = 0;
        for (let index = -radius; index <= radius; index++) sum += at(index);
        for (let index = 0; index < length; index++) {
          target[line * lineStride + index * stride + c] = sum / span;
          sum += at(index + radius + 1) - at(index - radius);
        }
      }
    }
    return target;
  };
  for (let pass = 0; pass < 2; pass++) {
    from = smear(from, widthPx, heightPx, 3, widthPx * 3);
    from = smear(from, heightPx, widthPx, widthPx * 3, 3);
  }
  return { widthPx, heightPx, color: from };
}

const luminance = (plane: Plane, x: number, y: number): number => {
  const i = (clamp(y | 0, 0, plane.heightPx - 1) * plane.widthPx + clamp(x | 0, 0, plane.widthPx - 1)) * 3;
  return plane.color[i]! * 0.3 + plane.color[i + 1]! * 0.59 + plane.color[i + 2]! * 0.11;
};

interface Brush {
  /** Half the stroke's width, in pixels of the finished picture. */
  radiusPx: number;
  steps: number;
  /** Colour difference that calls for a stroke, 0 to 255. */
  tolerance: number;
  opacity: number;
  bristles: number;
}

const brushes: readonly Brush[] = [
  { radiusPx: 26, steps: 7, tolerance: 0, opacity: 1, bristles: 6 },
  { radiusPx: 12, steps: 7, tolerance: 7, opacity: 0.85, bristles: 5 },
  { radiusPx: 5, steps: 8, tolerance: 8, opacity: 0.85, bristles: 2 },
  { radiusPx: 2.2, steps: 7, tolerance: 9, opacity: 0.9, bristles: 1 },
];

/** Paints `source` (any size) onto a context of `widthPx` × `heightPx`. The same seed gives the same strokes. */
export function paintStrokes(
  context: SKRSContext2D,
  source: Plane,
  widthPx: number,
  heightPx: number,
  seed: number,
): void {
  const random = createRandom(seed);
  const ratio = source.widthPx / widthPx;
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const brush of brushes) {
    const reference = blur(source, brush.radiusPx * ratio * 0.45);
    const done = brush.tolerance === 0 ? null : context.getImageData(0, 0, widthPx, heightPx).data;
    const spacing = Math.max(2.5, brush.radiusPx * 0.8);
    const spots: [number, number][] = [];
    for (let y = spacing / 2; y < heightPx; y += spacing) {
      for (let x = spacing / 2; x < widthPx; x += spacing) {
        spots.push([x + (random() - 0.5) * spacing, y + (random() - 0.5) * spacing]);
      }
    }
    for (let i = spots.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [spots[i], spots[j]] = [spots[j]!, spots[i]!];
    }
    for (const [x, y] of spots) {
      const sx = clamp((x * ratio) | 0, 0, source.widthPx - 1);
      const sy = clamp((y * ratio) | 0, 0, source.heightPx - 1);
      const at = (sy * source.widthPx + sx) * 3;
      const tint: [number, number, number] = [reference.color[at]!, reference.color[at + 1]!, reference.color[at + 2]!];
      if (done) {
        const i = (clamp(y | 0, 0, heightPx - 1) * widthPx + clamp(x | 0, 0, widthPx - 1)) * 4;
        const error =
          Math.abs(tint[0] - done[i]!) + Math.abs(tint[1] - done[i + 1]!) + Math.abs(tint[2] - done[i + 2]!);
        if (error / 3 < brush.tolerance) continue;
      }
      drawStroke(context, reference, ratio, brush, x, y, tint, random);
    }
  }
}

function drawStroke(
  context: SKRSContext2D,
  reference: Plane,
  ratio: number,
  brush: Brush,
  startX: number,
  startY: number,
  tint: readonly [number, number, number],
  random: () => number,
): void {
  const points: [number, number][] = [[startX, startY]];
  let [x, y] = [startX, startY];
  let lastX = 0;
  let lastY = 0;
  const reach = Math.max(1, brush.radiusPx * ratio * 0.7);
  for (let step = 0; step < brush.steps; step++) {
    const sx = x * ratio;
    const sy = y * ratio;
    const gx = luminance(reference, sx + reach, sy) - luminance(reference, sx - reach, sy);
    const gy = luminance(reference, sx, sy + reach) - luminance(reference, sx, sy - reach);
    const strength = Math.hypot(gx, gy);
    // Strokes follow edges; where the picture is flat they follow a slow current.
    const drift = (noise(x / 240, y / 240, 2.5) - 0.5) * 2.4 + 0.35;
    let dx = strength > 2 ? -gy / strength : Math.cos(drift);
    let dy = strength > 2 ? gx / strength : Math.sin(drift);
    if (dx * lastX + dy * lastY < 0) [dx, dy] = [-dx, -dy];
    [lastX, lastY] = [dx * 0.7 + lastX * 0.3, dy * 0.7 + lastY * 0.3];
    x += lastX * brush.radiusPx;
    y += lastY * brush.radiusPx;
    const i =
      (clamp((y * ratio) | 0, 0, reference.heightPx - 1) * reference.widthPx +
        clamp((x * ratio) | 0, 0, reference.widthPx - 1)) *
      3;
    const change =
      Math.abs(reference.color[i]! - tint[0]) +
      Math.abs(reference.color[i + 1]! - tint[1]) +
      Math.abs(reference.color[i + 2]! - tint[2]);
    if (step > 1 && change / 3 > brush.tolerance + 7) break;
    points.push([x, y]);
  }
  const shift = (random() - 0.5) * 9;
  context.globalAlpha = brush.opacity;
  for (let bristle = 0; bristle < brush.bristles; bristle++) {
    const offset = brush.bristles === 1 ? 0 : (bristle / (brush.bristles - 1) - 0.5) * brush.radiusPx * 1.3;
    const shade = shift + (random() - 0.5) * (brush.bristles > 1 ? 8 : 4);
    const channel = (value: number) => clamp(Math.round(value + shade), 0, 255);
    context.strokeStyle = `rgb(${channel(tint[0])},${channel(tint[1])},${channel(tint[2])})`;
    context.lineWidth = brush.bristles === 1 ? brush.radiusPx * 2 : (brush.radiusPx * 2.6) / brush.bristles + 1;
    context.beginPath();
    for (let i = 0; i < points.length; i++) {
      const [px, py] = points[i]!;
      const [qx, qy] = points[Math.min(i + 1, points.length - 1)]!;
      const [ox, oy] = points[Math.max(i - 1, 0)]!;
      const length = Math.hypot(qx - ox, qy - oy) || 1;
      const nx = (-(qy - oy) / length) * offset;
      const ny = ((qx - ox) / length) * offset;
      if (i === 0) context.moveTo(px + nx, py + ny);
      else context.lineTo(px + nx, py + ny);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** A canvas that shows a plane stretched to the given size. */
export function showPlane(plane: Plane, widthPx: number, heightPx: number) {
  const small = createCanvas(plane.widthPx, plane.heightPx);
  const smallContext = small.getContext("2d");
  const image = smallContext.createImageData(plane.widthPx, plane.heightPx);
  for (let i = 0; i < plane.widthPx * plane.heightPx; i++) {
    for (let c = 0; c < 3; c++) image.data[i * 4 + c] = plane.color[i * 3 + c]!;
    image.data[i * 4 + 3] = 255;
  }
  smallContext.putImageData(image, 0, 0);
  const large = createCanvas(widthPx, heightPx);
  const context = large.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(small, 0, 0, widthPx, heightPx);
  return large;
}

/** Owns what water does to light: its colour, the shadows in it, shafts of day and the halos of lamps. */
import type { Render, Scene, Water, World } from "./scene.ts";
import { clamp, createRandom, mix, noise, smoothStep, type Vector } from "./solids.ts";

/** The open water's colour towards one direction, for one channel. */
export function waterColor(water: Water, dx: number, dy: number, dz: number, channel: 0 | 1 | 2): number {
  const towards = dx * water.towardsSun[0] + dy * water.towardsSun[1] + dz * water.towardsSun[2];
  const base =
    dy > 0
      ? mix(water.level[channel], water.above[channel], smoothStep(0, 0.9, dy))
      : mix(water.level[channel], water.below[channel], smoothStep(0, 0.7, -dy));
  return base + water.sun[channel] * 0.2 * Math.max(0, towards) ** 10;
}

/** The share of light, 0 to 1, that reaches a point from a direction within `reach` metres. */
export function shadowTowards(world: World, from: Vector, direction: Vector, reach: number, softness: number): number {
  let light = 1;
  let t = 0.03;
  for (let step = 0; step < 28 && t < reach; step++) {
    const d = world.distance(from[0] + direction[0] * t, from[1] + direction[1] * t, from[2] + direction[2] * t);
    if (d < 0.0008) return 0;
    light = Math.min(light, (softness * d) / t);
    t += clamp(d, 0.02, reach / 10);
  }
  return light * light * (3 - 2 * light);
}

/** The light of shafts and lamps that the water itself sends to the eye along one ray; written into `out`. */
function waterGlow(scene: Scene, direction: Vector, reach: number, jitter: number, out: Float32Array): void {
  const { water, camera, lights, world } = scene;
  const [ex, ey, ez] = camera.eye;
  out.fill(0);
  if (water.shafts > 0) {
    const steps = 22;
    const sun = water.towardsSun;
    const length = Math.min(reach, scene.farMetres * 0.6);
    const stride = length / steps;
    for (let step = 0; step < steps; step++) {
      const t = (step + jitter) * stride;
      const x = ex + direction[0] * t;
      const y = ey + direction[1] * t;
      const z = ez + direction[2] * t;
      const u = (x - (sun[0] / sun[1]) * y) / water.shaftSize;
      const v = (z - (sun[2] / sun[1]) * y) / water.shaftSize;
      const beam = smoothStep(0.52, 0.82, noise(u, 3.3, v) * 0.62 + noise(u * 2.7, 8.1, v * 2.7) * 0.38);
      if (beam <= 0) continue;
      if (water.shaftsBlocked && shadowTowards(world, [x, y, z], sun, 14, 6) < 0.35) continue;
      for (let c = 0; c < 3; c++) {
        out[c]! += beam * water.shafts * water.sun[c]! * stride * Math.exp(-water.loss[c]! * t);
      }
    }
  }
  for (const light of lights) {
    if (light.halo === 0) continue;
    // The integral of 1/r² along the ray from a lamp has a closed form, so a halo costs two arctangents.
    const lx = light.at[0] - ex;
    const ly = light.at[1] - ey;
    const lz = light.at[2] - ez;
    const along = lx * direction[0] + ly * direction[1] + lz * direction[2];
    const off = Math.sqrt(Math.max(lx * lx + ly * ly + lz * lz - along * along, 0)) + 0.05;
    const amount = ((Math.atan((reach - along) / off) + Math.atan(along / off)) / off) * light.halo;
    for (let c = 0; c < 3; c++)
      out[c]! += amount * light.color[c]! * Math.exp(-water.loss[c]! * 0.5 * Math.max(along, 0));
  }
}

const glowShare = 3;

/** The water's own light over the whole picture, at a third of its size, for it is soft: three numbers a coarse pixel. */
export function renderGlow(
  scene: Scene,
  depth: Float32Array,
  widthPx: number,
  heightPx: number,
  ray: (u: number, v: number) => Vector,
): Render {
  const wide = Math.ceil(widthPx / glowShare);
  const high = Math.ceil(heightPx / glowShare);
  const color = new Float32Array(wide * high * 3);
  const random = createRandom(7);
  const glow = new Float32Array(3);
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const x = Math.min(column * glowShare + 1, widthPx - 1);
      const y = Math.min(row * glowShare + 1, heightPx - 1);
      waterGlow(scene, ray(x, y), depth[y * widthPx + x]!, random(), glow);
      color.set(glow, (row * wide + column) * 3);
    }
  }
  return { widthPx: wide, heightPx: high, color, depth };
}

/** Adds a coarse picture to a fine one, smoothed over its neighbours so that the grain of few samples goes. */
export function addStretched(color: Float32Array, widthPx: number, heightPx: number, coarse: Render): void {
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        let weights = 0;
        const cx = (x - 1) / glowShare;
        const cy = (y - 1) / glowShare;
        for (let j = -1; j <= 2; j++) {
          for (let i = -1; i <= 2; i++) {
            const gx = clamp(Math.floor(cx) + i, 0, coarse.widthPx - 1);
            const gy = clamp(Math.floor(cy) + j, 0, coarse.heightPx - 1);
            const weight =
              Math.max(0, 2 - Math.abs(Math.floor(cx) + i - cx)) * Math.max(0, 2 - Math.abs(Math.floor(cy) + j - cy));
            sum += coarse.color[(gy * coarse.widthPx + gx) * 3 + c]! * weight;
            weights += weight;
          }
        }
        color[(y * widthPx + x) * 3 + c]! += sum / weights;
      }
    }
  }
}

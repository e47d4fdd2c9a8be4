/** Owns the light: walks each ray of a picture through a world of solids and water and returns linear colour and depth. */
import { clamp, createRandom, mix, noise, smoothStep, type Vector } from "./solids.ts";

/** What a surface looks like. `tint` is linear colour at a point; `gloss` 0 to 1; `metal` 0 to 1; `glow` adds its own light. */
export interface Material {
  tint: (x: number, y: number, z: number, upward: number) => Vector;
  gloss?: number;
  metal?: number;
  glow?: number;
}

/** `distance` returns metres to the nearest solid and leaves that solid's material in `touched`. */
export interface World {
  distance: (x: number, y: number, z: number) => number;
  materials: readonly Material[];
}

/** The materials of the solid, and of the part of the head, that the last call of `distance` found nearest. */
export const touched = { material: 0, head: 0 };

export interface PointLight {
  at: Vector;
  color: Vector;
  /** Strength of the halo that the lamp throws into the water. */
  halo: number;
  /** Whether solids stop this light. */
  shadows?: boolean;
}

export interface Water {
  above: Vector;
  level: Vector;
  below: Vector;
  /** Share of light lost a metre, for red, green and blue. */
  loss: Vector;
  towardsSun: Vector;
  sun: Vector;
  /** Fill light from the whole water, multiplied with its colour. */
  fill: number;
  /** Strength and size in metres of the shafts of light. */
  shafts: number;
  shaftSize: number;
  shaftsBlocked?: boolean;
  caustics: number;
}

export interface Camera {
  eye: Vector;
  target: Vector;
  /** Vertical field of view, in degrees. */
  fieldOfView: number;
  roll?: number;
}

export interface Scene {
  world: World;
  camera: Camera;
  water: Water;
  lights: readonly PointLight[];
  farMetres: number;
}

/** Linear RGB and distance, three and one numbers a pixel. */
export interface Render {
  widthPx: number;
  heightPx: number;
  color: Float32Array;
  depth: Float32Array;
}

const normalize = (v: Vector): Vector => {
  const length = Math.hypot(...v);
  return [v[0] / length, v[1] / length, v[2] / length];
};

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The camera's right, up and forward axes, up and right scaled so that (±1, ±1) are the corners of a square view. */
export function cameraAxes(camera: Camera): { right: Vector; up: Vector; forward: Vector } {
  const forward = normalize([
    camera.target[0] - camera.eye[0],
    camera.target[1] - camera.eye[1],
    camera.target[2] - camera.eye[2],
  ]);
  const roll = camera.roll ?? 0;
  const side = normalize(cross(forward, [Math.sin(roll), Math.cos(roll), 0]));
  const rise = cross(side, forward);
  const scale = Math.tan((camera.fieldOfView * Math.PI) / 360);
  return {
    right: [side[0] * scale, side[1] * scale, side[2] * scale],
    up: [rise[0] * scale, rise[1] * scale, rise[2] * scale],
    forward,
  };
}

function waterColor(water: Water, dx: number, dy: number, dz: number, channel: 0 | 1 | 2): number {
  const towards = dx * water.towardsSun[0] + dy * water.towardsSun[1] + dz * water.towardsSun[2];
  const base =
    dy > 0
      ? mix(water.level[channel], water.above[channel], smoothStep(0, 0.9, dy))
      : mix(water.level[channel], water.below[channel], smoothStep(0, 0.7, -dy));
  return base + water.sun[channel] * 0.12 * Math.max(0, towards) ** 6;
}

function shadowTowards(world: World, from: Vector, direction: Vector, reach: number, softness: number): number {
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

/** Light left between surface ripples, focused into threads: 0 to about 2. */
function caustic(x: number, y: number, z: number): number {
  const a = Math.abs(noise(x * 1.7 + y * 0.5, y * 0.6, z * 1.7) - 0.5);
  const b = Math.abs(noise(x * 2.9 - y * 0.4 + 9, y * 0.5 + 4, z * 2.9) - 0.5);
  return (1 - smoothStep(0, 0.16, a)) * 1.2 + (1 - smoothStep(0, 0.12, b)) * 0.8;
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
    for (let c = 0; c < 3; c++) out[c]! += amount * light.color[c]! * Math.exp(-water.loss[c]! * Math.max(along, 0));
  }
}

function shade(scene: Scene, p: Vector, direction: Vector, t: number, out: Float32Array): void {
  const { world, water, lights } = scene;
  const [x, y, z] = p;
  world.distance(x, y, z);
  const material = world.materials[touched.material]!;
  const e = Math.max(0.0012, t * 0.0006);
  const d1 = world.distance(x + e, y - e, z - e);
  const d2 = world.distance(x - e, y - e, z + e);
  const d3 = world.distance(x - e, y + e, z - e);
  const d4 = world.distance(x + e, y + e, z + e);
  const [nx, ny, nz] = normalize([d1 - d2 - d3 + d4 + 1e-9, -d1 - d2 + d3 + d4, -d1 + d2 - d3 + d4]);
  const tint = material.tint(x, y, z, ny);
  const gloss = material.gloss ?? 0.1;
  const metal = material.metal ?? 0;
  let open = 1;
  for (let tap = 1; tap <= 4; tap++) {
    const h = tap * tap * 0.028;
    open -= (Math.max(0, h - world.distance(x + nx * h, y + ny * h, z + nz * h)) * 0.55) / (h * (tap + 0.6));
  }
  open = clamp(open, 0.08, 1);
  const facing = nx * direction[0] + ny * direction[1] + nz * direction[2];
  const rx = direction[0] - 2 * facing * nx;
  const ry = direction[1] - 2 * facing * ny;
  const rz = direction[2] - 2 * facing * nz;
  const fresnel = (1 - clamp(-facing, 0, 1)) ** 4;
  const mirror = gloss * (metal * 0.8 + (0.04 + 0.5 * fresnel) * (1 - metal)) * open;
  for (let c = 0 as 0 | 1 | 2; c < 3; c++) {
    const fill = mix(water.below[c], water.above[c], ny * 0.5 + 0.5) * 0.75 + water.level[c] * 0.25;
    const reflected = waterColor(water, rx, ry, rz, c) * 1.3 * (metal > 0.5 ? tint[c] * 1.6 : 1);
    out[c] =
      tint[c] * fill * water.fill * open * (1 - metal * 0.6) +
      reflected * mirror * Math.min(water.fill, 1.4) +
      tint[c] * (material.glow ?? 0);
  }
  const off: Vector = [x + nx * 0.012, y + ny * 0.012, z + nz * 0.012];
  const sun = water.towardsSun;
  const towards = nx * sun[0] + ny * sun[1] + nz * sun[2];
  if (towards > 0) {
    const lit = shadowTowards(world, off, sun, 12, 9) * (1 + water.caustics * (caustic(x, y, z) - 0.55));
    const shine = Math.max(0, rx * sun[0] + ry * sun[1] + rz * sun[2]) ** (6 + gloss * 60) * gloss * 2.2;
    for (let c = 0; c < 3; c++) {
      out[c]! += water.sun[c]! * lit * (tint[c]! * towards * (1 - metal * 0.5) + shine * mix(1, tint[c]! * 2, metal));
    }
  }
  for (const light of lights) {
    const to: Vector = [light.at[0] - off[0], light.at[1] - off[1], light.at[2] - off[2]];
    const range = Math.hypot(...to);
    const l: Vector = [to[0] / range, to[1] / range, to[2] / range];
    const wrapped = (nx * l[0] + ny * l[1] + nz * l[2] + 0.15) / 1.15;
    if (wrapped <= 0) continue;
    const blocked = light.shadows === false ? 1 : shadowTowards(world, off, l, range - 0.06, 10);
    const falloff = blocked / (range * range + 0.02);
    const shine = Math.max(0, rx * l[0] + ry * l[1] + rz * l[2]) ** (6 + gloss * 60) * gloss * 2.2;
    for (let c = 0; c < 3; c++) {
      const lost = Math.exp(-water.loss[c]! * range);
      out[c]! +=
        light.color[c]! *
        falloff *
        lost *
        (tint[c]! * wrapped * (1 - metal * 0.4) + shine * mix(0.6, tint[c]! * 2, metal));
    }
  }
}

const glowShare = 3;

/** The water's own light over the whole picture, at a third of its size, for it is soft: three numbers a coarse pixel. */
function renderGlow(
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

/** Renders a scene at the given size. The same scene and size give the same numbers. */
export function renderScene(scene: Scene, widthPx: number, heightPx: number): Render {
  const color = new Float32Array(widthPx * heightPx * 3);
  const depth = new Float32Array(widthPx * heightPx);
  const { world, camera, water } = scene;
  const [ex, ey, ez] = camera.eye;
  const { right, up, forward } = cameraAxes(camera);
  const ray = (column: number, row: number): Vector => {
    const v = 1 - ((row + 0.5) * 2) / heightPx;
    const u = (((column + 0.5) * 2) / widthPx - 1) * (widthPx / heightPx);
    return normalize([
      forward[0] + right[0] * u + up[0] * v,
      forward[1] + right[1] * u + up[1] * v,
      forward[2] + right[2] * u + up[2] * v,
    ]);
  };
  const surface = new Float32Array(3);
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      const direction = ray(column, row);
      let t = 0.02;
      let hit = false;
      for (let step = 0; step < 140 && t < scene.farMetres; step++) {
        const d = world.distance(ex + direction[0] * t, ey + direction[1] * t, ez + direction[2] * t);
        hit = d < 0.0006 + t * 0.0005;
        if (hit) break;
        t += d * 0.88;
      }
      if (hit)
        shade(scene, [ex + direction[0] * t, ey + direction[1] * t, ez + direction[2] * t], direction, t, surface);
      else t = scene.farMetres;
      const index = row * widthPx + column;
      for (let c = 0 as 0 | 1 | 2; c < 3; c++) {
        const seen = hit ? surface[c]! * Math.exp(-water.loss[c] * t) : 0;
        // The veil takes the green's loss for all, so that distance goes to the water's colour and not to a rainbow.
        const veil = hit ? 1 - Math.exp(-water.loss[1] * t) : 1;
        color[index * 3 + c] = seen + waterColor(water, direction[0], direction[1], direction[2], c) * veil;
      }
      depth[index] = t;
    }
  }
  addStretched(color, widthPx, heightPx, renderGlow(scene, depth, widthPx, heightPx, ray));
  return { widthPx, heightPx, color, depth };
}

/** Adds a coarse picture to a fine one, smoothed over its neighbours so that the grain of few samples goes. */
function addStretched(color: Float32Array, widthPx: number, heightPx: number, coarse: Render): void {
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

/** Owns the light: walks each ray of a picture through a world of solids and water and returns linear colour and depth. */
import { addStretched, renderGlow, shadowTowards, waterColor } from "./glow.ts";
import { cameraAxes, normalize, type Render, type Scene, touched } from "./scene.ts";
import { clamp, mix, noise, smoothStep, type Vector } from "./solids.ts";

/** Light left between surface ripples, focused into threads: 0 to about 2. */
function caustic(x: number, y: number, z: number): number {
  const a = Math.abs(noise(x * 1.7 + y * 0.5, y * 0.6, z * 1.7) - 0.5);
  const b = Math.abs(noise(x * 2.9 - y * 0.4 + 9, y * 0.5 + 4, z * 2.9) - 0.5);
  return (1 - smoothStep(0, 0.16, a)) * 1.2 + (1 - smoothStep(0, 0.12, b)) * 0.8;
}

/** The way that fill light comes in: mostly down, a little from the eye's side. */
const skyward: Vector = normalize([0.15, 1, 0.35]);

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
  if (water.roofed)
    open *= 0.3 + 0.7 * shadowTowards(world, [x + nx * 0.03, y + ny * 0.03, z + nz * 0.03], skyward, 9, 1.4);
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
    const range = Math.sqrt(to[0] * to[0] + to[1] * to[1] + to[2] * to[2]);
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

/** Owns the signed distances of simple solids and the noise that roughens them, in plain numbers so that millions of calls stay quick. */

export type Vector = readonly [number, number, number];

export const clamp = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value;

export const mix = (from: number, to: number, amount: number): number => from + (to - from) * amount;

export function smoothStep(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}

/** The lesser of two distances, its crease rounded over `radius`. */
export function blend(a: number, b: number, radius: number): number {
  const h = Math.max(radius - Math.abs(a - b), 0) / radius;
  return Math.min(a, b) - h * h * radius * 0.25;
}

/** The greater of two distances, its crease rounded over `radius`: a soft cut. */
export const blendCut = (a: number, b: number, radius: number): number => -blend(-a, -b, radius);

/** The length of (a, b). `Math.hypot` says the same several times slower. */
export const span = (a: number, b: number): number => Math.sqrt(a * a + b * b);

export const sphere = (x: number, y: number, z: number, radius: number): number =>
  Math.sqrt(x * x + y * y + z * z) - radius;

export function ellipsoid(x: number, y: number, z: number, rx: number, ry: number, rz: number): number {
  const ax = x / rx;
  const ay = y / ry;
  const az = z / rz;
  const bx = ax / rx;
  const by = ay / ry;
  const bz = az / rz;
  const k0 = Math.sqrt(ax * ax + ay * ay + az * az);
  const k1 = Math.sqrt(bx * bx + by * by + bz * bz);
  return k1 < 1e-9 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1;
}

export function box(x: number, y: number, z: number, hx: number, hy: number, hz: number, round = 0): number {
  const qx = Math.abs(x) - hx + round;
  const qy = Math.abs(y) - hy + round;
  const qz = Math.abs(z) - hz + round;
  const ox = Math.max(qx, 0);
  const oy = Math.max(qy, 0);
  const oz = Math.max(qz, 0);
  return Math.sqrt(ox * ox + oy * oy + oz * oz) + Math.min(Math.max(qx, qy, qz), 0) - round;
}

/** A ring in the plane across the third axis: pass the coordinates in an order that makes that axis last. */
export const ring = (a: number, b: number, axis: number, radius: number, thickness: number): number => {
  const q = Math.sqrt(a * a + b * b) - radius;
  return Math.sqrt(q * q + axis * axis) - thickness;
};

/** A round rod along the third axis. */
export function rod(a: number, b: number, axis: number, radius: number, halfLength: number, round = 0): number {
  const q = Math.sqrt(a * a + b * b) - radius + round;
  const w = Math.abs(axis) - halfLength + round;
  const ox = Math.max(q, 0);
  const ow = Math.max(w, 0);
  return Math.min(Math.max(q, w), 0) + Math.sqrt(ox * ox + ow * ow) - round;
}

/** Signed distance in metres at a point. */
export type Distance = (x: number, y: number, z: number) => number;

/** A limb from `a` to `b` whose radius runs from `ra` to `rb`. */
export function createLimb(a: Vector, b: Vector, ra: number, rb = ra): Distance {
  const [ax, ay, az] = a;
  const bx = b[0] - ax;
  const by = b[1] - ay;
  const bz = b[2] - az;
  const scale = 1 / (bx * bx + by * by + bz * bz);
  const grow = rb - ra;
  return (x, y, z) => {
    const px = x - ax;
    const py = y - ay;
    const pz = z - az;
    const t = clamp((px * bx + py * by + pz * bz) * scale, 0, 1);
    const dx = px - bx * t;
    const dy = py - by * t;
    const dz = pz - bz * t;
    return Math.sqrt(dx * dx + dy * dy + dz * dz) - (ra + grow * t);
  };
}

/** A house roof: ridge along z, the eaves `halfWidth` from it and `height` below it. */
export function gable(x: number, y: number, z: number, halfWidth: number, height: number, halfLength: number): number {
  const length = span(halfWidth, height);
  const slope = (Math.abs(x) * height + (y - height) * halfWidth) / length;
  return Math.max(slope, -y, Math.abs(z) - halfLength);
}

function hash(x: number, y: number, z: number): number {
  let h = (Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(z, 1274126177)) | 0;
  h = Math.imul(h ^ (h >>> 13), 1103515245);
  h ^= h >>> 16;
  return (h >>> 0) / 4294967296;
}

/** Value noise, 0 to 1, smooth, one bump a unit. */
export function noise(x: number, y: number, z: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const iz = Math.floor(z);
  const fx = x - ix;
  const fy = y - iy;
  const fz = z - iz;
  const u = fx * fx * (3 - 2 * fx);
  const v = fy * fy * (3 - 2 * fy);
  const w = fz * fz * (3 - 2 * fz);
  const near = mix(
    mix(hash(ix, iy, iz), hash(ix + 1, iy, iz), u),
    mix(hash(ix, iy + 1, iz), hash(ix + 1, iy + 1, iz), u),
    v,
  );
  const far = mix(
    mix(hash(ix, iy, iz + 1), hash(ix + 1, iy, iz + 1), u),
    mix(hash(ix, iy + 1, iz + 1), hash(ix + 1, iy + 1, iz + 1), u),
    v,
  );
  return mix(near, far, w);
}

/** Three octaves of noise, 0 to 1. */
export const roughness = (x: number, y: number, z: number): number =>
  noise(x, y, z) * 0.57 + noise(x * 2.03 + 7, y * 2.03, z * 2.03) * 0.29 + noise(x * 4.1, y * 4.1 + 3, z * 4.1) * 0.14;

/** A seeded source of numbers from 0 to 1 (mulberry32): the same pictures on every run. */
export function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Owns the words of a scene: surfaces, lights, water, camera; and the axes of a camera. */
import type { Vector } from "./solids.ts";

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
  /** Whether roofs keep the fill light out: costs one more walk for each point. */
  roofed?: boolean;
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

export const normalize = (v: Vector): Vector => {
  const length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
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

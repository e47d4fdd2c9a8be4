/** Owns the colour script: the water and light of each part of the story, from lamp-lit dark to dawn. */
import type { Water } from "./scene.ts";
import type { Vector } from "./solids.ts";

export const normalized = (x: number, y: number, z: number): Vector => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};

/** Half way down: enough day to see by, not enough to work by. */
export const twilight: Water = {
  above: [0.035, 0.2, 0.23],
  level: [0.006, 0.045, 0.06],
  below: [0.002, 0.01, 0.017],
  loss: [0.24, 0.085, 0.075],
  towardsSun: normalized(0.5, 1, -0.35),
  sun: [0.42, 0.8, 0.8],
  fill: 0.62,
  shafts: 0.014,
  shaftSize: 0.42,
  caustics: 0.6,
};

/** Close to the lamp, the day all but gone. */
export const dark: Water = {
  ...twilight,
  above: [0.018, 0.1, 0.125],
  level: [0.003, 0.024, 0.034],
  below: [0.001, 0.006, 0.01],
  sun: [0.3, 0.66, 0.72],
  fill: 0.5,
  shafts: 0.01,
};

/** Inside the belfry: one window of light from high on the left. */
export const belfry: Water = {
  above: [0.05, 0.2, 0.2],
  level: [0.012, 0.075, 0.088],
  below: [0.002, 0.014, 0.02],
  loss: [0.09, 0.036, 0.034],
  towardsSun: normalized(-1.3, 1, -0.3),
  sun: [1.7, 1.9, 1.45],
  fill: 0.6,
  shafts: 0.07,
  shaftSize: 0.55,
  shaftsBlocked: true,
  caustics: 0.5,
};

/** The whole valley as the sun comes over the dam: gold above, blue-green below. */
export const dawn: Water = {
  above: [0.12, 0.24, 0.19],
  level: [0.012, 0.095, 0.112],
  below: [0.003, 0.02, 0.032],
  loss: [0.022, 0.013, 0.013],
  towardsSun: normalized(0.4, 1, -0.75),
  sun: [1.9, 1.15, 0.42],
  fill: 0.42,
  shafts: 0.0032,
  shaftSize: 2.4,
  caustics: 0.3,
};

/** The valley on a grey day: green light, and stone that can be read. */
export const day: Water = {
  ...dawn,
  above: [0.12, 0.27, 0.22],
  level: [0.014, 0.075, 0.078],
  below: [0.003, 0.02, 0.026],
  loss: [0.045, 0.026, 0.028],
  towardsSun: normalized(-0.75, 1, 0.55),
  sun: [1.15, 1.35, 1.0],
  fill: 0.7,
  roofed: true,
  shafts: 0.008,
  shaftSize: 0.9,
  caustics: 0.55,
};

/** The same valley under a moon. */
export const night: Water = {
  above: [0.034, 0.075, 0.155],
  level: [0.006, 0.02, 0.045],
  below: [0.001, 0.004, 0.012],
  loss: [0.04, 0.028, 0.022],
  towardsSun: normalized(-0.4, 1, -0.3),
  sun: [0.2, 0.32, 0.5],
  fill: 0.55,
  shafts: 0.006,
  shaftSize: 2.2,
  caustics: 0.2,
};

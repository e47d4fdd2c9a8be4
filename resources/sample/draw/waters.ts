/** Owns the colour script: the water and light of each part of the story, from lamp-lit dark to dawn. */
import type { Water } from "./march.ts";
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
  sun: [0.2, 0.42, 0.46],
  fill: 0.5,
  shafts: 0.01,
};

/** Inside the belfry: one window of light from high on the left. */
export const belfry: Water = {
  above: [0.1, 0.36, 0.36],
  level: [0.02, 0.11, 0.125],
  below: [0.003, 0.018, 0.024],
  loss: [0.14, 0.06, 0.055],
  towardsSun: normalized(-0.95, 1, 0.2),
  sun: [1.7, 1.9, 1.45],
  fill: 0.36,
  shafts: 0.11,
  shaftSize: 0.55,
  shaftsBlocked: true,
  caustics: 0.5,
};

/** The whole valley as the sun comes over the dam: gold above, blue-green below. */
export const dawn: Water = {
  above: [0.95, 0.72, 0.36],
  level: [0.035, 0.15, 0.17],
  below: [0.004, 0.026, 0.04],
  loss: [0.03, 0.021, 0.022],
  towardsSun: normalized(0.35, 1, -0.75),
  sun: [1.5, 1.1, 0.62],
  fill: 0.5,
  shafts: 0.011,
  shaftSize: 2.6,
  caustics: 0.3,
};

/** The same valley under a moon. */
export const night: Water = {
  above: [0.05, 0.1, 0.2],
  level: [0.006, 0.02, 0.045],
  below: [0.001, 0.004, 0.012],
  loss: [0.04, 0.028, 0.022],
  towardsSun: normalized(-0.4, 1, -0.3),
  sun: [0.16, 0.26, 0.42],
  fill: 0.55,
  shafts: 0.006,
  shaftSize: 2.2,
  caustics: 0.2,
};

/** Owns the list of pictures: for each its size, camera, light and what drifts in the water. */
import { createDiver, lampDrop, type Pose } from "./diver.ts";
import { type Camera, type PointLight, type Scene, touched } from "./march.ts";
import { materials, paints } from "./paints.ts";
import { type Distance, noise, type Vector } from "./solids.ts";
import { bellY, createVillage, surfaceY } from "./village.ts";
import { belfry, dark, dawn, night, normalized, twilight } from "./waters.ts";

export interface Picture {
  name: string;
  widthPx: number;
  heightPx: number;
  exposure: number;
  /** How much of the render shows through the paint, 0 to 1. */
  crispness: number;
  bloom: number;
  motes: number;
  moteTint: string;
  /** Present where the front port's glass is seen: how warm its glint is. */
  gleam?: number;
  bubbles?: readonly { from: Vector; count: number; spread: number }[];
  scene: Scene;
}

const standing: Pose = {
  leftElbow: [0.43, 1.12, 0.02],
  leftHand: [0.42, 0.92, 0.26],
  rightElbow: [-0.46, 1.2, 0.16],
  rightHand: [-0.4, 1.56, 0.38],
  leftKnee: [0.15, 0.5, 0.1],
  leftFoot: [0.16, 0.1, -0.02],
  rightKnee: [-0.17, 0.5, 0.06],
  rightFoot: [-0.2, 0.1, -0.06],
  lamp: true,
  hoseEnd: [0.9, 5, -1.6],
};

const walking: Pose = {
  ...standing,
  leftElbow: [0.42, 1.14, -0.14],
  leftHand: [0.42, 0.94, 0.1],
  rightElbow: [-0.42, 1.2, 0.22],
  rightHand: [-0.34, 1.46, 0.52],
  leftKnee: [0.15, 0.54, 0.2],
  leftFoot: [0.16, 0.12, 0.3],
  rightKnee: [-0.15, 0.5, 0],
  rightFoot: [-0.16, 0.14, -0.32],
  hoseEnd: [0.2, 5, -2.6],
};

const lampOf = (pose: Pose): Vector => [pose.rightHand[0], pose.rightHand[1] - lampDrop, pose.rightHand[2] + 0.1];
const handLamp = (pose: Pose, strength: number): PointLight => ({
  at: lampOf(pose),
  color: [strength, strength * 0.6, strength * 0.25],
  halo: 0.09,
  shadows: false,
});
/** The small light inside the helmet, under her chin and to one side. */
const faceLamp = (strength: number): PointLight => ({
  at: [-0.075, 1.735, 0.185],
  color: [0.0085 * strength, 0.0054 * strength, 0.003 * strength],
  halo: 0,
  shadows: false,
});
const valve: Vector = [-0.21, 1.68, 0.18];
const camera = (eye: Vector, target: Vector, fieldOfView: number, roll = 0): Camera => ({
  eye,
  target,
  fieldOfView,
  roll,
});

const diver = createDiver(standing);
const walker = createDiver(walking);
const village = createVillage([5.5, surfaceY, -2], [3.4, 10.2, 3.6]);

/** The walking diver on the lake bed. */
const walkerOnBed: Distance = (x, y, z) => {
  const figure = walker(x, y, z);
  const bed = (y - 0.02 - (noise(x * 0.8, 4, z * 0.8) - 0.5) * 0.22 - (noise(x * 4, 4, z * 4) - 0.5) * 0.05) * 0.8;
  if (bed < figure) touched.material = paints.silt;
  return Math.min(bed, figure);
};

const pale = "rgba(190,235,225,0.9)";
const amber = "rgba(255,225,170,0.9)";
const figureScene = (distance: Distance, view: Camera, rest: Partial<Scene>): Scene => ({
  world: { distance, materials },
  camera: view,
  water: twilight,
  lights: [faceLamp(1), handLamp(standing, 0.16)],
  farMetres: 14,
  ...rest,
});
const villageScene = (view: Camera, water: Scene["water"], lights: readonly PointLight[], farMetres = 130): Scene => ({
  world: { distance: village, materials },
  camera: view,
  water,
  lights,
  farMetres,
});

const wide = { widthPx: 1600, heightPx: 900, crispness: 0.35, bloom: 0.4 };
const square = { widthPx: 1200, heightPx: 1200, crispness: 0.35, bloom: 0.4 };

export const pictures: readonly Picture[] = [
  {
    ...wide,
    name: "start-frame",
    widthPx: 1920,
    heightPx: 1080,
    exposure: 1.7,
    crispness: 0.45,
    motes: 120,
    moteTint: amber,
    gleam: 1,
    scene: figureScene(diver, camera([-0.16, 1.77, 0.75], [-0.012, 1.802, 0.1], 22), {
      water: dark,
      lights: [faceLamp(1.15), { ...handLamp(standing, 0.2), at: [-0.42, 1.68, 0.5] }],
    }),
  },
  {
    ...wide,
    name: "mara-front",
    exposure: 1.9,
    motes: 260,
    moteTint: pale,
    gleam: 0.6,
    bubbles: [{ from: valve, count: 60, spread: 1 }],
    scene: figureScene(diver, camera([0.12, 1.6, 2.1], [-0.05, 1.6, 0], 33), {}),
  },
  {
    ...square,
    name: "mara-three-quarter",
    exposure: 1.9,
    motes: 200,
    moteTint: pale,
    gleam: 0.4,
    bubbles: [{ from: valve, count: 70, spread: 1 }],
    scene: figureScene(diver, camera([-1.75, 1.2, 2.6], [-0.02, 1.38, 0], 32), {}),
  },
  {
    ...square,
    name: "mara-side",
    exposure: 2.1,
    motes: 220,
    moteTint: pale,
    bubbles: [{ from: valve, count: 70, spread: 1.2 }],
    scene: figureScene(walkerOnBed, camera([-4.4, 1.25, 0.5], [0, 1.2, 0.08], 35), {
      lights: [faceLamp(1), handLamp(walking, 0.3)],
      water: { ...twilight, towardsSun: normalized(-0.25, 1, -0.5) },
    }),
  },
  {
    ...wide,
    name: "mara-helmet",
    exposure: 2,
    motes: 160,
    moteTint: pale,
    gleam: 0.2,
    scene: figureScene(diver, camera([0.85, 1.72, 1.05], [0.0, 1.74, 0.03], 33), {
      lights: [faceLamp(0.9), handLamp(standing, 0.14)],
    }),
  },
  {
    ...wide,
    name: "bell-front",
    exposure: 1.7,
    motes: 260,
    moteTint: pale,
    scene: villageScene(camera([0.2, bellY + 0.2, 3.5], [0, bellY + 0.68, 0], 50), belfry, [], 60),
  },
  {
    ...wide,
    name: "bell-below",
    exposure: 1.9,
    motes: 160,
    moteTint: amber,
    scene: villageScene(
      camera([-1.15, bellY - 1.25, 1.35], [0.08, bellY + 0.62, 0], 52),
      belfry,
      [{ at: [-1.3, bellY - 0.5, 0.5], color: [1.1, 0.64, 0.26], halo: 0.02, shadows: false }],
      60,
    ),
  },
  {
    ...wide,
    name: "village-wide",
    exposure: 1.5,
    motes: 240,
    moteTint: amber,
    scene: villageScene(camera([-13, 4.5, 31], [0.5, 14.6, 0], 56), dawn, [
      { at: [3.4, 9.6, 3.9], color: [3.5, 2, 0.75], halo: 0.05, shadows: false },
    ]),
  },
  {
    ...wide,
    name: "village-belfry",
    exposure: 1.6,
    motes: 240,
    moteTint: pale,
    scene: villageScene(
      camera([-5.6, 3.2, 9.2], [0.2, 10.4, 0], 58),
      { ...dawn, shafts: 0.03, shaftSize: 1.1, towardsSun: normalized(-0.6, 1, 0.25) },
      [],
    ),
  },
  {
    ...wide,
    name: "village-night",
    exposure: 2.4,
    motes: 200,
    moteTint: "rgba(170,200,240,0.8)",
    scene: villageScene(camera([15, 3.2, 27], [-1, 9.6, 0], 46), night, [
      { at: [0, 11.6, 1.2], color: [14, 8, 3], halo: 0.006 },
      { at: [-9.5, 2.2, 3.6], color: [0.6, 0.34, 0.13], halo: 0.02, shadows: false },
    ]),
  },
];

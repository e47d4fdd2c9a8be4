/** Owns the list of pictures: for each its size, camera, light and what drifts in the water. */
import { createDiver, lampPlace, type Pose } from "./diver.ts";
import { materials, paints } from "./paints.ts";
import { type Camera, type PointLight, type Scene, touched } from "./scene.ts";
import { type Distance, noise, type Vector } from "./solids.ts";
import { bellY, createVillage, surfaceY } from "./village.ts";
import { belfry, dark, dawn, day, night, normalized, twilight } from "./waters.ts";

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

const handLamp = (pose: Pose, strength: number): PointLight => ({
  at: lampPlace(pose),
  color: [strength, strength * 0.6, strength * 0.25],
  halo: 0.05,
  shadows: false,
});
/** The small light inside the helmet, under her chin and to one side. */
const faceLamp = (strength: number): PointLight => ({
  at: [-0.075, 1.735, 0.185],
  color: [0.0085 * strength, 0.0059 * strength, 0.0037 * strength],
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
const unburdened = createDiver({
  ...standing,
  lamp: false,
  rightElbow: [-0.43, 1.14, 0],
  rightHand: [-0.42, 0.92, 0.22],
});
const boat: Vector = [6.5, surfaceY, 1];
const visitorAt: Vector = [5.6, 11.4, 8];
const sinking: Pose = {
  ...standing,
  leftElbow: [0.52, 1.28, 0.1],
  leftHand: [0.66, 1.5, 0.2],
  leftKnee: [0.2, 0.5, 0.16],
  leftFoot: [0.22, 0.1, -0.12],
  rightFoot: [-0.2, 0.12, -0.22],
  hoseEnd: [boat[0] - visitorAt[0], boat[1] - visitorAt[1], boat[2] - visitorAt[2]],
};
const village = createVillage(boat, null);
const visited = createVillage(boat, { figure: createDiver(sinking), at: visitorAt });

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
const villageScene = (
  view: Camera,
  water: Scene["water"],
  lights: readonly PointLight[],
  farMetres = 130,
  distance = village,
): Scene => ({
  world: { distance, materials },
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
    exposure: 1.4,
    crispness: 0.5,
    motes: 120,
    moteTint: amber,
    gleam: 1,
    scene: figureScene(diver, camera([-0.16, 1.775, 0.75], [-0.008, 1.808, 0.1], 18.5), {
      water: dark,
      lights: [faceLamp(0.75), { ...handLamp(standing, 0.07), at: [-0.4, 1.62, 0.42], halo: 0.03 }],
    }),
  },
  {
    ...wide,
    name: "mara-front",
    exposure: 1.7,
    motes: 260,
    moteTint: pale,
    gleam: 0.6,
    bubbles: [{ from: valve, count: 60, spread: 1 }],
    scene: figureScene(diver, camera([0.14, 1.62, 1.9], [-0.06, 1.64, 0], 33), {
      lights: [faceLamp(2), handLamp(standing, 0.13)],
    }),
  },
  {
    ...square,
    name: "mara-three-quarter",
    exposure: 1.7,
    motes: 200,
    moteTint: pale,
    gleam: 0.4,
    bubbles: [{ from: valve, count: 70, spread: 1 }],
    scene: figureScene(diver, camera([1.35, 1.15, 2.75], [-0.02, 1.34, 0], 34), {
      lights: [faceLamp(2), handLamp(standing, 0.15)],
    }),
  },
  {
    ...square,
    name: "mara-side",
    exposure: 1.8,
    motes: 220,
    moteTint: pale,
    bubbles: [{ from: valve, count: 70, spread: 1.2 }],
    scene: figureScene(walkerOnBed, camera([-4.3, 0.95, 0.6], [0, 1.16, 0.12], 36), {
      lights: [faceLamp(1), handLamp(walking, 0.3)],
      water: { ...twilight, caustics: 0.25, towardsSun: normalized(-0.25, 1, -0.5) },
    }),
  },
  {
    ...wide,
    name: "mara-helmet",
    exposure: 1.9,
    motes: 160,
    moteTint: pale,
    gleam: 0.3,
    bubbles: [{ from: valve, count: 50, spread: 0.8 }],
    scene: figureScene(unburdened, camera([0.55, 1.74, 1.15], [0.0, 1.74, 0.03], 32), {
      lights: [faceLamp(1.5), { ...handLamp(standing, 0.1), at: [-0.8, 1.35, 0.5], halo: 0.02 }],
    }),
  },
  {
    ...wide,
    name: "bell-front",
    exposure: 1.7,
    motes: 260,
    moteTint: pale,
    scene: villageScene(
      camera([0.3, bellY + 0.1, 3.5], [0, bellY + 0.72, 0], 43),
      belfry,
      [{ at: [1.25, bellY - 0.25, 2.1], color: [2.6, 1.5, 0.6], halo: 0.003, shadows: false }],
      24,
    ),
  },
  {
    ...wide,
    name: "bell-below",
    exposure: 1.7,
    motes: 160,
    moteTint: amber,
    scene: villageScene(
      camera([-1.15, bellY - 0.68, 1.25], [0.1, bellY + 0.62, -0.05], 58),
      belfry,
      [{ at: [-1.5, bellY - 0.35, 0.1], color: [1.3, 0.76, 0.3], halo: 0.002, shadows: false }],
      24,
    ),
  },
  {
    ...wide,
    name: "village-wide",
    exposure: 1.15,
    motes: 240,
    moteTint: amber,
    bubbles: [{ from: [5.4, 13.2, 8.2], count: 40, spread: 4 }],
    scene: villageScene(
      camera([-13, 4.5, 31], [0.5, 14.6, 0], 56),
      dawn,
      [{ at: [5.1, 12.9, 8.7], color: [2.6, 1.5, 0.56], halo: 0.05, shadows: false }],
      130,
      visited,
    ),
  },
  {
    ...wide,
    name: "village-belfry",
    exposure: 1.3,
    motes: 240,
    moteTint: pale,
    scene: villageScene(camera([-5.6, 3.2, 9.2], [0.2, 10.9, 0], 60), day, []),
  },
  {
    ...wide,
    name: "village-night",
    exposure: 2.1,
    motes: 200,
    moteTint: "rgba(170,200,240,0.8)",
    scene: villageScene(camera([15, 3.2, 27], [-1, 10.2, 0], 47), night, [
      { at: [0, 11.6, 1.2], color: [14, 8, 3], halo: 0.008 },
      { at: [9.2, 2.4, 4.2], color: [2.2, 1.25, 0.45], halo: 0.01, shadows: false },
    ]),
  },
];

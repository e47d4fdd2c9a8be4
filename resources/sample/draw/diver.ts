/** Owns the look of Mara, the salvage diver: brass helmet, ochre canvas suit, lamp; the same solid figure in every picture. */
import { headDistance } from "./face.ts";
import { paints } from "./paints.ts";
import { touched } from "./scene.ts";
import {
  blend,
  blendCut,
  box,
  createLimb,
  type Distance,
  ellipsoid,
  noise,
  ring,
  rod,
  roughness,
  span,
  sphere,
  type Vector,
} from "./solids.ts";

/** Where the limbs are, in the figure's own metres: feet at y 0, facing +z, her left hand at +x. */
export interface Pose {
  leftElbow: Vector;
  leftHand: Vector;
  rightElbow: Vector;
  rightHand: Vector;
  leftKnee: Vector;
  leftFoot: Vector;
  rightKnee: Vector;
  rightFoot: Vector;
  /** The lamp hangs from the right hand when true. */
  lamp: boolean;
  hoseEnd: Vector;
}

const helmetY = 1.8;

let best = 0;
function take(distance: number, material: number): void {
  if (distance < best) {
    best = distance;
    touched.material = material;
  }
}

const valve = createLimb([-0.16, 1.69, 0.12], [-0.2, 1.66, 0.16], 0.024);

function helmet(x: number, y: number, z: number): void {
  const hy = y - helmetY;
  const skull = sphere(x, hy / 1.06, z, 0.225);
  let shell = Math.max(skull, -(skull + 0.016));
  const portFront = Math.max(rod(x, hy, z - 0.2, 0.118, 0.14), -z);
  const sideX = Math.abs(x);
  shell = blendCut(shell, -portFront, 0.01);
  if (Math.abs(shell) < 0.02) shell += (noise(x * 9, hy * 9, z * 9) - 0.5) * 0.006;
  take(shell, skull < -0.008 ? paints.brassDark : paints.brass);
  if (skull < 0) {
    const head = headDistance(x, y - helmetY, z);
    take(head, touched.head);
    if (skull < -0.05) return;
  }
  const portRing = Math.min(
    ring(x, hy, z - 0.205, 0.128, 0.02),
    Math.max(rod(x, hy, z - 0.195, 0.142, 0.022, 0.006), -rod(x, hy, z - 0.19, 0.112, 0.2)),
  );
  take(portRing, paints.brassBright);
  const angle = (Math.round((Math.atan2(hy, x) / Math.PI) * 5) * Math.PI) / 5;
  take(
    rod(x - Math.cos(angle) * 0.131, hy - Math.sin(angle) * 0.131, z - 0.225, 0.011, 0.012, 0.005),
    paints.brassDark,
  );
  take(ring(hy, z - 0.02, sideX - 0.222, 0.078, 0.017), paints.brassBright);
  take(rod(hy, z - 0.02, sideX - 0.212, 0.075, 0.008), paints.glass);
  const bar = Math.abs(hy - Math.round(hy / 0.04) * 0.04);
  take(Math.max(span(bar, sideX - 0.238) - 0.007, span(hy, z - 0.02) - 0.078), paints.brassDark);
  // The top port looks up and forward, for seeing the line above.
  const ty = (hy + z) * Math.SQRT1_2;
  const tz = (z - hy) * Math.SQRT1_2;
  take(ring(x, tz, ty - 0.226, 0.058, 0.015), paints.brassBright);
  take(rod(x, tz, ty - 0.218, 0.056, 0.008), paints.glass);
  take(rod(x, z + 0.03, hy - 0.255, 0.03, 0.03, 0.01), paints.brassDark);
  take(valve(x, y, z), paints.brassBright);
  take(rod(x + 0.205, y - 1.655, z - 0.165, 0.034, 0.02, 0.008), paints.brassDark);
  take(ring(x, z, y - 1.595, 0.178, 0.032), paints.brassDark);
}

function collar(x: number, y: number, z: number): void {
  const plate = Math.max(ellipsoid(x, y - 1.47, z, 0.3, 0.16, 0.215), 1.42 - y);
  take(plate + (noise(x * 8, y * 8, z * 8) - 0.5) * 0.006, paints.brass);
  const q = span(x / 1.36, z) - 0.213;
  take(span(q, y - 1.435) - 0.022, paints.brassDark);
  const around = (Math.round((Math.atan2(z, x / 1.36) / Math.PI) * 7) * Math.PI) / 7;
  take(
    rod(x - Math.cos(around) * 0.213 * 1.36, z - Math.sin(around) * 0.213, y - 1.458, 0.017, 0.014, 0.005),
    paints.brassBright,
  );
}

interface Cloth {
  leftArm: Distance;
  leftSleeve: Distance;
  rightArm: Distance;
  rightSleeve: Distance;
  legs: readonly (readonly [Distance, Distance])[];
}

const trunk = createLimb([0, 0.98, 0], [0, 1.4, 0], 0.3);

function suit(x: number, y: number, z: number, parts: Cloth): void {
  let cloth = ellipsoid(x, y - 1.22, z, 0.265, 0.3, 0.2);
  cloth = blend(cloth, ellipsoid(x, y - 0.98, z, 0.24, 0.22, 0.19), 0.1);
  cloth = blend(cloth, blend(parts.leftArm(x, y, z), parts.leftSleeve(x, y, z), 0.03), 0.08);
  cloth = blend(cloth, blend(parts.rightArm(x, y, z), parts.rightSleeve(x, y, z), 0.03), 0.08);
  if (y < 1.2)
    for (const [thigh, shin] of parts.legs) cloth = blend(cloth, blend(thigh(x, y, z), shin(x, y, z), 0.03), 0.06);
  if (cloth < 0.05) {
    // Heavy canvas gathers in few deep folds where limbs bend, with a finer crumple over them.
    const sweep = roughness(x * 3 + y * 2.6, y * 4.6 - Math.abs(x) * 5, z * 3.2);
    const fold = Math.abs(sweep - 0.5);
    cloth += (0.1 - Math.min(fold, 0.16)) * 0.15 - 0.006;
  }
  take(cloth, paints.canvas);
  if (trunk(x, y, z) > 0.2) return;
  take(box(x, y - 1.2, z - 0.2 + Math.abs(x) * 0.12, 0.13, 0.085, 0.028, 0.02), paints.lead);
  take(
    Math.max(Math.abs(ellipsoid(x, y - 0.98, z, 0.262, 0.25, 0.212)) - 0.012, Math.abs(y - 0.96) - 0.034),
    paints.leather,
  );
  take(box(x - 0.02, y - 0.96, z - 0.212, 0.045, 0.045, 0.016, 0.008), paints.brassBright);
}

/** A gloved fist at the end of a sleeve. */
function createHand(elbow: Vector, wrist: Vector): Distance {
  const length = Math.hypot(wrist[0] - elbow[0], wrist[1] - elbow[1], wrist[2] - elbow[2]);
  const along = (metres: number): Vector => [
    wrist[0] + ((wrist[0] - elbow[0]) / length) * metres,
    wrist[1] + ((wrist[1] - elbow[1]) / length) * metres,
    wrist[2] + ((wrist[2] - elbow[2]) / length) * metres,
  ];
  const palm = along(0.085);
  const cuff = createLimb(along(-0.02), along(0.02), 0.073, 0.07);
  const back = createLimb(along(0.03), palm, 0.05, 0.056);
  const fingers = [-1.5, -0.5, 0.5, 1.5].map((place): readonly [Distance, Distance] => {
    const side = place * 0.027;
    const knuckle: Vector = [palm[0] + side, palm[1] + 0.005, palm[2] + 0.05];
    const tip: Vector = [knuckle[0] + side * 0.1, knuckle[1] - 0.05, knuckle[2] - 0.005];
    return [createLimb(palm, knuckle, 0.024, 0.022), createLimb(knuckle, tip, 0.021, 0.017)];
  });
  return (x, y, z) => {
    const far = sphere(x - palm[0], y - palm[1], z - palm[2], 0.16);
    if (far > 0.1) return far;
    let glove = back(x, y, z);
    for (const [bone, tip] of fingers) glove = blend(blend(glove, bone(x, y, z), 0.02), tip(x, y, z), 0.006);
    const band = cuff(x, y, z);
    take(band, paints.rubber);
    take(glove, paints.leather);
    return Math.min(band, glove);
  };
}

const ankle = createLimb([0, 0, 0], [0, 0.12, 0], 0.09, 0.1);

function boot(x: number, y: number, z: number, foot: Vector): void {
  const fx = x - foot[0];
  const fy = y - foot[1];
  const fz = z - foot[2];
  const far = sphere(fx, fy, fz, 0.28);
  if (far > 0.1) {
    best = Math.min(best, far);
    return;
  }
  take(blend(ellipsoid(fx, fy - 0.0, fz - 0.06, 0.085, 0.085, 0.16), ankle(fx, fy, fz), 0.05), paints.leather);
  take(box(fx, fy + 0.07, fz - 0.05, 0.095, 0.028, 0.18, 0.015), paints.lead);
  take(ellipsoid(fx, fy - 0.005, fz - 0.15, 0.082, 0.07, 0.09), paints.brassDark);
}

/** The lamp by its own middle: caps, cage and a bright core. */
function lamp(x: number, y: number, z: number): void {
  const far = sphere(x, y - 0.03, z, 0.19);
  if (far > 0.08) {
    best = Math.min(best, far);
    return;
  }
  take(rod(x, z, y, 0.034, 0.07, 0.02), paints.flame);
  take(rod(x, z, y - 0.1, 0.062, 0.022, 0.012), paints.brassBright);
  take(rod(x, z, y + 0.1, 0.066, 0.028, 0.012), paints.brassBright);
  const angle = (Math.round((Math.atan2(z, x) / Math.PI) * 3) * Math.PI) / 3;
  take(
    Math.max(span(x - Math.cos(angle) * 0.056, z - Math.sin(angle) * 0.056) - 0.007, Math.abs(y) - 0.1),
    paints.brassDark,
  );
  take(ring(x, z, y, 0.056, 0.006), paints.brassDark);
  take(ring(x, y - 0.15, z, 0.045, 0.009), paints.brassDark);
}

/** Where the lamp's middle is: its ring in the right fist. */
export const lampPlace = (pose: Pose): Vector => [
  pose.rightHand[0],
  pose.rightHand[1] - 0.11,
  pose.rightHand[2] + 0.07,
];

/** Distance to the whole figure standing at the origin. */
export function createDiver(pose: Pose): Distance {
  const bend: Vector = [pose.hoseEnd[0] * 0.3, Math.max(helmetY, pose.hoseEnd[1] * 0.35), pose.hoseEnd[2] * 0.3 - 0.3];
  const hosePoint = (t: number): Vector => {
    const at = (axis: 0 | 1 | 2, start: number) =>
      (1 - t) ** 2 * start + 2 * t * (1 - t) * bend[axis] + t * t * pose.hoseEnd[axis];
    return [at(0, 0.06), at(1, helmetY + 0.04), at(2, -0.2)];
  };
  const hose = Array.from({ length: 8 }, (_, part) =>
    createLimb(hosePoint(part / 8), hosePoint((part + 1) / 8), 0.026),
  );
  const parts: Cloth = {
    leftArm: createLimb([0.25, 1.4, 0], pose.leftElbow, 0.115, 0.095),
    leftSleeve: createLimb(pose.leftElbow, pose.leftHand, 0.098, 0.066),
    rightArm: createLimb([-0.25, 1.4, 0], pose.rightElbow, 0.115, 0.095),
    rightSleeve: createLimb(pose.rightElbow, pose.rightHand, 0.098, 0.066),
    legs: [
      [createLimb([0.12, 0.92, 0], pose.leftKnee, 0.145, 0.115), createLimb(pose.leftKnee, pose.leftFoot, 0.118, 0.09)],
      [
        createLimb([-0.12, 0.92, 0], pose.rightKnee, 0.145, 0.115),
        createLimb(pose.rightKnee, pose.rightFoot, 0.118, 0.09),
      ],
    ],
  };
  const figure = createLimb([0, 0.2, 0], [0, 1.8, 0], 0.75);
  const leftHand = createHand(pose.leftElbow, pose.leftHand);
  const rightHand = createHand(pose.rightElbow, pose.rightHand);
  const lampAt = lampPlace(pose);
  return (x, y, z) => {
    best = 1e9;
    for (const part of hose) take(part(x, y, z), paints.rubber);
    const near = figure(x, y, z);
    if (near > 0.3) return Math.min(best, near);
    const crown = sphere(x, y - helmetY, z, 0.34);
    if (crown > 0.04) best = Math.min(best, crown);
    else {
      helmet(x, y, z);
      // Inside the helmet nothing of the suit can be nearer than its own shell.
      if (crown < -0.13) return best;
    }
    if (y > 1.1) collar(x, y, z);
    suit(x, y, z, parts);
    best = Math.min(best, leftHand(x, y, z), rightHand(x, y, z));
    if (y < 0.7) {
      boot(x, y, z, pose.leftFoot);
      boot(x, y, z, pose.rightFoot);
    }
    if (pose.lamp) lamp(x - lampAt[0], y - lampAt[1], z - lampAt[2]);
    return best;
  };
}

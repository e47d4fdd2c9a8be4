/** Owns where the bones of a person lie: from the joints' angles and the height, so that the lowest of it is on the floor. */
import { type Point, radians } from "../vectors.ts";
import { type Held, type Limb, postureOf } from "./posture.ts";
import { type Placing, pointIn, within } from "./shape.ts";

/** Where a body's parts lie in its own space: x to its right, y ahead, z up, the middle of its pelvis above the origin. */
export interface Skeleton {
  readonly pelvis: Placing;
  readonly waist: Placing;
  readonly chest: Placing;
  readonly neck: Placing;
  readonly head: Placing;
  readonly left: Limbs;
  readonly right: Limbs;
}

interface Limbs {
  readonly upperArm: Placing;
  readonly forearm: Placing;
  readonly hand: Placing;
  readonly thigh: Placing;
  readonly shin: Placing;
  readonly foot: Placing;
}

/** How long bones are, in meters of a body without its head that is `unit` × 0.87 m. */
export interface Proportions {
  readonly unit: number;
  /** From the chin to the top of the head, in meters. */
  readonly head: number;
}

/** A child's head is larger for its height than a grown-up's. */
export function proportionsOf(height: number): Proportions {
  const head = Math.min(0.25 * height, 0.2275 * (0.72 + (0.28 * height) / 1.75));
  return { unit: (height - head) / 0.87, head };
}

/** Shares of `unit`. */
const bones = { upperArm: 0.172, forearm: 0.15, thigh: 0.225, shin: 0.23 } as const;
/** Of the head's height: the point between the eyes, above the chin and ahead of the neck. */
const eyes = { up: 0.5, ahead: 0.4 } as const;

/** How a bone lies: about x by `pitch` (raises what hangs), then about y by `tilt`, then about z by `turn`, moved to `at`; degrees. */
export function joint([x, y, z]: Point, pitch: number, tilt = 0, turn = 0): Placing {
  const [a, b, c] = [radians(pitch), radians(tilt), radians(turn)];
  const [sa, ca, sb, cb, sc, cc] = [Math.sin(a), Math.cos(a), Math.sin(b), Math.cos(b), Math.sin(c), Math.cos(c)];
  const placing = new Float64Array(12);
  placing[0] = cb * cc;
  placing[1] = ca * sc + sa * sb * cc;
  placing[2] = sa * sc - ca * sb * cc;
  placing[3] = -cb * sc;
  placing[4] = ca * cc - sa * sb * sc;
  placing[5] = sa * cc + ca * sb * sc;
  placing[6] = sb;
  placing[7] = -sa * cb;
  placing[8] = ca * cb;
  placing[9] = x;
  placing[10] = y;
  placing[11] = z;
  return placing;
}

/** The bones at one moment. */
export function skeletonOf(held: Held, { unit, head: headHeight }: Proportions): Skeleton {
  const posture = postureOf(held);
  const at = (x: number, y: number, z: number): Point => [x * unit, y * unit, z * unit];
  const pelvis = joint([0, 0, 0], -posture.lean);
  const waist = within(pelvis, joint(at(0, 0, 0.08), -posture.spine / 2, 0, -posture.twist / 2));
  const chest = within(waist, joint(at(0, 0, 0.08), -posture.spine / 2, 0, -posture.twist / 2));
  // The head stays as upright as a neck allows.
  const upright = 0.8 * Math.max(-20, Math.min(45, posture.lean + posture.spine));
  const neck = within(chest, joint(at(0, -0.008, 0.165), upright / 2 - posture.nod / 2, 0, posture.twist / 2));
  const head = within(
    neck,
    joint(at(0, 0.014, 0.045), upright / 2 - posture.nod / 2, 0, posture.twist / 2 - posture.look),
  );
  const side = (sign: 1 | -1, arm: Limb, leg: Limb): Limbs => {
    const upperArm = within(
      chest,
      joint(at(sign * 0.106, -0.006, 0.138), arm.forward, -sign * arm.out, -sign * arm.turn),
    );
    const forearm = within(upperArm, joint(at(0, 0, -bones.upperArm), arm.bend));
    const thigh = within(pelvis, joint(at(sign * 0.052, 0, 0), leg.forward, -sign * leg.out));
    const shin = within(thigh, joint(at(0, 0, -bones.thigh), -leg.bend));
    return {
      upperArm,
      forearm,
      hand: within(forearm, joint(at(0, 0, -bones.forearm), 4)),
      thigh,
      shin,
      foot: within(shin, joint(at(0, 0, -bones.shin), footPitch(leg, posture.lean), 0, -sign * 7)),
    };
  };
  const skeleton: Skeleton = {
    ...{ pelvis, waist, chest, neck, head },
    left: side(-1, posture.leftArm, posture.leftLeg),
    right: side(1, posture.rightArm, posture.rightLeg),
  };
  ground(skeleton, unit, headHeight, posture.seated);
  return skeleton;
}

/** A foot is level as far as an ankle allows. */
function footPitch({ forward, bend, turn }: Limb, lean: number): number {
  return Math.max(-50, Math.min(50, bend - forward + lean)) - turn;
}

/** How high a seat is, in meters: whoever is too small for it lets the feet hang. */
const seatHeight = 0.45;

/** Sets the lowest point that may touch the floor on it, and who sits on a seat. */
function ground(
  { pelvis, waist, chest, neck, head, left, right }: Skeleton,
  unit: number,
  headHeight: number,
  seated: number,
): void {
  const heightOf = (placing: Placing, y: number, z: number) => placing[5]! * y + placing[8]! * z + placing[11]!;
  let low = Math.min(
    heightOf(pelvis, -0.075 * unit, 0.02 * unit),
    heightOf(pelvis, 0, -0.07 * unit),
    heightOf(chest, -0.07 * unit, 0.1 * unit),
    heightOf(head, -0.45 * headHeight, 0.6 * headHeight),
  );
  const placings = [pelvis, waist, chest, neck, head];
  for (const { upperArm, forearm, hand, thigh, shin, foot } of [left, right]) {
    low = Math.min(
      low,
      heightOf(shin, 0.036 * unit, 0),
      heightOf(foot, -0.05 * unit, -0.045 * unit),
      heightOf(foot, 0.105 * unit, -0.045 * unit),
      heightOf(forearm, 0, 0) - 0.03 * unit,
    );
    placings.push(upperArm, forearm, hand, thigh, shin, foot);
  }
  const lift = seated * Math.max(0, seatHeight - (heightOf(pelvis, 0, -0.035 * unit) - low));
  for (const placing of placings) placing[11]! += lift - low;
}

/** The point between the eyes of a figure `height` meters tall, in its own space. */
export function eyesIn(held: Held, height: number): Point {
  const proportions = proportionsOf(height);
  const { head } = skeletonOf(held, proportions);
  return pointIn(head, [0, eyes.ahead * proportions.head, eyes.up * proportions.head]);
}
